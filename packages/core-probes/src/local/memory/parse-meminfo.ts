/** Whole MiB of /proc/meminfo (proc(5): kB there are KiB). */
export function parseMeminfo(text: string): {
  readonly memory?: number | undefined
  readonly swap?: number | undefined
} {
  const field = (name: string): number | undefined => {
    const at = text.startsWith(`${name}:`) ? 0 : text.indexOf(`\n${name}:`) + 1
    if (at === 0 && !text.startsWith(`${name}:`)) return undefined
    const digits = /^\w+:\s*(\d{1,15}) kB/.exec(text.slice(at, at + 60))?.[1]
    return digits === undefined ? undefined : Math.floor(Number(digits) / 1024)
  }
  return { memory: field('MemTotal'), swap: field('SwapTotal') }
}
