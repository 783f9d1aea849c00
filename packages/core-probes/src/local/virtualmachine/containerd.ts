import { ask } from './ask.ts'
import type { ReadGuests } from './guest.ts'
import { parseCrictlPs, parseNerdctlPs } from './parse-docker.ts'

/** Its sockets speak gRPC: the two programs that are made for it. */
export const read: ReadGuests = async (host) => {
  const [nerdctl, crictl] = await Promise.all([
    ask(host, ['nerdctl', 'ps', '-a', '--no-trunc', '--format', 'json']),
    ask(host, ['crictl', 'ps', '-a', '-o', 'json']),
  ])
  return [
    ...parseNerdctlPs(nerdctl).map((guest) => ({ from: 'nerdctl', guest })),
    ...parseCrictlPs(crictl).map((guest) => ({ from: 'crictl', guest })),
  ]
}
