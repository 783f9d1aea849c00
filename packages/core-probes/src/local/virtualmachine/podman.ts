import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { ask, askSocket } from './ask.ts'
import type { Found, ReadGuests } from './guest.ts'
import { type Home, homesOf } from './homes.ts'
import { isMissing } from './missing.ts'
import { parseContainers, parsePodmanPs } from './parse-docker.ts'
import { parsePodmanStore } from './parse-podman-store.ts'

const system = '/var/lib/containers/storage'

/** Its sockets where somebody serves them, else its storage, else the program. */
export const read: ReadGuests = async (host, ctx) => {
  const users = (await homesOf(host, ctx)).filter(({ uid }) => uid !== '0')
  const found = await Promise.all([readSystem(host), ...users.map((home) => readUser(host, home))])
  if (found.some((guests) => guests !== undefined)) return found.flatMap((guests) => guests ?? [])
  return (await isMissing(host, system)) ? [] : byProgram(host)
}

const bySocket = async (host: Host, socket: string): Promise<Found[] | undefined> => {
  const answer = await askSocket(host, socket, '/containers/json?all=1')
  return answer === undefined ? undefined : parseContainers(answer, 'podman').map((guest) => ({ from: socket, guest }))
}

const readSystem = async (host: Host): Promise<Found[] | undefined> =>
  (await bySocket(host, '/run/podman/podman.sock')) ?? readStore(host, system, '/run/containers/storage')

async function readUser(host: Host, { home, uid, owner }: Home): Promise<Found[] | undefined> {
  const found =
    (await bySocket(host, `/run/user/${uid}/podman/podman.sock`)) ??
    (await readStore(host, `${home}/.local/share/containers/storage`, `/run/user/${uid}/containers`))
  return found?.map(({ from, guest }) => ({ from, guest: { ...guest, OWNER: owner } }))
}

const byProgram = async (host: Host): Promise<Found[]> =>
  parsePodmanPs(await ask(host, ['podman', 'ps', '-a', '--format', 'json'])).map((guest) => ({ from: 'podman', guest }))

/** Storage of one user; whose process of a container is there, that one runs. Undefined where it may not be read. */
async function readStore(host: Host, store: string, run: string): Promise<Found[] | undefined> {
  for (const driver of ['overlay', 'vfs', 'btrfs', 'zfs']) {
    const from = `${store}/${driver}-containers/containers.json`
    const text = ifOk(await host.files.text(from))
    if (text === undefined) continue
    return Promise.all(
      parsePodmanStore(text).map(async ({ id, guest }): Promise<Found> => {
        const pid = ifOk(await host.files.text(`${run}/${driver}-containers/${id}/userdata/pidfile`))?.trim()
        const alive = /^\d{1,10}$/.test(pid ?? '') && (await host.files.stat(`/proc/${pid}`)).state === 'ok'
        return { from, guest: { ...guest, STATUS: alive ? 'running' : 'off' } }
      }),
    )
  }
  return undefined
}
