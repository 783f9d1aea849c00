/** A mounted file system. */
export interface Mount {
  /** `major:minor`; major 0 where no block device is behind it. */
  readonly device: string
  /** The directory of the file system that is mounted, `/` for all of it. */
  readonly root: string
  readonly target: string
  readonly type: string
  readonly source: string
}

/** Blanks, tabs, line ends and backslashes in names are written as a backslash and three octal digits. */
export const unescapeOctal = (text: string): string =>
  text.includes('\\')
    ? text.replace(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    : text

/**
 * `/proc/self/mountinfo` (proc(5)): id, parent id, major:minor, root, mount point, options, optional fields up to a
 * lone `-`, type, source, super block options. What is mounted over another mount hides it: the last on a target counts.
 */
export function parseMountinfo(text: string): Mount[] {
  const mounts = new Map<string, Mount>()
  for (const line of text.split('\n', 100_000)) {
    const separator = line.indexOf(' - ')
    const [, , device = '', root = '', target = ''] = line.slice(0, Math.max(0, separator)).split(' ', 5)
    const [type = '', source = ''] = line.slice(separator + 3).split(' ', 2)
    if (separator < 0 || target === '' || type === '' || !/^\d+:\d+$/.test(device)) continue
    const path = unescapeOctal(target)
    mounts.delete(path)
    mounts.set(path, { device, root: unescapeOctal(root), target: path, type, source: unescapeOctal(source) })
  }
  return [...mounts.values()]
}
