/**
 * Kinds of values. A kind says what a field may hold, how it is cleaned, and how it reads in XML and JSON.
 * `boolean` is 0/1 in XML, true/false in JSON; `yesno` is Yes/No in XML, true/false in JSON.
 */
export const kinds = [
  'text', // free text
  'trimmed', // free text, white space squeezed
  'lines', // free text of several lines
  'serial', // text whose placeholders (placeholder.ts) are dropped
  'int', // digits only
  'boolean',
  'yesno',
  'date', // YYYY-MM-DD in JSON; DD/MM/YYYY or ISO accepted
  'usdate', // MM/DD/YYYY (BIOS)
  'datetime', // YYYY-MM-DD HH:MM:SS
  'mac',
  'ipv4',
  'ipv6',
  'ip', // of either family
  'enum', // one of `values`
  'texts', // repeated text
  'map', // nested element with fields
  'maps', // repeated nested element with fields
] as const
export type Kind = (typeof kinds)[number]

/** Units of numbers: MB, KB of 10^6 and 10^3 bytes, MiB and KiB of 2^20 and 2^10. */
export type Unit =
  | 'bytes'
  | 'KB'
  | 'KiB'
  | 'MB'
  | 'MiB'
  | 'MHz'
  | 'MT/s'
  | 'Mb/s'
  | 'mV'
  | 'mWh'
  | 'W'
  | 's'
  | '%'
  | 'b/s'

export interface Field {
  readonly kind: Kind
  readonly doc: string
  /** The element may be repeated: the value is a list of the kind. */
  readonly many?: true
  /** Least and most of an integer; another one is no value. Without it any from 0. */
  readonly range?: readonly [least: number, most: number]
  /** What the numbers mean, from the least of the range on; for people. */
  readonly means?: readonly string[]
  /** What the number counts; for people. */
  readonly unit?: Unit
  /** JSON has the fields of this element where the element would be. */
  readonly lifted?: true
  /**
   * JSON name where it is not the lower-case name; null: not in JSON. Of fields with the same one the first with a value
   * gives it.
   */
  readonly json?: string | null
  /** Kind of the JSON value where it is another one than that of the XML text. */
  readonly jsonKind?: Kind
  /** JSON wants the letters of the value in one case. */
  readonly jsonCase?: 'lower' | 'upper'
  /** What the JSON text has to look like (a regular expression), where its kind does not say it. */
  readonly jsonPattern?: string
  /** Legal values, compared without case; one that ends in `*` is a prefix. Another value stays, with a warning. */
  readonly values?: readonly string[]
  /** JSON drops an entry without it. */
  readonly required?: true
  /** An empty text is a value: JSON says `""` where there is none. */
  readonly mayBeEmpty?: true
  /** Changes from run to run: apart in change detection. */
  readonly volatile?: true
  /** Obsolete field that only the FusionInventory dialect knows. */
  readonly legacy?: true
  readonly fields?: Fields
}
export type Fields = Readonly<Record<string, Field>>

export interface Section {
  /** A list of entries, or one. */
  readonly many: boolean
  /** The entries stand within one element of the section's name; this is what each of them is called. */
  readonly item?: string
  /** What a field of any other name holds. */
  readonly others?: Field
  /** The whole section is one text, without fields. */
  readonly text?: true
  /** Only GLPI's JSON knows it: XML leaves it out. */
  readonly jsonOnly?: true
  /** JSON has the one entry as the only one of a list. */
  readonly jsonList?: true
  /** JSON name; null: not in JSON. */
  readonly json: string | null
  readonly doc: string
  /** Value of --no-category that removes it; undefined: never removed. */
  readonly category?: string
  /** Fields that tell entries apart: entries with the same non-empty key are one, first value wins. */
  readonly key?: readonly string[]
  readonly fields: Fields
}
export type Schema = Readonly<Record<string, Section>>

type Scalar<F extends Field> = F['kind'] extends 'int'
  ? number | string
  : F['kind'] extends 'boolean' | 'yesno'
    ? boolean | number | string
    : string
export type ValueOf<F extends Field> = F['kind'] extends 'texts'
  ? readonly string[]
  : F['many'] extends true
    ? readonly Scalar<F>[]
    : F['kind'] extends 'map'
      ? F['fields'] extends Fields
        ? EntryOf<F['fields']>
        : never
      : F['kind'] extends 'maps'
        ? F['fields'] extends Fields
          ? readonly EntryOf<F['fields']>[]
          : never
        : Scalar<F>
/** Undefined is "not known" and leaves the field out. */
export type EntryOf<T extends Fields> = { readonly [K in keyof T]?: ValueOf<T[K]> | undefined }
export type ContentOf<S extends Schema> = {
  readonly [K in keyof S]?: S[K]['many'] extends true
    ? readonly EntryOf<S[K]['fields']>[]
    : S[K] extends { readonly text: true }
      ? string
      : EntryOf<S[K]['fields']>
}
