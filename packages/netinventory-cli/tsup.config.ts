import { bundle, twoChunks } from '../../tsup.base.ts'

export default bundle({ index: 'src/index.ts', bin: 'src/bin.ts' }, twoChunks('src/main.ts', 'src/netinventory.ts'))
