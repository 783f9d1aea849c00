/**
 * Sessions of clients that are not for single statements: one script with a mark before each answer, so that one login
 * answers everything, and a password goes with the script by the client's input.
 */
const mark = (index: number): string => `--- answer ${index} ---`

/** The script, with `echo` as the client's command for printing a line. */
export const scriptOf = (
  opening: readonly string[],
  statements: readonly string[],
  echo: (text: string) => string,
  end: string,
): string =>
  [...opening, ...statements.flatMap((statement, index) => [echo(mark(index)), `${statement}${end}`]), ''].join('\n')

/** What stands after each mark; '' where it is missing. */
export function answersOf(text: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const start = text.indexOf(mark(index))
    if (start < 0) return ''
    const next = text.indexOf(mark(index + 1), start)
    return text.slice(start + mark(index).length, next < 0 ? undefined : next)
  })
}
