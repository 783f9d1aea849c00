import { isPlaceholder } from '@fusioninventory/protocol'
import type { Edid } from './edid.ts'

/** A display has a number, and mostly a text beside it; some makers print neither of them on the label as it is. */
type Form = (display: { readonly number: number; readonly text: string | undefined }) => string | undefined

/** The number as four characters, the most significant first; undefined where they cannot be printed. */
const characters = (number: number): string | undefined => {
  const text = String.fromCharCode(...[24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff))
  return /^[!-~]{4}$/.test(text) ? text : undefined
}
const hex = (number: number): string => number.toString(16).padStart(8, '0')
const before = (prefix: string | undefined, text: string | undefined): string | undefined =>
  text === undefined || prefix === undefined ? undefined : prefix + text
const digits34 = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Numbers that makers leave as the design had them; many displays share them (0, 1, and a 1 in each byte). */
const unset: ReadonlySet<number> = new Set([0, 1, 0x0101_0101])

const forms = {
  decimal: ({ number }) => (unset.has(number) ? undefined : String(number)),
  sixDigits: ({ number, text }) => {
    const plain = String(number).padStart(6, '0')
    return unset.has(number) || text?.endsWith(plain) ? undefined : plain
  },
  /** The text is parted after its eighth character, where the number is left out. */
  inserted: ({ number, text }) => text && text.slice(0, 8) + hex(number) + text.slice(8, 12),
  prefixed: ({ number, text }) => before(characters(number), text),
  prefixedBackwards: ({ number, text }) => before(characters(number)?.split('').reverse().join(''), text),
  /** Capital letters, the least significant byte first, ended by zeros. */
  capitals: ({ number, text }) => {
    const letters = String.fromCharCode(...[0, 8, 16, 24].map((shift) => (number >>> shift) & 0xff)).replace(
      /\0.*$/s,
      '',
    )
    return before(/^[A-Z]+$/.test(letters) ? letters : undefined, text)
  },
  /** The last three digits stay; what is before them is written in two digits of base 34 (no I, no O). */
  base34: ({ number }) => {
    const high = Math.trunc(number / 1000)
    const [first, second] = [digits34[Math.trunc(high / 34)], digits34[high % 34]]
    return number < 1000 || first === undefined
      ? undefined
      : `${first}${second}${String(number % 1000).padStart(3, '0')}`
  },
} satisfies Readonly<Record<string, Form>>

/**
 * How a maker's label spells the serial number. For the `labels` (products in hex, or those without a text) the form is
 * that of the label and the plain number the other one; for other products it is the reverse, with the form `other`.
 */
interface Quirk {
  readonly maker: string
  readonly form: keyof typeof forms
  readonly labels: ReadonlySet<string> | 'all' | 'without text'
  readonly other?: keyof typeof forms | 'none'
}

const products = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

/** Field-proven, by maker; the first row of a maker holds for the products that none of its rows names. */
const quirks: readonly Quirk[] = [
  {
    maker: 'ACR',
    form: 'inserted',
    labels: products(
      `0018 0019 001a 0020 0024 0026 0031 004b 004c 0069 0070 0076 00a3 00a8 00c7 00d2 00db 00f7 0133 0239 02cc 02d4
      0319 0320 032d 032e 0330 0331 0335 0337 0338 033a 0353 0363 03de 0424 042e 0468 046f 047b 0480 0503 0512 0523
      056b 057d 057f 0618 0771 0772 0783 1228 1701 1716 2309 2311 2608 2708 5401 56ad 7883 ad46 ad49 ad51 ad72 ad73
      ad80 adaf`,
    ),
  },
  { maker: 'GSM', form: 'base34', labels: products('4b21') },
  { maker: 'PHL', form: 'sixDigits', labels: 'without text' },
  {
    maker: 'SAM',
    form: 'prefixed',
    labels: products('0572 0694 06b9 0833 0835 0978 09c6 09c7 0b66 0bc9 0c7b 0ca3 0ca5 0d1a 0e0f 0e1e'),
  },
  { maker: 'SAM', form: 'prefixedBackwards', labels: products('0e5a') },
  { maker: 'SAM', form: 'decimal', labels: products('0c18'), other: 'prefixed' },
  { maker: 'BNQ', form: 'capitals', labels: 'all' },
  { maker: 'ENC', form: 'decimal', labels: 'without text', other: 'none' },
]

export interface Serials {
  /** As on the label. */
  readonly serial: string | undefined
  /** The other form. */
  readonly alternative: string | undefined
}

/** The number as text; undefined where it is none. */
export const plainSerial = (number: number): string | undefined =>
  unset.has(number) || !(number > 0 && number <= 0xffff_ffff) ? undefined : hex(number)

export function serialsOf(edid: Edid): Serials {
  const { number } = edid
  const text = edid.serials.find((serial) => !isPlaceholder(serial))
  const plain = text ?? plainSerial(number)
  const by = (form: Quirk['other']): string | undefined => {
    const made = form === undefined || form === 'none' ? undefined : forms[form]({ number, text })
    return made === plain ? undefined : made
  }
  const { quirk, labelled } = quirkOf(edid, text)
  const formed = by(quirk?.form)
  if (labelled && formed !== undefined)
    return { serial: formed, alternative: quirk?.other === undefined ? plain : by(quirk.other) }
  return { serial: plain, alternative: by(quirk?.other ?? quirk?.form) }
}

function quirkOf({ maker, product }: Edid, text: string | undefined) {
  const id = product.toString(16).padStart(4, '0')
  const of = quirks.filter((quirk) => quirk.maker === maker)
  const labelled = of.find(
    ({ labels }) => labels === 'all' || (labels === 'without text' ? text === undefined : labels.has(id)),
  )
  return { quirk: labelled ?? of[0], labelled: labelled !== undefined }
}
