import type { Host } from '../../host/port.ts'
import type { Patch, ProbeContext } from '../probe.ts'

/** What a package manager's module gives: its packages, one patch a source. */
export type ReadPackages = (host: Host, ctx: ProbeContext) => Promise<readonly Patch[]>
