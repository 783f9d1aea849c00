import { type ScannedDocument, scanBytes } from './bytes.ts'
import { toUtf8 } from './utf8.ts'

export interface Scanned {
  /** At least one. Where each begins and ends is told in bytes of the source. */
  readonly documents: readonly ScannedDocument[]
  /** Some bytes did not fit the encoding. Such a source holds one document. */
  readonly badBytes: boolean
}

export interface WellFormedScan {
  write(bytes: Uint8Array): void
  /** undefined: it may be well-formed or not; `checkWellFormed` decides, and knows what is wrong. */
  end(): Scanned | undefined
}

/**
 * Quick check of one document, or of several that follow each other, in any encoding, while they are read. `pick` names
 * elements whose text is wanted: `REQUEST/CONTENT/VERSIONCLIENT`. What it finds well-formed is so for `checkWellFormed`.
 */
export function scanWellFormed(pick: readonly string[] = []): WellFormedScan {
  const scan = scanBytes(pick)
  const utf8 = toUtf8(scan.write)
  return {
    write: utf8.write,
    end() {
      utf8.end()
      const documents = scan.end()
      // Places in a translated source would mean nothing.
      if (documents === undefined || (documents.length > 1 && utf8.changed)) return undefined
      return { documents, badBytes: utf8.badBytes }
    },
  }
}
