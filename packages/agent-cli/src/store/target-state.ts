import { join } from 'node:path'
import type { SectionDigests } from '@fusioninventory/protocol'
import { makeFolder, objectOf, readState, secondsIn, textIn, writeState } from './files.ts'

/** What is kept of one target. Times in epoch seconds. */
export interface TargetState {
  /** Of the next contact. */
  readonly nextRunDate?: number
  /** Longest time between contacts, as the server wants it. */
  readonly maxDelay?: number
  /** Failures since the last success. */
  readonly failures?: number
  /** What the server was found to speak. */
  readonly dialect?: 'legacy' | 'glpi'
  /** Of the sections of the last inventory that the server took. */
  readonly digests?: SectionDigests
  /** Of all its sections, and how many partial ones there have been since the last whole one. */
  readonly native?: { readonly sections: SectionDigests; readonly count: number }
  /** How the last run ended. */
  readonly last?: { readonly date: number; readonly said: string }
  /** What the server had asked of the network in the hour that began then. */
  readonly scanned?: Scanned
  /** Whose state it is; a help where the agent's own files are lost. */
  readonly deviceid?: string
  /** For people. */
  readonly target?: string
}

/** Addresses and devices since an epoch time. */
export interface Scanned {
  readonly since: number
  readonly addresses: number
}

const file = (dir: string): string => join(dir, 'state.json')

/** An empty state where there is none, or none that could be read. */
export function loadTarget(dir: string): TargetState {
  const found = objectOf(readState(file(dir)))
  if (found === undefined) return {}
  const nextRunDate = secondsIn(found.nextRunDate)
  const maxDelay = secondsIn(found.maxDelay)
  const failures = secondsIn(found.failures)
  const deviceid = textIn(found.deviceid)
  const target = textIn(found.target, 2048)
  const digests = digestsIn(found.digests)
  const native = nativeIn(found.native)
  const last = lastIn(found.last)
  const scanned = scannedIn(found.scanned)
  return {
    ...(nextRunDate !== undefined && { nextRunDate }),
    ...(maxDelay !== undefined && maxDelay > 0 && { maxDelay }),
    ...(failures !== undefined && { failures: Math.min(failures, 64) }),
    ...((found.dialect === 'legacy' || found.dialect === 'glpi') && { dialect: found.dialect }),
    ...(digests !== undefined && { digests }),
    ...(native !== undefined && { native }),
    ...(last !== undefined && { last }),
    ...(scanned !== undefined && { scanned }),
    ...(deviceid !== undefined && { deviceid }),
    ...(target !== undefined && { target }),
  }
}

function digestsIn(value: unknown): SectionDigests | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Object.entries(value).filter(([, digest]) => textIn(digest) !== undefined)
  return entries.length === 0 ? undefined : Object.fromEntries(entries.slice(0, 100))
}

function nativeIn(value: unknown): TargetState['native'] {
  if (typeof value !== 'object' || value === null || !('sections' in value) || !('count' in value)) return undefined
  const sections = digestsIn(value.sections)
  const count = secondsIn(value.count)
  return sections === undefined || count === undefined ? undefined : { sections, count }
}

function scannedIn(value: unknown): Scanned | undefined {
  if (typeof value !== 'object' || value === null || !('since' in value) || !('addresses' in value)) return undefined
  const since = secondsIn(value.since)
  const addresses = secondsIn(value.addresses)
  return since === undefined || addresses === undefined ? undefined : { since, addresses }
}

function lastIn(value: unknown): TargetState['last'] {
  if (typeof value !== 'object' || value === null || !('date' in value) || !('said' in value)) return undefined
  const date = secondsIn(value.date)
  const said = textIn(value.said, 1000)
  return date === undefined || said === undefined ? undefined : { date, said }
}

/** Throws the error of the system, and FatalError where the folder cannot be made. */
export function saveTarget(dir: string, state: TargetState): void {
  makeFolder(dir)
  writeState(file(dir), `${JSON.stringify({ schema: 1, ...state }, null, 2)}\n`)
}
