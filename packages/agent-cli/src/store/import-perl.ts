import { join } from 'node:path'
import { agentIdOf, isDeviceId } from '../identity/ids.ts'
import type { Known } from './agent-state.ts'
import { readState, secondsIn, textIn } from './files.ts'
import { parseStorable, type Scalar } from './storable/parse-storable.ts'

/** Files in which agents written in Perl keep what they know of themselves, in the order of trust. */
const agentFiles = ['FusionInventory-Agent.dump', 'GLPI-Agent.dump']

const numberOf = (value: Scalar): number | undefined =>
  secondsIn(typeof value === 'string' && /^\d{1,12}(?:\.\d+)?$/.test(value) ? Number(value) : value)

function stored(path: string): ReadonlyMap<string, Scalar> | undefined {
  const bytes = readState(path)
  return bytes === undefined ? undefined : parseStorable(bytes)
}

/** The identity of an agent that ran here before. */
export function perlAgent(vardir: string): { readonly from: string; readonly known: Known } | undefined {
  for (const name of agentFiles) {
    const from = join(vardir, name)
    const found = stored(from)
    const deviceid = textIn(found?.get('deviceid'))
    if (found === undefined || deviceid === undefined || !isDeviceId(deviceid)) continue
    const agentid = agentIdOf(found.get('agentid'))
    const known: Known = {
      // As it is: servers know the machine by it.
      deviceid,
      ...(agentid !== undefined && { agentid }),
      ...(found.get('forcerun') === 1 && { forcerun: true }),
    }
    return { from, known }
  }
  return undefined
}

/** When that agent would have contacted a server: the folder is named by the URL, as it was written. */
export function perlTarget(
  vardir: string,
  url: string,
): { readonly nextRunDate?: number; readonly maxDelay?: number } | undefined {
  const found = stored(join(vardir, url.replaceAll('/', '_'), 'target.dump'))
  if (found === undefined) return undefined
  const nextRunDate = numberOf(found.get('nextRunDate'))
  const maxDelay = numberOf(found.get('maxDelay'))
  return { ...(nextRunDate !== undefined && { nextRunDate }), ...(maxDelay !== undefined && { maxDelay }) }
}
