import { join } from 'node:path'
import type { Fingerprint } from '../identity/fingerprint.ts'
import { isAgentId, isDeviceId } from '../identity/ids.ts'
import { objectOf, readState, remove, textIn, writeState } from './files.ts'

/** What the agent knows of itself. */
export interface AgentState {
  readonly deviceid: string
  /** UUID, for GLPI's native protocol. */
  readonly agentid: string
  /** Of the machine on which the identity was made. */
  readonly machine: Fingerprint
  /** Every target is due at the next start, once. */
  readonly forcerun?: true
}

/** As far as it is known. */
export type Known = Partial<AgentState>

const schema = 1
/** Twice: what a failing disk makes of one must not cost the identity. */
const files = ['state.json', 'state.copy.json']

/** Reads what is there; `problem` tells of files that could not be used, which are removed. */
export function loadAgent(vardir: string, problem: (text: string) => void): Known {
  for (const name of files) {
    const path = join(vardir, name)
    const found = objectOf(readState(path))
    const known = found && knownOf(found)
    if (known?.deviceid !== undefined) return known
    if (found === undefined && readBroken(path)) problem(`Can't read corrupted ${path}, removing it`)
  }
  return {}
}

/** Whether something was there that is no state; it is gone then. */
function readBroken(path: string): boolean {
  const there = readState(path) !== undefined
  try {
    remove(path)
  } catch {
    // A file system that is read-only: it will be told when something is to be written.
  }
  return there
}

function knownOf(found: Readonly<Record<string, unknown>>): Known {
  const deviceid = textIn(found.deviceid)
  const agentid = textIn(found.agentid)
  return {
    ...(deviceid !== undefined && isDeviceId(deviceid) && { deviceid }),
    ...(agentid !== undefined && isAgentId(agentid) && { agentid }),
    ...(typeof found.machine === 'object' && found.machine !== null && { machine: machineOf(found.machine) }),
    ...(found.forcerun === true && { forcerun: true }),
  }
}

function machineOf(found: object): Fingerprint {
  const entries = Object.entries(found).filter(([, value]) => /^[0-9a-f]{16}$/.test(String(value)))
  return Object.fromEntries(entries)
}

/** Throws the error of the system. */
export function saveAgent(vardir: string, state: AgentState): void {
  const text = `${JSON.stringify({ schema, ...state }, null, 2)}\n`
  for (const name of files) writeState(join(vardir, name), text)
}
