import { recordedSession, SnmpError } from '@fusioninventory/core-probes/snmp'
import { readRecording } from './io/recording.ts'
import type { OpenDevice } from './sessions.ts'

export const openDevice: OpenDevice = async ({ file, host }) => {
  if (file === undefined) throw new SnmpError('no-response', `no response from host ${host}`)
  return recordedSession(readRecording(file), host)
}
