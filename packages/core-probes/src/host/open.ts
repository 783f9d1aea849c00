/** Opening a machine, and what every run needs of hosts; all else, which `./host` has too, is loaded on demand. */
import { liveHost } from './adapters/live.ts'
import type { SshSource } from './adapters/ssh/index.ts'
import type { Host } from './port.ts'

export { RemoteError } from './adapters/ssh/errors.ts'
export { remoteStats } from './adapters/ssh/stats.ts'
export { CaptureError } from './capture/error.ts'
export type { Facts, Host } from './port.ts'

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
    case 'root': {
      const { rootHost } = await import('./adapters/root.ts')
      return rootHost(source.dir)
    }
    case 'capture': {
      const { openCapture } = await import('./adapters/capture-file.ts')
      return openCapture(source)
    }
    case 'ssh': {
      const { sshHost } = await import('./adapters/ssh/index.ts')
      return sshHost(source)
    }
  }
}
