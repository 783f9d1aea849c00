import { type TransportCode, TransportError } from '@fusioninventory/protocol/client'
import { type Agenda, type Given, greet, ProtocolError, type Sender } from '@fusioninventory/protocol/message'
import { version } from '../../package.json'
import type { Settings } from '../config/effective.ts'
import type { Connector } from '../target/connect.ts'
import type { ServerTarget } from '../target/targets.ts'
import { installed } from '../tasks/catalog.ts'

/** How far a message to a server gets, one thing after the other. */
const stages = ['name', 'connection', 'certificate', 'password', 'answer'] as const
type Stage = (typeof stages)[number]

/** Where each failure happens. */
const stageOf: Readonly<Partial<Record<TransportCode, Stage>>> = {
  DNS: 'name',
  CONNECT: 'connection',
  TIMEOUT: 'connection',
  RESET: 'connection',
  PROXY_AUTH: 'connection',
  TLS: 'certificate',
  AUTH: 'password',
}

export interface Checked {
  readonly target: ServerTarget
  /** `name  found`: what to show, in this order. */
  readonly rows: readonly (readonly [what: string, found: string])[]
  readonly fine: boolean
}

export interface Question {
  readonly settings: Settings
  readonly connector: Connector
  /** Of the machine, or one for the occasion: asking makes nobody known to a server. */
  readonly deviceid: string
  readonly agentid: string
  readonly signal: AbortSignal
  readonly now: () => number
}

/** Asks a server what it wants, and tells how far that went. Nothing is done of what it wants. */
export async function checkServer(target: ServerTarget, question: Question): Promise<Checked> {
  const { settings, connector, deviceid, agentid, signal, now } = question
  const client = connector.connect(target)
  let answer: Given | undefined
  const sender: Sender = {
    async send(message) {
      answer = await client.send(message)
      return answer
    },
  }
  const began = now()
  const names = installed.map(({ name }) => name)
  try {
    const agenda = await greet(
      sender,
      { deviceid, version, installedTasks: names, enabledTasks: names },
      { agentId: agentid, signal, packing: settings['no-compression'] ? 'none' : 'zlib' },
    )
    const rows = [...passed(stages, target, settings), ...told(agenda), ...clock(answer, now())]
    return { target, rows: [...rows, ['time', `${now() - began} ms`]], fine: true }
  } catch (error) {
    if (!(error instanceof TransportError || error instanceof ProtocolError)) throw error
    const stage = (error instanceof TransportError ? stageOf[error.code] : undefined) ?? 'answer'
    const story = error.hint === undefined ? error.message : `${error.message} (${error.hint})`
    const before = stages.slice(0, stages.indexOf(stage))
    return { target, rows: [...passed(before, target, settings), [stage, `FAILED: ${story}`]], fine: false }
  } finally {
    client.close()
  }
}

function passed(
  before: readonly Stage[],
  { url }: ServerTarget,
  settings: Settings,
): readonly (readonly [string, string])[] {
  const words: Readonly<Record<Stage, string>> = {
    name: `${url.hostname} is known`,
    connection: `${url.host} answers`,
    certificate: certificate(url, settings),
    password: settings.user === undefined ? 'not asked for' : 'accepted, or not asked for',
    answer: 'understood',
  }
  return before.map((stage) => [stage, words[stage]])
}

function certificate({ protocol }: URL, settings: Settings): string {
  if (protocol === 'http:') return 'none: messages can be read and changed on the way (http)'
  if (settings['no-ssl-check']) return 'NOT verified (no-ssl-check): messages can be read and changed on the way'
  return settings['ssl-fingerprint'].length > 0 ? 'the one with the fingerprint given' : 'verified'
}

function told(agenda: Agenda): readonly (readonly [string, string])[] {
  const { dialect, inventory, period, orders, disabled, message, warnings } = agenda
  const wishes = [
    inventory ? 'an inventory' : 'no inventory',
    ...(orders.discoveries.length > 0 ? [`${orders.discoveries.length} searches of networks`] : []),
    ...(orders.queries.length > 0 ? [`${orders.queries.length} inventories of devices`] : []),
    ...(orders.wake.length > 0 ? [`${orders.wake.length} machines to be woken`] : []),
  ]
  return [
    ['dialect', dialect === 'glpi' ? "GLPI's own (JSON)" : 'OCS and FusionInventory (XML)'],
    ['wants', agenda.pending ? 'nothing now (pending)' : wishes.join(', ')],
    ['next contact', period === undefined ? 'not said' : `within ${Number((period / 3600).toFixed(2))} h`],
    ...(disabled.length > 0 ? [['switched off', disabled.join(', ')] as const] : []),
    ...(message === undefined ? [] : [['message', message] as const]),
    ...warnings.map((warning) => ['warning', warning] as const),
  ]
}

/** A clock that is wrong spoils dates, certificates and the schedule. */
function clock(answer: Given | undefined, now: number): readonly (readonly [string, string])[] {
  const date = answer?.headers.date
  const there = typeof date === 'string' ? Date.parse(date) : Number.NaN
  if (Number.isNaN(there)) return []
  const off = Math.round((now - there) / 1000)
  if (Math.abs(off) < 60) return [['clock', 'as here']]
  return [['clock', `the server's is ${Math.abs(off)} s ${off > 0 ? 'behind' : 'ahead of'} this one`]]
}

/** One server after the other. */
export const checkedText = (all: readonly Checked[]): string =>
  all
    .flatMap(({ target, rows }) => [
      target.url.href,
      ...rows.map(([what, found]) => `  ${what.padEnd(13)} ${found}`),
      '',
    ])
    .join('\n')
