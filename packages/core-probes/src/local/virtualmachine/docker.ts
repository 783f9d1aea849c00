import { ask, askEach, askSocket } from './ask.ts'
import type { ReadGuests } from './guest.ts'
import { parseContainers, parseDockerPs, parseInspect, psFormat } from './parse-docker.ts'

/** The socket of the daemon, our own rootless one, then the program. */
export const read: ReadGuests = async (host, ctx) => {
  for (const socket of ['/var/run/docker.sock', `/run/user/${host.facts.uid}/docker.sock`]) {
    const answer = await askSocket(host, socket, '/containers/json?all=1')
    if (answer !== undefined) return parseContainers(answer, 'docker').map((guest) => ({ from: socket, guest }))
  }
  const listed = parseDockerPs((await ask(host, ['docker', 'ps', '-a', '--format', psFormat])) ?? '')
  const states = await askEach(host, ctx, listed, async ({ UUID = '' }) =>
    parseInspect(await ask(host, ['docker', 'inspect', String(UUID)]), String(UUID)),
  )
  return listed.map((guest, at) => ({ from: 'docker', guest: { ...guest, STATUS: states[at] } }))
}
