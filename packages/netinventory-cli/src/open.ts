import { loadRecording, recordedSession, SnmpError } from '@fusioninventory/core-probes/snmp'
import type { OpenDevice } from './sessions.ts'

/** Opens recordings from their files. */
export const openDevice: OpenDevice = async ({ file, host }) => {
  if (file === undefined) throw new SnmpError('no-response', `no response from host ${host}`)
  return recordedSession(await loadRecording(file), host)
}
