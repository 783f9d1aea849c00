/** Name and version, as `sys-apps/portage` and `3.0.30-r3`. */
interface NameAndVersion {
  readonly name: string
  readonly version: string
}

/** Splits `name-version` before the last dash that a digit follows (PMS 3.2: no name ends so). */
export function nameAndVersion(text: string): NameAndVersion | undefined {
  for (let dash = text.lastIndexOf('-'); dash > 0; dash = text.lastIndexOf('-', dash - 1))
    if (/[0-9]/.test(text[dash + 1] ?? '')) return { name: text.slice(0, dash), version: text.slice(dash + 1) }
  return undefined
}

/** Packages of `equery list -i`, `category/name-version` a line. */
export function parseEqueryList(text: string): NameAndVersion[] {
  return text.split('\n').flatMap((line) => (/\s/.test(line.trim()) ? [] : (nameAndVersion(line.trim()) ?? [])))
}

/** Whether `equery list` lists everything only when asked for `*`, by what `equery -V` prints: since 0.3. */
export function needsWildcard(text: string): boolean {
  const [, major, minor] = /^equery ?\((\d{1,9})\.(\d{1,9})/m.exec(text) ?? []
  return Number(major ?? 0) > 0 || Number(minor ?? 0) >= 3
}
