import { firstLine } from '../client/answer.ts'
import { objectOf, parseJson } from '../client/json.ts'
import { decodeXmlBytes } from '../xml/charset.ts'
import { ProtocolError } from './error.ts'
import type { Exchange, Given } from './exchange.ts'
import { teller } from './fields.ts'
import { remoteOf } from './remote.ts'
import { restUrl } from './rest.ts'
import { accepted } from './said.ts'

/** A task that the server has work for, and where to ask for it. */
export interface ScheduledTask {
  /** `Deploy`, `Collect`, `ESX`: compared exactly. */
  readonly task: string
  readonly remote: URL
  /** Seconds; not used by anyone yet. */
  readonly periodicity?: number
  readonly delayStartup?: number
}

export interface ServerConfig {
  /** Seconds. */
  readonly validity?: number
  readonly schedule: readonly ScheduledTask[]
  /** What was left out, and why: one line each. */
  readonly warnings: readonly string[]
}

export interface ConfigQuestion {
  readonly target: URL
  readonly deviceid: string
  /** Versions by name: `{ Deploy: '2.8' }`. */
  readonly tasks: Readonly<Record<string, string>>
  /** Hosts other than the target's that a `remote` may name (allow-foreign-remote). */
  readonly foreign?: readonly string[]
}

/** Asks which of these tasks have work. */
export function getConfig({ target, deviceid, tasks, foreign = [] }: ConfigQuestion): Exchange<ServerConfig> {
  const url = restUrl(target, { action: 'getConfig', machineid: deviceid, task: tasks })
  return {
    request: { method: 'GET', url, headers: {} },
    read: async (answer) => configOf(await jsonOf(answer), target, foreign),
  }
}

/** The object of an answer in JSON, whatever its type says. Throws ProtocolError HTTP and CONTENT. */
async function jsonOf(answer: Given): Promise<Readonly<Record<string, unknown>>> {
  if (answer.status < 200 || answer.status > 299) await accepted(answer)
  const text = decodeXmlBytes(answer.body)
  if (text.trim() === '') throw new ProtocolError('CONTENT', 'Got empty response', { status: answer.status })
  const json = objectOf(parseJson(text))
  if (json === undefined)
    throw new ProtocolError('CONTENT', `Can't decode JSON content, starting with ${firstLine(text)}`, {
      status: answer.status,
    })
  return json
}

const most = 64
const longest = 366 * 86_400

function configOf(json: Readonly<Record<string, unknown>>, target: URL, foreign: readonly string[]): ServerConfig {
  const { tell, warnings } = teller()
  const { schedule: found, configValidityPeriod } = json
  const at = `${target.origin}${target.pathname}`
  if (found === undefined) tell(`No job schedule returned from server at ${at}`)
  else if (!Array.isArray(found)) tell(`Malformed schedule from server at ${at}`)
  const schedule = (Array.isArray(found) ? (found as readonly unknown[]) : [])
    .slice(0, most)
    .flatMap((entry): readonly ScheduledTask[] => {
      const { task, remote, ...times } = objectOf(entry) ?? {}
      if (typeof task !== 'string' || !/^\w{1,64}$/.test(task) || typeof remote !== 'string') {
        tell(`Malformed schedule from server at ${at}`)
        return []
      }
      const where = remoteOf(remote, target, foreign)
      if (typeof where === 'string') {
        tell(`${task}: the server's remote is not followed: ${where}`)
        return []
      }
      const [periodicity, delayStartup] = [seconds(times.periodicity), seconds(times.delayStartup)]
      return [
        {
          task,
          remote: where,
          ...(periodicity !== undefined && { periodicity }),
          ...(delayStartup !== undefined && { delayStartup }),
        },
      ]
    })
  const validity = seconds(configValidityPeriod)
  return { ...(validity !== undefined && { validity }), schedule, warnings }
}

/** A number, or digits. */
function seconds(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && number >= 0 && number <= longest ? Math.floor(number) : undefined
}
