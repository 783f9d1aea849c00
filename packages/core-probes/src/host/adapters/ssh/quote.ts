/** The one place that puts a word into the text of a shell. */
import { encodeText } from '../../text.ts'

/** Whether a shell can be given the word at all: no NUL. */
export const isWord = (word: string): boolean => !word.includes('\0')

/**
 * A word as a POSIX shell reads it back, whatever it holds (POSIX.1-2017, XCU 2.2.2: within single quotes every character
 * but the single quote means itself). Not for words with NUL.
 */
export const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`

/** The bytes of a script: file names need not be UTF-8. */
export const scriptBytes = (script: string): Uint8Array => encodeText(script)
