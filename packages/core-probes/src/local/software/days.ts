const months = 'janfebmaraprmayjunjulaugsepoctnovdec'

/**
 * The day that a date of some program tells, as `DD/MM/YYYY`: ISO 8601 (`2020-12-20 18:56:49 +0000`), asctime(3)
 * (`Wed Sep 12 10:55:23 2018`) or date(1) (`Wed 12 Sep 2018 10:55:23 AM CEST`); undefined for anything else.
 */
export function dayOf(text: string): string | undefined {
  const iso = /^\s{0,9}(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(text)
  if (iso) return `${iso[3]}/${iso[2]}/${iso[1]}`
  const words = text.slice(0, 80).split(/[\s,]+/)
  const month = words.map((word) => (/^[a-z]{3}$/i.test(word) ? months.indexOf(word.toLowerCase()) : -1))
  const found = month.find((at) => at >= 0 && at % 3 === 0)
  const day = words.find((word) => /^\d{1,2}$/.test(word))
  const year = words.find((word) => /^\d{4}$/.test(word))
  if (found === undefined || !day || !year) return undefined
  return `${day.padStart(2, '0')}/${String(found / 3 + 1).padStart(2, '0')}/${year}`
}

/** Epoch seconds of an ISO 8601 date and time with an offset or `UTC`; undefined for anything else. */
export function secondsOf(text: string): number | undefined {
  const found =
    /^\s{0,9}(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?\s?(Z|UTC|[+-]\d\d:?\d\d)\s{0,9}$/.exec(text)
  if (!found) return undefined
  const [, day, time, zone = ''] = found
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : 'Z'
  const ms = Date.parse(`${day}T${time}${offset}`)
  return Number.isNaN(ms) ? undefined : ms / 1000
}
