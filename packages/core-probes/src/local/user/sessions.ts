import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { type Layout, type Login, layoutOf, parseUtmp } from './parse-utmp.ts'

export const wtmp = '/var/log/wtmp'

/** How much is read at once, and at most, of a wtmp from its end: whole records of either size. */
const step = 384 * 400
const most = 32 * step

/** The latest login that wtmp tells; undefined where it tells none. The state is that of the file. */
export async function lastLogin(host: Host): Promise<Login | undefined> {
  const size = ifOk(await host.files.stat(wtmp))?.size ?? 0
  const layout = layoutOf(ifOk(await host.files.bytes(wtmp, { limit: step })) ?? new Uint8Array())
  if (!layout) return undefined
  let end = size - (size % layout.size)
  for (const lowest = Math.max(0, end - most); end > lowest; ) {
    const from = Math.max(lowest, end - step)
    const last = (await logins(host, layout, from, end - from)).at(-1)
    if (last) return last
    end = from
  }
  return undefined
}

const logins = async (host: Host, layout: Layout, from: number, limit: number): Promise<Login[]> =>
  parseUtmp(ifOk(await host.files.bytes(wtmp, { from, limit })) ?? new Uint8Array(), layout)
