import type { Volume } from './parse-superblock.ts'

/** `blkid DEVICE`: `/dev/sda1: LABEL="data" UUID="7A3C-11E9" TYPE="vfat"`, a quote or backslash after a backslash. */
export function parseBlkid(text: string): Volume {
  const value = (name: string): string | undefined => {
    const line = text.slice(0, 10_000)
    const at = line.indexOf(` ${name}="`)
    const found = at < 0 ? undefined : /^((?:[^"\\]|\\.)*)"/.exec(line.slice(at + name.length + 3))?.[1]
    return found?.replace(/\\(.)/g, '$1') || undefined
  }
  return { uuid: value('UUID'), label: value('LABEL') }
}
