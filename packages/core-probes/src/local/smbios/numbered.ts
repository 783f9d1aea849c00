/** Names of consecutive codes. */
export const numbered = (first: number, names: readonly string[]): Readonly<Record<number, string>> =>
  Object.fromEntries(names.map((name, index) => [first + index, name]))
