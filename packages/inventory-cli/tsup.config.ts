import { bundle, twoChunks, withProbes } from '../../tsup.base.ts'

export default bundle(
  { index: 'src/index.ts', bin: 'src/bin.ts' },
  { ...withProbes, ...twoChunks('src/main.ts', 'src/inventory.ts') },
)
