import type { Facts } from '../../host/port.ts'
import { localDateTime } from '../local-time.ts'

/** Name of a machine without a name. */
const nameless = 'device-by-fusioninventory-agent'

/**
 * DEVICEID: `<hostname>[.<workgroup>]-YYYY-MM-DD-HH-MM-SS`, the local time when it is made. It stays the same only if it is kept.
 */
export function deviceId(hostname: string | undefined, workgroup: string | undefined, facts: Facts): string {
  const name = [hostname?.trim() || nameless, workgroup?.trim()].filter(Boolean).join('.')
  const time = localDateTime(facts, Math.floor(facts.now() / 1000)) ?? '0000-00-00 00:00:00'
  return `${name}-${time.replace(/[ :]/g, '-')}`
}
