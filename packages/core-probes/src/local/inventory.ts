import {
  admit,
  type Content,
  type Diagnostic,
  everything,
  type Inventory,
  legacyFields,
  type Schema,
  schema,
  withoutCategories,
} from '@fusioninventory/protocol'
import type { Host } from '../host/port.ts'
import { deviceId } from './identity/index.ts'
import { localDateTime } from './local-time.ts'
import type { Patch } from './probe.ts'
import { byRank, type Finding, type Origin, type Reducer, reducer } from './reducer.ts'
import { probes } from './registry.ts'
import { type ProbeReport, type RunnerOptions, runProbes } from './runner.ts'

export interface InventoryOptions extends RunnerOptions {
  /** Identity on the server; without it `HOST-YYYY-MM-DD-HH-MM-SS` of now. */
  readonly deviceid?: string
  readonly tag?: string
  /** Who makes it: VERSIONCLIENT becomes `FusionInventory-<program>_v<version>`. */
  readonly client: {
    readonly program: 'Inventory' | 'Agent'
    readonly version: string
    readonly notes?: readonly string[]
  }
  /** Content that an administrator adds: fields of single sections replace what is found, entries are appended. */
  readonly additional?: { readonly from: string; readonly content: Readonly<Record<string, unknown>> }
  readonly customSections?: boolean
  /** Checksum of the sections that changed; without it all of them. */
  readonly checksum?: (content: Content) => number
  diagnostic(diagnostic: Diagnostic): void
}

export interface Taken {
  readonly inventory: Inventory
  readonly reports: readonly ProbeReport[]
  /** Probe and source of a field of the inventory; the index counts the entries of a list section, else it is 0. */
  origin(section: string, index: number, field: string): Origin | undefined
}

/** The life of one inventory: probes, what is added and derived, admission. */
export async function takeInventory(host: Host, options: InventoryOptions): Promise<Taken> {
  const started = host.facts.now()
  const { findings, reports } = await runProbes(host, probes, options)
  const all = reducer()
  const admission = { customSections: options.customSections ?? false }
  const extra = options.additional
  const added = extra ? admit(extra.content, options.diagnostic, admission) : {}
  const addition = (wanted: boolean) => finding('inventory/additional', extra?.from ?? '', singles(added, wanted))
  all.add(addition(true))
  for (const one of byRank(findings)) all.add(one)
  all.add(addition(false))
  for (const one of provenance(host, options, started)) all.add(one)

  const collected = all.content()
  const mask = options.checksum?.(collected) ?? everything
  all.add(
    finding('inventory/checksum', options.checksum ? 'sections and saved state' : 'no saved state', {
      HARDWARE: { CHECKSUM: mask },
    }),
  )
  for (const { field, value, from } of legacyFields(collected))
    all.add(finding('inventory/legacy', from, { HARDWARE: { [field]: value } }))

  const dropped = new Map<string, Set<number>>()
  const log = (diagnostic: Diagnostic): void => {
    const { code, section, index } = diagnostic
    if (code === 'empty-entry' && index !== undefined)
      dropped.set(section, (dropped.get(section) ?? new Set()).add(index))
    options.diagnostic(diagnostic)
  }
  const admitted = admit(all.content(), log, admission)
  const content = withoutCategories(admitted, options.without)
  return {
    inventory: {
      deviceid: options.deviceid ?? deviceId(host.facts.hostname ?? content.HARDWARE?.NAME, undefined, host.facts),
      content,
      ...(options.tag ? { tag: options.tag } : {}),
    },
    reports,
    origin: (section, index, field) => originAfter(all, dropped.get(section), section, index, field),
  }
}

const finding = (probe: string, from: string, content: Patch['content']): Finding => ({
  probe,
  rank: 0,
  patches: [{ from, content }],
})

/** The single sections of some content, or the others. */
const singles = (content: Content, wanted: boolean): Partial<Content> =>
  Object.fromEntries(Object.entries(content).filter(([name]) => ((schema as Schema)[name]?.many === false) === wanted))

/** What the inventory says of itself. */
function provenance({ facts }: Host, { client }: InventoryOptions, started: number): readonly Finding[] {
  const seconds = Math.round((facts.now() - started) / 1000)
  const { program, version, notes = [] } = client
  const provider = {
    NAME: 'FusionInventory',
    VERSION: version,
    PROGRAM: `fusioninventory-${program.toLowerCase()}`,
    COMMENTS: notes,
  }
  return [
    finding('inventory/client', 'program', {
      VERSIONCLIENT: `FusionInventory-${program}_v${version}`,
      VERSIONPROVIDER: provider,
    }),
    finding('inventory/time', 'clock', {
      ACCESSLOG: { LOGDATE: localDateTime(facts, facts.now() / 1000) },
      HARDWARE: { ETIME: seconds },
    }),
  ]
}

/** Admission drops entries with nothing in them, so what is the third entry now may have been the fourth. */
function originAfter(
  all: Reducer,
  dropped: ReadonlySet<number> | undefined,
  section: string,
  index: number,
  field: string,
): Origin | undefined {
  let at = index
  for (const gone of [...(dropped ?? [])].sort((a, b) => a - b)) if (gone <= at) at++
  const origin = all.origin(section, at, field)
  // Admission completes this one of STORAGES.
  return origin ?? (field === 'SERIALNUMBER' ? all.origin(section, at, 'SERIAL') : undefined)
}
