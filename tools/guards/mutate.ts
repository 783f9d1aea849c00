/** The text that stands for a guard is put in place of it, in the module that a test run loads: nothing on disk changes. */
export interface Mutation {
  /** End of the path of the module. */
  readonly file: string
  /** As it stands there, once. */
  readonly guard: string
  /** What stands there without it. */
  readonly without: string
}

const variable = 'GUARD_MUTATION'

export const mutationEnv = ({ file, guard, without }: Mutation): Record<string, string> => ({
  [variable]: JSON.stringify({ file, guard, without }),
})

/** For the test runner; undefined where nothing is to be left out. */
export function mutate() {
  const text = process.env[variable]
  if (text === undefined) return undefined
  const { file, guard, without } = JSON.parse(text) as Mutation
  return {
    name: 'without-a-guard',
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      if (!id.split('?', 1)[0]?.endsWith(file)) return undefined
      if (code.split(guard).length !== 2) throw new Error(`the guard does not stand once in ${file}: ${guard}`)
      return code.replace(guard, () => without)
    },
  }
}
