import type { Case, Json } from '../src/case.ts'

/** What a parser is given: the texts of the case and its arguments. */
export interface Input {
  readonly test: Case
  /** Text of the only, or the named, command or file. */
  text(name?: string): string
  /** Positional arguments. */
  readonly args: readonly Json[]
}
type Step = (input: Input) => unknown

/** The inventory section that a replay gives is compared. */
export const replayed = 'section'

/** How each unit of the corpus is tried: through a replay, or by the parser that does the same step. */
export type Units = Readonly<Record<string, typeof replayed | Step>>
