import { toMegabits } from '@fusioninventory/protocol'
import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Network } from './link.ts'

interface Port {
  readonly name: string
  readonly port_name?: string | undefined
  readonly port_state?: string | undefined
  readonly speed?: string | undefined
}

/** A host port of Fibre Channel as an interface; its world wide name in pairs of digits. */
const entry = ({ name, port_name: wwn, port_state: state, speed }: Port): Network => ({
  DESCRIPTION: name,
  TYPE: 'fibrechannel',
  STATUS: state === 'Online' ? 'Up' : 'Down',
  WWN: /^0x[0-9a-f]{16}$/i.test(wwn ?? '')
    ? wwn
        ?.slice(2)
        .toLowerCase()
        .replace(/..(?=.)/g, '$&:')
    : undefined,
  SPEED: state === 'Online' ? toMegabits(speed)?.toString() : undefined,
})

/** `/sys/class/fc_host`. */
export async function readFibreChannel(host: Host): Promise<Network[]> {
  const ports = ifOk(await host.files.list('/sys/class/fc_host')) ?? []
  return Promise.all(
    ports.map(async ({ name }) => {
      const line = async (file: string) => ifOk(await host.files.text(`/sys/class/fc_host/${name}/${file}`))?.trim()
      const [port_name, port_state, speed] = await Promise.all([line('port_name'), line('port_state'), line('speed')])
      return entry({ name, port_name, port_state, speed })
    }),
  )
}

/** `systool -c fc_host -v` (sysfsutils), which prints those files: `Class Device = "host5"`, then `    port_name = "0x..."`. */
export function parseSystool(text: string): Network[] {
  const ports: Record<string, string>[] = []
  for (const line of text.split('\n', 100_000)) {
    const pair = /^\s*(Class Device|Device|port_name|port_state|speed)\s*= "([^"]*)"/.exec(line)
    if (!pair) continue
    const [, key = '', value = ''] = pair
    if (key === 'Class Device') ports.push({ name: value })
    else {
      const port = ports.at(-1)
      if (port) port[key] ??= value
    }
  }
  return ports.map((port) => entry({ name: '', ...port }))
}
