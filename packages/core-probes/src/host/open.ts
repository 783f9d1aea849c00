import type { Host } from './port.ts'

/** Which machine, and how it is asked. */
export type HostSource =
  /** This machine; `secrets` shows what is `<redacted>` otherwise. */
  | { readonly kind: 'live'; readonly secrets?: boolean }
  /** A system mounted below `dir`. */
  | { readonly kind: 'root'; readonly dir: string }
  /** A capture file; `-` takes the text or bytes in `stdin`. */
  | {
      readonly kind: 'capture'
      readonly file: string
      readonly strict?: boolean
      readonly stdin?: string | Uint8Array
    }

/**
 * Opens a machine, loading only the adapter that it needs.
 * Rejects with a CaptureError (file name and line in its message) where a capture cannot be read,
 * with an Error where `dir` is no directory.
 */
export async function openHost(source: HostSource): Promise<Host> {
  switch (source.kind) {
    case 'live': {
      const { liveHost } = await import('./adapters/live.ts')
      return liveHost({ secrets: source.secrets ?? false })
    }
    case 'root': {
      const { rootHost } = await import('./adapters/root.ts')
      return rootHost(source.dir)
    }
    case 'capture': {
      const [{ loadCapture }, { captureHost }] = await Promise.all([
        import('./adapters/capture-file.ts'),
        import('./adapters/capture.ts'),
      ])
      return captureHost(await loadCapture(source), { strict: source.strict ?? false })
    }
  }
}
