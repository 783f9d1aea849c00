import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { encodeText } from '../../host/text.ts'
import { defineProbe } from '../probe.ts'

const connectors = '/sys/class/drm'
/** A base block and 255 extensions. */
const longest = 256 * 128
/** Read the EDID through the BIOS or the I2C bus, where the kernel has no driver that does. */
const tools = ['monitor-get-edid-using-vbe', 'monitor-get-edid', 'get-edid'] as const
/** `get-edid` may answer with nothing at first. */
const attempts = 5

/** Displays, by the EDID that the kernel has read from each connector. */
export const linuxMonitors = defineProbe({
  name: 'linux/monitors',
  category: 'monitor',
  platforms: ['linux'],
  reads: [
    { dir: connectors },
    { file: `${connectors}/card*-*/edid` },
    ...tools.map((tool) => ({ command: [tool], root: true })),
  ],
  yields: ['MONITORS'],
  async run(host) {
    const entries = ifOk(await host.files.list(connectors)) ?? []
    const names = entries.map(({ name }) => name).filter((name) => /^card\d+-/.test(name))
    const found = names.length > 0 ? await connected(host, names) : await byTool(host)
    if (found.length === 0) return []
    const { distinct, monitorOf } = await import('./monitor.ts')
    const monitors = distinct(found.map(({ bytes, port }) => monitorOf(bytes, port)))
    return [{ from: found[0]?.from ?? connectors, content: { MONITORS: monitors } }]
  },
})

interface Found {
  readonly from: string
  readonly bytes: Uint8Array
  readonly port?: string
}

async function connected(host: Host, names: readonly string[]): Promise<readonly Found[]> {
  const found = await Promise.all(
    names.map(async (name) => {
      const bytes = ifOk(await host.files.bytes(`${connectors}/${name}/edid`, { limit: longest }))
      return bytes?.some(Boolean) ? [{ from: connectors, bytes, port: portOf(name) }] : []
    }),
  )
  return found.flat()
}

async function byTool(host: Host): Promise<readonly Found[]> {
  for (const tool of tools)
    for (let attempt = tool === 'get-edid' ? attempts : 1; attempt > 0; attempt--) {
      const reading = await host.commands.run([tool])
      if (reading.state !== 'ok') break
      const bytes = encodeText(reading.value.stdout).subarray(0, longest)
      if (bytes.some(Boolean)) return [{ from: tool, bytes }]
    }
  return []
}

/** Names of connector types (kernel: drivers/gpu/drm/drm_connector.c) as the inventory has them. */
const ports: readonly (readonly [RegExp, string])[] = [
  [/^VGA/, 'VGA'],
  [/^DVI/, 'DVI'],
  [/^HDMI/, 'HDMI'],
  [/^DP/, 'DisplayPort'],
  [/^eDP/, 'eDisplayPort'],
  [/^LVDS/, 'LVDS'],
  [/^Composite/, 'Composite'],
  [/^SVIDEO/, 'S-Video'],
  [/^Component/, 'YUV'],
]

/** `card0-HDMI-A-1`: the type stands between the card and the number. */
const portOf = (connector: string): string => {
  const type = connector.replace(/^card\d+-/, '')
  return ports.find(([start]) => start.test(type))?.[1] ?? 'Other'
}
