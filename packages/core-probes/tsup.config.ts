import { bundle, withProbes } from '../../tsup.base.ts'

export default bundle(
  {
    host: 'src/host/index.ts',
    open: 'src/host/open.ts',
    local: 'src/local/index.ts',
    network: 'src/network/index.ts',
    snmp: 'src/snmp/index.ts',
    bin: 'src/bin/bin.ts',
  },
  withProbes,
)
