import { valueOf as ifOk } from '../../host/port.ts'
import { defineProbe, type Patch } from '../probe.ts'
import { entryPointPath, smbios, tablePath } from '../smbios/index.ts'
import { virtualSystem } from '../virtual/index.ts'
import { memoryModules, ofVirtualMachine } from './modules.ts'
import { parseMeminfo } from './parse-meminfo.ts'

const meminfo = '/proc/meminfo'

/** Size of memory and swap, and the modules that the firmware knows. */
export const linuxMemory = defineProbe({
  name: 'linux/memory',
  category: 'memory',
  platforms: ['linux'],
  reads: [
    { file: meminfo },
    { file: tablePath, root: true },
    { file: entryPointPath, root: true },
    { command: ['dmidecode'], root: true },
  ],
  yields: ['HARDWARE', 'MEMORIES'],
  async run(host, ctx) {
    const [text, table, { system, container }] = await Promise.all([
      host.files.text(meminfo),
      smbios(host),
      virtualSystem(host),
    ])
    const { memory, swap } = parseMeminfo(ifOk(text) ?? '')
    if (table.denied) ctx.hint('run as root to see memory modules, slots and serial numbers')
    const modules = memoryModules(table)
    const entries = container ? modules : ofVirtualMachine(modules, system, memory)
    const patches: Patch[] = [{ from: meminfo, content: { HARDWARE: { MEMORY: memory, SWAP: swap } } }]
    if (entries.length > 0) patches.push({ from: `${table.from}, type 17`, content: { MEMORIES: entries } })
    return patches
  },
})
