import { type Argv, type Host, valueOf as ifOk } from '../../host/port.ts'
import type { ProbeContext } from '../probe.ts'

/** For one call: some of these programs start a service of their own first. */
const callMs = 10_000
/** For the calls of one tool about its guests, so that a thousand of them cannot take the run with them. */
const toolMs = 20_000
const atOnce = 4

/** Standard output of a program whatever its exit code, undefined where it is not there or does not answer. */
export const ask = async (host: Host, argv: Argv): Promise<string | undefined> =>
  ifOk(await host.commands.run(argv, { timeoutMs: callMs }))?.stdout

/** What is asked of each guest: four at a time, none begun when the time is over. Its place is undefined then. */
export async function askEach<T, R>(
  host: Host,
  ctx: ProbeContext,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<(R | undefined)[]> {
  const end = host.facts.now() + toolMs
  const results: (R | undefined)[] = items.map(() => undefined)
  let next = 0
  let late = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++)
      if (ctx.signal.aborted || host.facts.now() > end) late++
      else results[at] = await work(items[at] as T)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  if (late > 0) ctx.debug(`no time left to ask about ${late} guests`)
  return results
}

/** JSON that a daemon gives over its socket; undefined for anything but success. */
export async function askSocket(host: Host, socket: string, target: string): Promise<string | undefined> {
  const answer = ifOk((await host.sockets?.request(socket, 'GET', target)) ?? { state: 'absent' })
  return answer && answer.status >= 200 && answer.status < 300 ? new TextDecoder().decode(answer.body) : undefined
}
