import type { Argv, Host, Reading } from '../../host/port.ts'
import { memoryModules } from '../memory/modules.ts'
import { defineProbe, once, type Patch } from '../probe.ts'
import { smbios, smbiosReads } from '../smbios/index.ts'
import { controllersOf, memoriesOf } from './fru-sections.ts'
import type { Fru } from './parse-fru.ts'

export const fru = ['ipmitool', 'fru', 'print'] as const
const lan = ['ipmitool', 'lan', 'print'] as const
const ilo = ['hponcfg', '-aw', '-'] as const

/** Some controllers take half a minute, some answer no more; in milliseconds. */
const patience = 60_000

/** What a command printed; undefined where there is no such program. A slow controller is cut off, what it told is kept. */
async function printed(host: Host, argv: Argv): Promise<string | undefined> {
  const reading: Reading<{ readonly stdout: string }> = await host.commands.run(argv, { timeoutMs: patience })
  return reading.state === 'ok' ? reading.value.stdout : reading.partial?.stdout
}

/** All that the management controller knows of parts of the machine. */
export const fruUnits = once(async (host: Host): Promise<readonly Fru[]> => {
  const text = await printed(host, fru)
  if (!text) return []
  const { parseFru } = await import('./parse-fru.ts')
  return parseFru(text)
})

const patch = (content: Patch['content']): Patch => ({ from: fru.join(' '), content })

/** Cards and backplanes that the management controller knows. */
export const linuxIpmiControllers = defineProbe({
  name: 'linux/ipmi-controllers',
  category: 'controller',
  platforms: ['linux'],
  reads: [{ command: fru, root: true }],
  yields: ['CONTROLLERS'],
  async run(host) {
    const found = await fruUnits(host)
    if (found.length === 0) return []
    return [patch({ CONTROLLERS: controllersOf(found) })]
  },
})

/** What the firmware left out of the memory modules, or filled with words that mean nothing. */
export const linuxIpmiMemories = defineProbe({
  name: 'linux/ipmi-memories',
  category: 'memory',
  platforms: ['linux'],
  reads: [{ command: fru, root: true }, ...smbiosReads],
  yields: ['MEMORIES'],
  rank: 1,
  async run(host) {
    const found = await fruUnits(host)
    if (found.length === 0) return []
    const MEMORIES = memoriesOf(found, memoryModules(await smbios(host)))
    return [patch({ MEMORIES })]
  },
})

/** The port of the management controller: as IPMI tells it, else HP's own tool. */
export const linuxManagementPort = defineProbe({
  name: 'linux/management-port',
  category: 'network',
  platforms: ['linux'],
  reads: [
    { command: lan, root: true },
    { command: ilo, root: true },
  ],
  yields: ['NETWORKS'],
  async run(host) {
    for (const argv of [lan, ilo]) {
      const text = await printed(host, argv)
      if (!text) continue
      const { parseHponcfg, parseIpmiLan } = await import('./parse-management.ts')
      const port = argv === lan ? parseIpmiLan(text) : parseHponcfg(text)
      if (port) return [{ from: argv.join(' '), content: { NETWORKS: [port] } }]
    }
    return []
  },
})
