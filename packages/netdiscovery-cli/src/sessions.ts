import type { OpenSession } from '@fusioninventory/core-probes/network'
import { SnmpError } from '@fusioninventory/core-probes/snmp'
import type { Options } from './plan.ts'

export function openSessions(_options: Options): { readonly open: OpenSession; close(): void } {
  return {
    async open({ address }) {
      throw new SnmpError('unusable', `not yet: ${address}`)
    },
    close() {},
  }
}
