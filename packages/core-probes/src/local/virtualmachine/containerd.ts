import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { ask } from './ask.ts'
import { taskDirs } from './containerd-dirs.ts'
import type { Found, ReadGuests } from './guest.ts'
import { parseTask } from './parse-containerd.ts'
import { parseCrictlPs, parseNerdctlPs } from './parse-docker.ts'

/** The two programs that know those which do not run, too; its sockets speak gRPC. Else what runs, by its files. */
export const read: ReadGuests = async (host) => {
  const [nerdctl, crictl] = await Promise.all([
    ask(host, ['nerdctl', 'ps', '-a', '--no-trunc', '--format', 'json']),
    ask(host, ['crictl', 'ps', '-a', '-o', 'json']),
  ])
  const found = [
    ...parseNerdctlPs(nerdctl).map((guest) => ({ from: 'nerdctl', guest })),
    ...parseCrictlPs(crictl).map((guest) => ({ from: 'crictl', guest })),
  ]
  return found.length > 0 ? found : (await Promise.all(taskDirs.map((dir) => readTasks(host, dir)))).flat()
}

/** Those of Docker (`moby`) are told by Docker. */
async function readTasks(host: Host, dir: string): Promise<Found[]> {
  const spaces = (ifOk(await host.files.list(dir)) ?? []).filter(({ name }) => name !== 'moby')
  const inSpaces = spaces.map(async ({ name: space }): Promise<Found[]> => {
    const tasks = ifOk(await host.files.list(`${dir}/${space}`)) ?? []
    const read = tasks.map(async ({ name }): Promise<Found[]> => {
      const from = `${dir}/${space}/${name}/config.json`
      const guest = parseTask(ifOk(await host.files.text(from)), name, space)
      return guest ? [{ from, guest }] : []
    })
    return (await Promise.all(read)).flat()
  })
  return (await Promise.all(inSpaces)).flat()
}
