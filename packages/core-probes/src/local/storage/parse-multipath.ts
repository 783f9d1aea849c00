/**
 * `multipath -l` (multipath-tools): maps begin at the margin (`mpatha (3600508b4) dm-2 DELL,MD32`, or without an alias),
 * their paths are rows `|- 6:0:6:0   sdi  8:128   active undef running`. The disks of each map, in the order printed.
 */
export function parseMultipath(text: string): readonly (readonly string[])[] {
  const maps: string[][] = []
  for (const line of text.split('\n', 200_000)) {
    const path = /\s\d+:\d+:\d+:\d+\s+((?:sd|dasd)[a-z]+)\s/.exec(line.slice(0, 500))?.[1]
    if (path !== undefined) maps.at(-1)?.push(path)
    else if (/^\S+ (?:\(\S+\) )?dm-\d+ /.test(line)) maps.push([])
  }
  return maps.filter((map) => map.length > 0)
}

/** The names without the paths of each map but its first, which stands for the disk. */
export function withoutPaths(names: readonly string[], maps: readonly (readonly string[])[]): readonly string[] {
  const extra = new Set(maps.flatMap((map) => map.slice(1)))
  return names.filter((name) => !extra.has(name))
}
