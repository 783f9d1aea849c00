/** Documents of programs, which may hold anything. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** The document in an output, from its first brace on; undefined where it is none. */
export function jsonIn(output: string): Json | undefined {
  const start = output.indexOf('{')
  try {
    return start < 0 ? undefined : (JSON.parse(output.slice(start)) as Json)
  } catch {
    return undefined
  }
}

export const memberOf = (value: Json | undefined, name: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as { readonly [name: string]: Json })[name]
    : undefined

export const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
