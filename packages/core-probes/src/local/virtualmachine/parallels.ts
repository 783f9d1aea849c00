import { ask, askEach } from './ask.ts'
import type { ReadGuests } from './guest.ts'
import { parsePrlctlInfo, parsePrlctlList } from './parse-parallels.ts'

/** On Linux the guests are the server's, not those of each user. */
export const read: ReadGuests = async (host, ctx) => {
  const guests = parsePrlctlList((await ask(host, ['prlctl', 'list', '-a'])) ?? '')
  const details = await askEach(host, ctx, guests, async ({ UUID }) =>
    parsePrlctlInfo((await ask(host, ['prlctl', 'list', '-i', String(UUID)])) ?? ''),
  )
  return guests.map((guest, at) => ({ from: 'prlctl', guest: { ...guest, ...details[at] } }))
}
