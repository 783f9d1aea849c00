import { ask } from './ask.ts'
import type { ReadGuests } from './guest.ts'
import { parseXenList, parseXmDetails } from './parse-xen.ts'

/** The tool stack that answers: one call for the list, one for all identities. */
export const read: ReadGuests = async (host) => {
  for (const program of ['xl', 'xm'] as const) {
    const guests = parseXenList((await ask(host, [program, 'list'])) ?? '')
    if (guests.length === 0) continue
    const text = (await ask(host, [program, 'list', program === 'xl' ? '-v' : '-l'])) ?? ''
    const ids =
      program === 'xl' ? new Map(parseXenList(text).map(({ NAME, UUID }) => [NAME, UUID])) : parseXmDetails(text)
    return guests.map((guest) => ({
      from: program,
      guest: { ...guest, UUID: guest.UUID ?? ids.get(guest.NAME ?? ''), SUBSYSTEM: program },
    }))
  }
  return []
}
