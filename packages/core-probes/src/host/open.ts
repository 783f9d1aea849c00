import { openCapture } from './adapters/capture-file.ts'
import { liveHost } from './adapters/live.ts'
import { rootHost } from './adapters/root.ts'
import type { SshSource } from './adapters/ssh/index.ts'
import type { Host } from './port.ts'

/** Which machine, and how it is asked. */
export type HostSource =
  /** This machine. `secrets`, here and in a capture: shows what is `<redacted>` otherwise. */
  | { readonly kind: 'live'; readonly secrets?: boolean }
  /** A system mounted below `dir`. */
  | { readonly kind: 'root'; readonly dir: string }
  /** A capture file; `-` takes the text or bytes in `stdin`. */
  | {
      readonly kind: 'capture'
      readonly file: string
      readonly strict?: boolean
      readonly secrets?: boolean
      readonly stdin?: string | Uint8Array
    }
  /** A machine that the system's ssh reaches. */
  | ({ readonly kind: 'ssh' } & SshSource)

/**
 * Opens a machine.
 * Rejects with a CaptureError (file name and line in its message) where a capture cannot be read,
 * with an Error where `dir` is no directory, with a RemoteError where a machine cannot be asked.
 */
export async function openHost(source: HostSource): Promise<Host> {
  switch (source.kind) {
    case 'live':
      return liveHost({ secrets: source.secrets ?? false })
    case 'root':
      return rootHost(source.dir)
    case 'capture':
      return openCapture(source)
    case 'ssh': {
      const { sshHost } = await import('./adapters/ssh/index.ts')
      return sshHost(source)
    }
  }
}
