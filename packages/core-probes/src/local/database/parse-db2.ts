/** Version of the newest copy in `db2ls -c`: `path:version:fixpack:...` lines under one that begins with `#`. */
export function parseDb2Versions(text: string): string | undefined {
  const versions = text.split('\n').flatMap((line) => (line.startsWith('#') ? [] : (line.split(':')[1]?.trim() ?? [])))
  return versions.filter((version) => /^\d+(?:\.\d+)*$/.test(version)).at(-1)
}

const labelled = (text: string, label: string): string | undefined => {
  const line = text.split('\n').find((one) => one.trimStart().startsWith(label))
  return line?.slice(line.indexOf('=') + 1).trim() || undefined
}

/** `get snapshot for dbm`. Its timestamps are `MM/DD/YYYY HH:MM:SS.ffffff`. */
export function parseDb2Snapshot(text: string) {
  const started = labelled(text, 'Start Database Manager timestamp')
  const [, month, day, year, time] = /^(\d\d)\/(\d\d)\/(\d{4})\s(\d\d:\d\d:\d\d)/.exec(started ?? '') ?? []
  return {
    instance: labelled(text, 'Instance name'),
    version: /v(\d+(?:\.\d+)+)/i.exec(labelled(text, 'Product name') ?? '')?.[1],
    started: year && `${year}-${month}-${day} ${time}`,
  }
}

/** Aliases of the databases of this instance in `list db directory`, not of those elsewhere. */
export function parseDb2Databases(text: string): string[] {
  return text.split(/^(?=Database \d+ entry:)/m).flatMap((entry) => {
    const alias = labelled(entry, 'Database alias') ?? ''
    const local = /^Indirect|^Home/i.test(labelled(entry, 'Directory entry type') ?? '')
    return local && /^[\w$#@]{1,8}$/.test(alias) ? [alias] : []
  })
}

/** Bytes that `get_dbsize_info` gives. */
export function parseDb2Size(text: string): number | undefined {
  const digits = /\bDATABASESIZE\s{1,9}Parameter Value\s{0,9}:\s{0,9}(\d{1,18})/.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
