import { bundle, withProbes } from '../../tsup.base.ts'

export default bundle(
  {
    index: 'src/index.ts',
    bin: 'src/bin.ts',
    task: 'src/task-bin.ts',
    daemon: 'src/daemon-bin.ts',
    wakeonlan: 'src/wakeonlan/bin.ts',
    remoteinventory: 'src/remoteinventory/bin.ts',
  },
  withProbes,
)
