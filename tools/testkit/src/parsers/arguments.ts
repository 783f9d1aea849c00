/** Values for the parameters after the first, by `name: type` or by type alone. Whatever is not here fails the test. */
const values: Readonly<Record<string, unknown>> = {
  'device: string': 'eth0',
  'card: Card': { id: 'c0', model: '8006-2LP' },
  'now: number': 1_700_000_000_000,
  string: 'name',
  'string | undefined': undefined,
  number: 1,
  boolean: false,
}

/** @throws Error where a parameter has no value in the table. */
export const argumentsFor = (others: readonly string[]): readonly unknown[] =>
  others.map((declared) => {
    const type = declared.slice(declared.indexOf(':') + 1).trim()
    if (declared in values) return values[declared]
    if (type in values) return values[type]
    const [, literal] = /^'([^']*)'(?: \| '[^']*')*$/.exec(type) ?? []
    if (literal !== undefined) return literal
    if (/\[\]$|^(?:readonly )?Array</.test(type)) return []
    if (/^(?:Readonly)?Map</.test(type)) return new Map()
    if (/^(?:Readonly)?Set</.test(type)) return new Set()
    throw new Error(`no value for a parameter ${declared}`)
  })
