/**
 * Options are data: one table a tool, from which parser, help, man page, reference and `agent.cfg` keys come.
 */
export interface Option {
  /** flag: no argument; count: a flag that may be repeated; list: comma list. */
  readonly kind: 'flag' | 'count' | 'text' | 'int' | 'list'
  /** One letter, case-sensitive. */
  readonly short?: string
  /** Further long names. */
  readonly aliases?: readonly string[]
  /** `--explain[=SECTION]`: the argument may be left out (the value is then ''); only the form with `=` takes one. */
  readonly optional?: true
  /** Accumulates: the value is always a list. Without it the last one wins. */
  readonly repeat?: true
  /** Name of the argument in help: FILE, URL, SECONDS. */
  readonly arg?: string
  readonly default?: string | number
  readonly choices?: readonly string[]
  /** Never shown in logs, captures and errors. */
  readonly secret?: true
  /** Environment variable that gives the value when the option does not. */
  readonly env?: string
  readonly group?: string
  /** Accepted, but not in the help; the text is the warning to give, '' for none. */
  readonly deprecated?: string
  /** One or two sentences, imperative or descriptive, without the name. */
  readonly doc: string
}
export type OptionTable = Readonly<Record<string, Option>>

type ValueOf<O extends Option> = O['repeat'] extends true
  ? readonly string[]
  : O['kind'] extends 'flag'
    ? boolean
    : O['kind'] extends 'count'
      ? number
      : O['kind'] extends 'list'
        ? readonly string[]
        : O['kind'] extends 'int'
          ? O['default'] extends number
            ? number
            : number | undefined
          : O['default'] extends string
            ? string
            : string | undefined
/** flag false, count 0, list and repeat [] when not given; keys as in the table (`no-category`). */
export type Values<T extends OptionTable> = { readonly [K in keyof T]: ValueOf<T[K]> }

/** What a tool is, for its help, version, man page and reference. */
export interface Tool<T extends OptionTable = OptionTable> {
  /** `fusioninventory-inventory`. */
  readonly name: string
  /** Line 1 of --version: `FusionInventory Inventory task`. */
  readonly title: string
  readonly version: string
  /** One sentence. */
  readonly summary: string
  /** Usage lines without the name: `[options]`, `[options] FILE`. */
  readonly usage: readonly string[]
  readonly options: T
  /** Names of left-over words that are accepted; none: a left-over word is a usage error. */
  readonly operands?: string
  readonly examples?: readonly (readonly [command: string, meaning: string])[]
}

/** Puts each option of a table under one heading of the help. */
export const under = <const T extends OptionTable, G extends string>(table: T, group: G) =>
  Object.fromEntries(Object.entries(table).map(([name, option]) => [name, { ...option, group }])) as unknown as T
