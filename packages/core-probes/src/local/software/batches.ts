/** Asks for each item, four at a time: package tools answer for one package only, and take a tenth of a second each. */
export async function inBatches<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = []
  for (let at = 0; at < items.length; at += 4) answers.push(...(await Promise.all(items.slice(at, at + 4).map(ask))))
  return answers
}
