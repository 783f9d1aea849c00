import { compareOids, isBelow } from '../../oid.ts'
import type { Oid, SnmpValue, Walk, WalkEnd } from '../../port.ts'
import { type Device, sysDescr } from './device.ts'
import { getAll } from './get.ts'
import type { Answer, Binding } from './wire.ts'

/** Instances that an answer shall bring at most: about what ten datagrams hold. */
const mostBindings = 200
/** Repetitions of the first request: most tables are short. */
const firstRepetitions = 10
const smallBulk = 2

/** Subtrees, column by column beside each other; the port says what a walk is. */
export async function walkAll(device: Device, roots: readonly Oid[], limit: number, vlan?: string): Promise<Walk[]> {
  // Says whether anybody is there, by a question that every agent answers.
  if (!device.alive) await getAll(device, [sysDescr], vlan)
  const columns = roots.map((root) => new Column(root, limit))
  for (;;) {
    // First those that got least so far: an answer may have been full before it came to them.
    const open = columns.filter(({ end }) => end === undefined).sort((a, b) => a.steps - b.steps)
    if (open.length === 0) break
    const over = device.walking === 'never' ? 'silent' : device.over
    if (over !== undefined) for (const column of open) column.end = over
    else await step(device, open, vlan)
  }
  return columns.map(({ rows, end = 'silent' }) => ({ rows, end }))
}

/** A root and how far its walk has come. */
class Column {
  readonly rows = new Map<string, SnmpValue>()
  last: Oid
  end: WalkEnd | undefined
  /** Requests that brought something. */
  steps = 0

  constructor(
    readonly root: Oid,
    private readonly limit: number,
  ) {
    this.last = root
  }

  /** Takes what followed `last`. */
  take({ oid, value, end }: Binding): void {
    if (this.end !== undefined) return
    if (end === true || !isBelow(oid, this.root)) this.end = 'complete'
    else if (compareOids(oid, this.last) <= 0) this.end = 'loop'
    else if (this.rows.size >= this.limit) this.end = 'rows'
    else {
      this.last = oid
      if (value !== undefined) this.rows.set(oid.slice(this.root.length + 1), value)
    }
  }
}

async function step(device: Device, open: readonly Column[], vlan: string | undefined): Promise<void> {
  const columns = open.slice(0, device.columns.now)
  const grown = columns.every(({ steps }) => steps > 0)
  const wanted = Math.min(
    device.repetitions.now,
    grown ? Number.POSITIVE_INFINITY : firstRepetitions,
    Math.max(1, Math.trunc(mostBindings / columns.length)),
  )
  const bulk = device.walking === 'bulk'
  const repetitions = bulk ? wanted : 1
  const smallest = columns.length === 1 && repetitions === 1
  const answer = await device.ask(
    {
      kind: bulk ? 'bulk' : 'next',
      oids: columns.map(({ last }) => last),
      ...(bulk && { repetitions }),
      ...(vlan && { vlan }),
      ...(device.walking === 'old' && { old: true }),
    },
    smallest && device.walked ? undefined : device.pace.patience,
  )
  if (answer.kind === 'bindings' && answer.bindings.length > 0) {
    spread(columns, answer.bindings)
    succeeded(device)
  } else if (answer.kind === 'error' && answer.status === 'noSuchName' && named(columns, answer.at)) {
    // v1: nothing follows this one. More than one column, and it does not say which: one by one.
    const column = columns[answer.at ?? 0]
    if (column !== undefined) column.end = 'complete'
  } else if (answer.kind === 'error' && answer.status !== 'tooBig' && answer.at !== undefined && device.walked) {
    const column = columns[answer.at]
    if (column !== undefined) column.end = 'refused'
  } else {
    await smaller(device, columns, repetitions, answer)
  }
}

const named = (columns: readonly Column[], at: number | undefined): boolean => at !== undefined || columns.length === 1

/** Variables come row by row, one for each column; the last row may be cut. */
function spread(columns: readonly Column[], bindings: readonly Binding[]): void {
  const done = new Set<Column>()
  for (const [at, binding] of bindings.entries()) {
    const column = columns[at % columns.length] as Column
    if (!done.has(column)) {
      column.steps++
      done.add(column)
    }
    column.take(binding)
  }
}

/** Refused or not answered: asks for less, then in another way, and gives the column up last. */
async function smaller(device: Device, columns: readonly Column[], repetitions: number, answer: Answer): Promise<void> {
  const silent = answer.kind === 'silent'
  if (!device.walked && (columns.length > 1 || repetitions > smallBulk)) {
    // No table could be read yet: little of one column says quickly whether this way is one.
    device.columns.reset(1)
    device.repetitions.reset(smallBulk)
    return
  }
  if (device.walked ? distrusted(device, answer) : other(device)) return
  if (repetitions > 1 && device.walked) {
    if (silent) device.repetitions.lost(repetitions)
    else device.repetitions.tooBig(repetitions)
    return
  }
  if (columns.length > 1) {
    if (silent) device.columns.lost(columns.length)
    else device.columns.tooBig(columns.length)
    return
  }
  for (const column of columns) column.end = silent ? 'silent' : 'refused'
  if (silent) await device.check()
}

function succeeded(device: Device): void {
  device.walked = true
  device.bulked ||= device.walking === 'bulk'
  device.repetitions.succeeded()
  device.columns.succeeded()
  // It may have been bad luck that GETBULK was not answered: once more, and little.
  if (device.walking !== 'next' || device.version === '1' || device.retried) return
  device.retried = true
  device.walking = 'bulk'
  device.columns.reset(1)
  device.repetitions.reset(smallBulk)
}

/** GETBULK again was not answered where GETNEXT had been. */
function distrusted(device: Device, { kind }: Answer): boolean {
  if (device.walking !== 'bulk' || !device.retried || kind === 'bindings' || device.bulked) return false
  device.walking = 'next'
  return true
}

/** The next way to read tables, where one is left. */
function other(device: Device): boolean {
  if (device.walking === 'bulk') device.walking = 'next'
  else if (device.walking === 'next' && device.version === '2c') device.walking = 'old'
  else device.walking = 'never'
  return device.walking !== 'never'
}
