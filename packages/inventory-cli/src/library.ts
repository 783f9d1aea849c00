/** For other programs of the suite: an inventory of this machine as data. */
import { type Io, type Logger, parse } from '@fusioninventory/cli-kit'
import { type ProbeReport, takeInventory } from '@fusioninventory/core-probes/local'
import { openHost } from '@fusioninventory/core-probes/open'
import type { Inventory } from '@fusioninventory/protocol'
import { additionalContent } from './additional.ts'
import { checkOptions, type Options } from './check.ts'
import { leftOut, notRoot, settings } from './inventory.ts'
import { tool } from './options.ts'
import { reportProbes } from './report.ts'

export interface MachineRequest {
  /** As of the command line; those left out have their defaults. */
  readonly options: Partial<Options>
  readonly deviceid: string
  /** VERSIONCLIENT is `FusionInventory-Agent_v<version>`. */
  readonly version: string
}

export interface Machine {
  readonly inventory: Inventory
  readonly reports: readonly ProbeReport[]
  /** What is missing and could be cured, in words. */
  readonly hints: readonly string[]
}

/** Makes an inventory of this machine. @throws UsageError for options that exclude each other */
export async function machineInventory(
  { options: given, deviceid, version }: MachineRequest,
  { io, log }: { readonly io: Pick<Io, 'stdin' | 'signal'>; readonly log: Logger },
): Promise<Machine> {
  const options: Options = { ...parse(tool, []).options, ...given }
  checkOptions(options)
  const without = leftOut(options, log)
  const extra = await additionalContent(options['additional-content'], io, log)
  const hints: string[] = []
  const host = await openHost({ kind: 'live', secrets: options['no-mask-secrets'] })
  try {
    if (host.facts.uid !== 0) log.warning(notRoot)
    const { inventory, reports } = await takeInventory(host, {
      ...settings(options, log, extra, hints),
      without,
      signal: io.signal,
      deviceid,
      client: { program: 'Agent', version },
    })
    io.signal.throwIfAborted()
    reportProbes(log, reports, false)
    return { inventory, reports, hints }
  } finally {
    await host.close()
  }
}
