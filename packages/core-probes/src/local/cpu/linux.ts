import { manufacturer } from '@fusioninventory/protocol'
import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe, traced } from '../probe.ts'
import { smbios, smbiosReads } from '../smbios/index.ts'
import { familyOf } from './families.ts'
import { cpusFromSmbios, extras, populated } from './from-smbios.ts'
import { parseCpuinfo, processorBlocks } from './parse-cpuinfo.ts'
import { type Cpu, cpuNumber, type Socket } from './socket.ts'
import { readPackage, readTopology, sysfsReads } from './sysfs.ts'

const cpuinfo = '/proc/cpuinfo'

/** Processor packages as the kernel tells them; undefined where it does not. */
async function readSockets(host: Host): Promise<readonly Socket[] | undefined> {
  const blocks = parseCpuinfo(ifOk(await host.files.text(cpuinfo)) ?? '')
  const { machine } = host.facts
  const family = familyOf(machine, blocks)
  if (!family || blocks.length === 0) return undefined
  const text = async (path: string | undefined) => path && ifOk(await host.files.text(path))
  return family.read(blocks, {
    machine,
    topology: family.topology ? await readTopology(host, processorBlocks(blocks).map(cpuNumber)) : new Map(),
    more: await text(family.more),
  })
}

export const linuxCpu = defineProbe({
  name: 'linux/cpu',
  category: 'cpu',
  platforms: ['linux'],
  reads: [
    { file: cpuinfo },
    { file: '/proc/sysinfo' },
    { file: '/proc/device-tree/cpus/cpu@0/compatible' },
    ...sysfsReads,
    ...smbiosReads,
  ],
  yields: ['CPUS'],
  async run(host) {
    const [sockets, firmware] = await Promise.all([readSockets(host), smbios(host)])
    if (!sockets) {
      const CPUS = cpusFromSmbios(firmware).map((cpu) => ({
        ...cpu,
        MANUFACTURER: cpu.MANUFACTURER && manufacturer(cpu.MANUFACTURER),
      }))
      return [{ from: `${firmware.from} type 4`, content: { CPUS } }]
    }
    const described = populated(firmware)
    const CPUS = await Promise.all(
      sockets.map(async (socket, at): Promise<Cpu> => {
        const { fields, clock } = socket
        const processor = described[at]
        const more = processor ? extras(processor, Number(fields.CORE) || undefined) : {}
        const sysfs = await readPackage(host, socket, (fields.SPEED ?? more.SPEED) !== undefined)
        return traced([cpuinfo, fields], [`${firmware.from} type 4`, more], ...sysfs, [cpuinfo, { SPEED: clock }])
      }),
    )
    return [{ from: cpuinfo, content: { CPUS } }]
  },
})
