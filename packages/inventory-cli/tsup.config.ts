import { bundle, oneMainChunk, withProbes } from '../../tsup.base.ts'

export default bundle(
  { index: 'src/index.ts', bin: 'src/bin.ts' },
  { ...withProbes, ...oneMainChunk('src/inventory.ts') },
)
