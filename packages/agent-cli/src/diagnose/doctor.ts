import type { Host } from '@fusioninventory/core-probes/open'
import type { Machine } from 'fusioninventory-inventory'
import type { Loaded } from '../config/load.ts'
import { readableSecrets, sensitivePaths, shownWeakness } from '../config/safe.ts'
import { fingerprintOf, isOtherMachine } from '../identity/fingerprint.ts'
import type { LoadedPolicy } from '../policy/io/load.ts'
import type { TaskEnd } from '../process/child.ts'
import { shownDate } from '../schedule/shown-date.ts'
import type { Known } from '../store/agent-state.ts'
import { waitingBelow } from '../store/files.ts'
import { weaknesses } from '../store/permissions.ts'
import { loadTarget } from '../store/target-state.ts'
import { nameOf, type Target } from '../target/targets.ts'
import type { Task } from '../tasks/catalog.ts'
import type { Checked } from './check-server.ts'

/** One thing that was looked at. bad: it should be put right. note: it is worth knowing. */
export interface Finding {
  readonly kind: 'good' | 'note' | 'bad'
  readonly text: string
}

export interface Patient {
  readonly loaded: Loaded
  readonly uid: number
  readonly host: Host
  readonly known: Known
  readonly policy: LoadedPolicy
  readonly plan: readonly Task[]
  readonly targets: readonly Target[]
  readonly servers: readonly Checked[]
  readonly inventory: TaskEnd
  readonly spool: string
}

const good = (text: string): Finding => ({ kind: 'good', text })
const note = (text: string): Finding => ({ kind: 'note', text })
const bad = (text: string): Finding => ({ kind: 'bad', text })

/** Everything that could be wrong, by chapters. */
export async function examine(
  patient: Patient,
): Promise<readonly (readonly [chapter: string, findings: readonly Finding[]])[]> {
  return [
    ['Configuration', configuration(patient)],
    ['Who may change it', permissions(patient)],
    ['State', await state(patient)],
    ['Tasks', tasks(patient)],
    ['Servers', servers(patient)],
    ['Inventory', inventory(patient)],
  ]
}

function configuration({ loaded }: Patient): readonly Finding[] {
  const { file, problems, warnings, origins } = loaded
  return [
    file === undefined ? note('no configuration file') : good(`${file} and what it includes, ${origins.size} settings`),
    ...problems.map(bad),
    ...warnings.map(note),
  ]
}

function permissions({ loaded, uid }: Patient): readonly Finding[] {
  const found = [
    ...weaknesses(sensitivePaths(loaded), uid).map((one) => (one.mild ? note : bad)(shownWeakness(one))),
    ...readableSecrets(loaded).map((file) => bad(`${file} holds a password and can be read by others`)),
  ]
  return found.length > 0 ? found : [good('only root and the user of this agent')]
}

async function state({ loaded, host, known, targets, spool }: Patient): Promise<readonly Finding[]> {
  const findings: Finding[] = [
    known.deviceid === undefined
      ? note(`no identity yet in ${loaded.vardir}`)
      : good(`this machine is ${known.deviceid}`),
  ]
  if (known.machine !== undefined && isOtherMachine(known.machine, await fingerprintOf(host)))
    findings.push(bad('the identity was made on another machine: --reset-deviceid makes a new one'))
  for (const target of targets) {
    const { last, nextRunDate, failures = 0 } = loadTarget(target.dir)
    const when = nextRunDate === undefined ? '' : `, next contact planned for ${shownDate(nextRunDate)}`
    const text =
      last === undefined
        ? `${nameOf(target)}: never run`
        : `${nameOf(target)}: ${last.said} on ${shownDate(last.date)}${when}`
    findings.push(
      (failures > 0 ? bad : last === undefined ? note : good)(
        failures > 0 ? `${text}, ${failures} failures since the last success` : text,
      ),
    )
  }
  const waiting = waitingBelow(spool)
  if (waiting > 0) findings.push(note(`${waiting} messages wait to be sent in ${spool}`))
  return findings
}

const tasks = ({ plan, policy }: Patient): readonly Finding[] => [
  plan.length > 0 ? good(`planned: ${plan.map(({ title }) => title).join(', ')}`) : bad('no task is planned'),
  policy.file === undefined
    ? note('no policy: servers may ask for all of them')
    : good(`bounded by ${policy.file} (--explain-policy)`),
]

function servers({ servers: all, targets }: Patient): readonly Finding[] {
  if (targets.length === 0) return [bad('no target is defined: give --server or --local')]
  return all.map(({ target, rows, fine }) => {
    const [what, found] = rows.find(([, text]) => text.startsWith('FAILED')) ?? ['', '']
    if (!fine) return bad(`${target.url.href}: ${what}: ${found}`)
    const shown = rows.filter(([name]) => ['dialect', 'wants', 'clock'].includes(name))
    return good(`${target.url.href}: ${shown.map(([name, text]) => `${name}: ${text}`).join('; ')}`)
  })
}

function inventory({ inventory: end, uid }: Patient): readonly Finding[] {
  if ('failed' in end) return [bad(`an inventory cannot be made: ${end.failed}`)]
  const { reports, hints, inventory: made } = end.result as Machine
  const broken = reports.filter(({ status }) => status === 'failed' || status === 'timeout')
  const rows = Object.values(made.content).reduce((sum: number, one) => sum + (Array.isArray(one) ? one.length : 1), 0)
  return [
    good(`${Object.keys(made.content).length} sections, ${rows} entries`),
    ...(uid === 0 ? [] : [note('run as root to find more: serial numbers, disks, all processes')]),
    ...broken.map(({ probe, status, detail }) => bad(`${probe}: ${detail ?? status}; what it gives is missing`)),
    ...hints.map(note),
  ]
}

const marks = { good: 'ok  ', note: 'note', bad: 'BAD ' } as const

export const doctorText = (chapters: Awaited<ReturnType<typeof examine>>): string =>
  chapters
    .flatMap(([chapter, findings]) => [chapter, ...findings.map(({ kind, text }) => `  ${marks[kind]} ${text}`), ''])
    .join('\n')
