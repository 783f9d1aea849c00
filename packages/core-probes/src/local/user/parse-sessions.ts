/** `/run/systemd/sessions/<id>` (shell-like `KEY=value` lines): the user of a session that a person has open. */
export function parseSession(text: string): string | undefined {
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}=(.{0,256})$`, 'm').exec(text.slice(0, 20_000))?.[1]
  const person = value('CLASS') === undefined || /^user(-|$)/.test(value('CLASS') ?? '')
  const open = value('STATE') !== 'closing'
  return person && open ? value('USER') || undefined : undefined
}

/** `who`: the login is the first word. */
export const parseWho = (text: string): string[] =>
  text.split('\n', 10_000).flatMap((line) => /^\S+/.exec(line)?.[0] ?? [])

const weekDay =
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} +\d\d:\d\d/

/**
 * `last -w`: the first line of a user with the date as four words (`Tue Jul 8 10:08`). Reboots, shutdowns and run levels
 * are no users, and the closing line `wtmp begins ...` is none either.
 */
export function parseLast(text: string): { readonly user: string; readonly date: string } | undefined {
  for (const line of text.split('\n', 100_000)) {
    if (line === '') continue
    const user = line.split(/\s/, 1)[0] ?? ''
    if (user === '' || /^(reboot|shutdown|runlevel)$/.test(user) || /^\S+ begins /.test(line)) continue
    const date = weekDay.exec(line.slice(user.length, 400))?.[0]
    if (date !== undefined) return { user, date: date.replace(/ +/g, ' ') }
  }
  return undefined
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A time as `last` writes it; `offset` in minutes east of UTC. */
export function lastDate(seconds: number, offset: number): string {
  const date = new Date((seconds + offset * 60) * 1000)
  const clock = [date.getUTCHours(), date.getUTCMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${date.getUTCDate()} ${clock}`
}
