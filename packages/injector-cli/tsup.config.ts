import { bundle } from '../../tsup.base.ts'

export default bundle({ index: 'src/index.ts', bin: 'src/bin.ts', prepare: 'src/io/prepare.ts' })
