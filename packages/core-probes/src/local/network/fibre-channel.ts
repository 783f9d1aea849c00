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
      const line = async (kind: 'fc_host' | 'scsi_host', ...files: string[]): Promise<string | undefined> => {
        for (const file of files) {
          const text = ifOk(await host.files.text(`/sys/class/${kind}/${name}/${file}`))?.trim()
          if (text) return text
        }
        return undefined
      }
      // Emulex and QLogic name the card in their own ways.
      const [port_name, port_state, speed, MODEL, FIRMWARE] = await Promise.all([
        line('fc_host', 'port_name'),
        line('fc_host', 'port_state'),
        line('fc_host', 'speed'),
        line('scsi_host', 'modelname', 'model_name'),
        line('scsi_host', 'fwrev', 'fw_version'),
      ])
      return { ...entry({ name, port_name, port_state, speed }), MODEL, FIRMWARE }
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
