import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { ask, askEach } from './ask.ts'
import type { Found, Guest, ReadGuests } from './guest.ts'
import { mebibytes, parsePairs } from './parse-amount.ts'
import { type Machine, parseMachine, parseMachinectl, quotaCpus, uuidOf } from './parse-nspawn.ts'
import { hostCpus } from './processors.ts'

const images = '/var/lib/machines'
const VMTYPE = 'systemd-nspawn'

/** Machines that run by the files of systemd-machined, those that do not by their images. */
export const read: ReadGuests = async (host, ctx) => {
  const entries = ifOk(await host.files.list('/run/systemd/machines'))
  if (!entries) return byProgram(host, ctx)
  const texts = await Promise.all(
    entries.filter(({ type }) => type === 'f').map(({ name }) => host.files.text(`/run/systemd/machines/${name}`)),
  )
  const running = texts.flatMap((text) => parseMachine(ifOk(text) ?? '') ?? []).filter(({ nspawn }) => nspawn)
  const names = new Set(running.map(({ name }) => name))
  const off = await stopped(host, names)
  return [...(await Promise.all(running.map((machine) => entry(host, machine)))), ...off]
}

async function entry(host: Host, { name, id, unit }: Machine): Promise<Found> {
  const group = `machine.slice/${unit ?? `systemd-nspawn@${name}.service`}`
  const [max, old, cpu] = await Promise.all(
    [`${group}/memory.max`, `memory/${group}/memory.limit_in_bytes`, `${group}/cpu.max`].map((file) =>
      host.files.text(`/sys/fs/cgroup/${file}`),
    ),
  )
  return {
    from: `/run/systemd/machines/${name}`,
    guest: {
      NAME: name,
      UUID: id,
      STATUS: 'running',
      MEMORY: limit(max && ifOk(max)) ?? limit(old && ifOk(old)),
      VCPU: quotaCpus(cpu && ifOk(cpu)) ?? (await hostCpus(host)),
      VMTYPE,
    },
  }
}

/** Version 1 writes "no limit" as the highest number of pages. */
const limit = (text: string | undefined): number | undefined => {
  const size = mebibytes(text)
  return size !== undefined && size < 2 ** 40 ? size : undefined
}

async function stopped(host: Host, running: ReadonlySet<string>): Promise<Found[]> {
  const entries = ifOk(await host.files.list(images)) ?? []
  const found = entries.flatMap(({ type, name }) => {
    const bare = name.replace(/\.raw$/, '')
    return name.startsWith('.') || (type === 'f' && bare === name) || running.has(bare) ? [] : [{ name, bare }]
  })
  return Promise.all(
    found.map(async ({ name, bare }): Promise<Found> => {
      const id = ifOk(await host.files.text(`${images}/${name}/etc/machine-id`))
      const guest: Guest = { NAME: bare, UUID: uuidOf(id), STATUS: 'off', VMTYPE }
      return { from: `${images}/${name}`, guest }
    }),
  )
}

const byProgram: ReadGuests = async (host, ctx) => {
  const names = parseMachinectl((await ask(host, ['machinectl', 'list', '--no-pager', '--no-legend'])) ?? '')
  const shown = await askEach(host, ctx, names, (name) => ask(host, ['machinectl', 'show', name]))
  return names.map((name, at) => {
    const UUID = uuidOf(parsePairs(shown[at] ?? '', '=').get('Id'))
    return { from: 'machinectl', guest: { NAME: name, UUID, STATUS: 'running', VMTYPE } }
  })
}
