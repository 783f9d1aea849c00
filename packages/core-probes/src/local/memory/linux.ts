import { valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { single } from '../single.ts'
import { smbios } from '../smbios/index.ts'
import { virtualReads, virtualSystem } from '../virtual/index.ts'
import { memoryModules, ofVirtualMachine } from './modules.ts'
import { parseMeminfo } from './parse-meminfo.ts'

const meminfo = '/proc/meminfo'

/** Size of memory and swap, and the modules that the firmware knows. */
export const linuxMemory = defineProbe({
  name: 'linux/memory',
  category: 'memory',
  platforms: ['linux'],
  reads: [{ file: meminfo }, ...virtualReads],
  yields: ['HARDWARE', 'MEMORIES'],
  async run(host, ctx) {
    const [text, table, { system, container }] = await Promise.all([
      host.files.text(meminfo),
      smbios(host),
      virtualSystem(host),
    ])
    const { memory, swap } = parseMeminfo(ifOk(text) ?? '')
    const modules = memoryModules(table)
    if (table.denied)
      ctx.hint(`run as root to see ${modules.length > 0 ? '' : 'memory modules, '}slots and serial numbers`)
    const entries = container ? modules : ofVirtualMachine(modules, system, memory)
    const patches = single(meminfo, 'HARDWARE', { MEMORY: memory, SWAP: swap })
    return entries.length > 0 ? [...patches, { from: table.from, content: { MEMORIES: entries } }] : patches
  },
})
