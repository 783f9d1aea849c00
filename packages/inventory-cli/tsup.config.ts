import { bundle, withIdTables } from '../../tsup.base.ts'

export default bundle({ index: 'src/index.ts', bin: 'src/bin.ts' }, withIdTables)
