import { type Logger, openProgress, type Run, textTable, writeOut } from '@fusioninventory/cli-kit'
import type { Examined, Summary, Trace } from '@fusioninventory/core-probes/network'
import type { About } from './about.ts'
import { lasting } from './addresses.ts'
import { adviceWhenLossy, adviceWhenNothing } from './advice.ts'
import { explained, type Note } from './explain.ts'
import type { options as table } from './options.ts'

/** What people see of a search: a line of progress, a table, advice, or the story of one address. */
export interface Report {
  readonly found: number
  readonly failures: number
  take(examined: Examined): void
  failed(address: string, error: unknown): void
  trace(address: string): Trace | undefined
  end(summary: Summary): Promise<void>
  /** Throws the first failure that ended the search. */
  rethrow(): void
}

/** Rows of the table at the end; who finds more does not read them on a terminal. */
const mostRows = 1000

export async function openReport(run: Run<typeof table>, about: About): Promise<Report> {
  const { options, io, log } = run
  const started = io.now().getTime()
  const notes: Note[] = []
  const devices: Examined[] = []
  let [done, found, alive, bySnmp, failures] = [0, 0, 0, 0, 0]
  let fatal: unknown
  let story: Examined | undefined
  const explains = options.explain !== undefined
  const progress = explains ? undefined : await openProgress(io, log, 'Addresses', about.total)

  const more = (): string => {
    const seconds = Math.max(0.001, (io.now().getTime() - started) / 1000)
    const rate = done / seconds
    const left = about.total - done
    return `${found} found, ${Math.round(rate)}/s${left > 0 ? `, ${lasting(left / rate)} left` : ''}`
  }

  return {
    get found() {
      return found
    },
    get failures() {
      return failures
    },
    take(examined) {
      done++
      const { evidence, device } = examined
      if (Object.keys(evidence).length > 0) alive++
      if (evidence.snmp) bySnmp++
      if (device) {
        found++
        if (devices.length < mostRows) devices.push(examined)
      }
      if (explains) story = examined
      progress?.step(more())
    },
    failed(address, error) {
      failures++
      if (error instanceof Error && error.name === 'FatalError') fatal ??= error
      else log.error(`${address}: ${error instanceof Error ? error.message : String(error)}`)
    },
    trace(address) {
      if (!explains && !log.enabled('debug')) return undefined
      const begin = io.now().getTime()
      return (method, what) => {
        const note = { method, what, ms: io.now().getTime() - begin }
        if (explains) notes.push(note)
        else log.debug(`${address}: ${method}: ${what}`)
      }
    },
    async end({ proxies }) {
      progress?.stop()
      if (explains) {
        await writeOut(io.stdout, explained(options.explain ?? '', notes, story, about))
        return
      }
      for (const { mac, addresses } of proxies)
        log.warning(
          `${mac} answers ARP for ${addresses} addresses at which nothing else answers: it does so for others, and they are not reported`,
        )
      if (about.live.namesGivenUp()) log.warning('name servers do not answer, so devices have no names of theirs')
      adviceWhenLossy(about.live.counts, options, log)
      const seconds = (io.now().getTime() - started) / 1000
      if (io.stderr.isTTY && devices.length > 0) await writeOut(io.stderr, tableOf(devices))
      log.info(`${done} addresses in ${seconds.toFixed(1)} s: ${found} devices, ${bySnmp} of them by SNMP`)
      if (found === 0 && !io.signal.aborted) adviceWhenNothing(about, options, done, log)
      else if (alive > 0 && bySnmp === 0 && about.plan.methods.has('snmp')) noSnmp(alive, log)
    },
    rethrow() {
      if (fatal !== undefined) throw fatal
    },
  }
}

const noSnmp = (alive: number, log: Logger): void =>
  log.info(`none of ${alive} devices answered by SNMP: --explain ADDRESS tells what was tried with one of them`)

function tableOf(devices: readonly Examined[]): string {
  const rows = devices
    .map(({ device = {}, evidence }) => [
      String(device.IP),
      text(device.SNMPHOSTNAME ?? device.NETBIOSNAME ?? device.DNSHOSTNAME),
      text(device.MAC),
      text(device.TYPE),
      [text(device.MANUFACTURER), text(device.MODEL)].filter((one) => one !== '').join(' '),
      ways(evidence).join(' '),
    ])
    .sort(([a = ''], [b = '']) => a.localeCompare(b, 'en', { numeric: true }))
  return textTable([['ADDRESS', 'NAME', 'MAC', 'TYPE', 'WHAT', 'FOUND BY'], ...rows])
}

const text = (value: unknown): string => (value === undefined ? '' : String(value))

/** By which ways something was found. */
const ways = ({ mac, ping, netbios, snmp }: Examined['evidence']): readonly string[] => [
  ...(snmp ? [`snmp-v${snmp.access.version}`] : []),
  ...(mac === undefined ? [] : ['arp']),
  ...(ping === undefined ? [] : [ping === 'refused' ? 'closed-port' : `icmp-${ping}`]),
  ...(netbios ? ['netbios'] : []),
]
