/** How many letters have to be changed, added, left out or swapped with their neighbour. */
function distance(a: string, b: string): number {
  let older: number[] = []
  let before = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((row[j - 1] ?? 0) + 1, (before[j] ?? 0) + 1, (before[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (older[j - 2] ?? 0) + 1)
      row.push(least)
    }
    older = before
    before = row
  }
  return before[b.length] ?? 0
}

/** The name that was probably meant: undefined where none is near. Names are bounded, and so is the work. */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[_-]/g, '')
  const asked = plain(word.slice(0, 64))
  let best: { readonly name: string; readonly off: number } | undefined
  for (const name of names) {
    const off = distance(asked, plain(name))
    if (off <= Math.max(1, Math.floor(name.length / 4)) && (best === undefined || off < best.off)) best = { name, off }
  }
  return best?.name
}
