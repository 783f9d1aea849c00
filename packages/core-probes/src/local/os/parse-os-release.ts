/** Names of an operating system as the OPERATINGSYSTEM section has them. */
export interface Release {
  readonly NAME?: string | undefined
  readonly VERSION?: string | undefined
  readonly FULL_NAME?: string | undefined
  readonly SERVICE_PACK?: string | undefined
}

/** Variables of os-release(5): shell assignments, values bare, quoted or escaped. */
export function parseOsRelease(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split('\n', 1000)) {
    const equals = line.indexOf('=')
    const name = line.slice(0, equals).trim()
    if (equals > 0 && /^[A-Z][A-Z0-9_]*$/.test(name)) values.set(name, unquote(line.slice(equals + 1).trim()))
  }
  return values
}

function unquote(text: string): string {
  const quote = text.charAt(0)
  if (quote === "'" && text.endsWith("'") && text.length > 1) return text.slice(1, -1)
  const inner = quote === '"' && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text
  return inner.replace(/\\(["$`\\' ])/g, '$1')
}

/** Rolling distributions have no version: their build counts. */
export function releaseOf(text: string): Release {
  const values = parseOsRelease(text)
  const value = (name: string): string | undefined => values.get(name) || undefined
  return {
    NAME: value('NAME'),
    VERSION: value('VERSION') ?? value('VERSION_ID') ?? value('BUILD_ID'),
    FULL_NAME: value('PRETTY_NAME'),
  }
}

/** Debian's os-release, and that of its kin, has no point release, /etc/debian_version does; CentOS likewise in its release file. */
export function withPointRelease(
  release: Release,
  debianVersion: string | undefined,
  centosRelease: string | undefined,
): Release {
  const debian = debianVersion?.split('\n', 1)[0]?.trim()
  if (debian && /^\d/.test(debian)) return { ...release, VERSION: debian }
  const centos = /^CentOS\D{1,60}(\d[\d.]*[^\n]{0,60})/.exec(centosRelease ?? '')?.[1]?.trim()
  return /CentOS/.test(release.NAME ?? '') && centos ? { ...release, VERSION: centos } : release
}
