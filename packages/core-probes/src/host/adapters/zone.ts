/** Offsets of named time zones: for replay and mounted systems. The live host asks its own clock, Intl being slow to load. */

const formats = new Map<string, Intl.DateTimeFormat | undefined>()

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) {
    let format: Intl.DateTimeFormat | undefined
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        calendar: 'gregory',
        numberingSystem: 'latn',
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      })
    } catch {
      // A zone that this Node does not know counts as UTC.
    }
    formats.set(zone, format)
  }
  return formats.get(zone)
}

const UTC = /^(?:(?:Etc\/)?(?:UTC|UCT|GMT|Zulu|Universal|Greenwich)|Zulu|Universal|Greenwich)$/

/** Minutes east of UTC in the zone (Olson name) at that time; 0 where the zone is not known. */
export function offsetOf(zone: string, epochMs: number): number {
  const format = UTC.test(zone) || !Number.isFinite(epochMs) ? undefined : formatOf(zone)
  if (!format) return 0
  const parts: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(epochMs)) parts[type] = value
  const year = parts.era?.startsWith('B') ? 1 - Number(parts.year) : Number(parts.year)
  const local = Date.UTC(
    year,
    Number(parts.month) - 1,
    Number(parts.day),
    Number(parts.hour),
    Number(parts.minute),
    Number(parts.second),
  )
  return Math.round((local - Math.floor(epochMs / 1000) * 1000) / 60_000)
}
