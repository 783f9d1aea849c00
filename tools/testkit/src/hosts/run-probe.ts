import { captureHost, parseCapture } from '@fusioninventory/core-probes/host'
import type { Patch, Probe, ProbeOptions } from '@fusioninventory/core-probes/local'

export interface ProbeRun {
  readonly patches: readonly Patch[]
  /** Lines for debuggers and administrators, in order. */
  readonly debug: readonly string[]
  readonly hints: readonly string[]
}

/** One probe against the text of a capture, with the options that a plain run has. */
export async function runProbe(
  probe: Probe,
  capture: string,
  options: { readonly strict?: boolean; readonly probe?: Partial<ProbeOptions> } = {},
): Promise<ProbeRun> {
  const chosen: ProbeOptions = {
    scanHomedirs: false,
    scanProfiles: false,
    assetname: 1,
    maskSecrets: true,
    ...options.probe,
  }
  const host = captureHost(parseCapture(capture), { strict: options.strict ?? false, secrets: !chosen.maskSecrets })
  const debug: string[] = []
  const hints: string[] = []
  const patches = await probe.run(host, {
    signal: new AbortController().signal,
    debug: (line) => void debug.push(line),
    hint: (line) => void hints.push(line),
    options: chosen,
  })
  return { patches, debug, hints }
}
