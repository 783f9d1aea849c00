import { bundle } from '../../tsup.base.ts'

// write-file-atomic makes the names of its temporary files of __filename, which no module in a bundle has.
export default bundle(
  { index: 'src/index.ts', bin: 'src/bin.ts' },
  { define: { __filename: '"fusioninventory-inventory"' } },
)
