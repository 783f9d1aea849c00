import type { Host } from '../../host/port.ts'
import { defineProbe, type ProbeContext } from '../probe.ts'
import { processTable } from '../process/table.ts'
import type { Found } from './guest.ts'
import { isMissing } from './missing.ts'
import { type Tool, tools } from './tools.ts'

/** Guests and containers of this machine. */
export const linuxGuests = defineProbe({
  name: 'linux/guests',
  category: 'virtualmachine',
  platforms: ['linux'],
  reads: [
    ...tools.flatMap(({ reads }) => reads),
    { file: '/etc/passwd' },
    { dir: '/proc' },
    { file: '/proc/<pid>/cmdline' },
    { file: '/proc/cpuinfo' },
  ],
  yields: ['VIRTUALMACHINES'],
  async run(host, ctx) {
    const found = await Promise.all([...tools.map((tool) => byTool(host, ctx, tool)), byProcess(host, ctx)])
    if (found.every((guests) => guests.length === 0)) return []
    const { mergeGuests } = await import('./readers.ts')
    return [{ from: 'guests', content: { VIRTUALMACHINES: mergeGuests(found) } }]
  },
})

/** Nothing of a tool is asked, let alone started, where there is no sign of it. */
async function byTool(host: Host, ctx: ProbeContext, tool: Tool): Promise<readonly Found[]> {
  const { programs = [], paths = [], service, read } = tool
  const [installed, there] = await Promise.all([
    Promise.all(programs.map((name) => host.commands.which(name))),
    Promise.all(paths.map((path) => host.files.stat(path.replace('<uid>', String(host.facts.uid))))),
  ])
  const ok = ({ state }: { readonly state: string }): boolean => state === 'ok'
  if (!there.some(ok) && !installed.some(ok)) return []
  if (!there.some(ok) && service !== undefined && (await isMissing(host, service))) return []
  return guestsOf(host, ctx, read)
}

async function byProcess(host: Host, ctx: ProbeContext): Promise<readonly Found[]> {
  const table = await processTable(host)
  // A cheap look at what is a guest for sure only where the arguments are read.
  if (!table.some(({ cmdline }) => /^[^\0]*(?:qemu|kvm)/.test(cmdline))) return []
  return guestsOf(host, ctx, 'qemu')
}

/** One tool that fails takes no other with it. */
async function guestsOf(host: Host, ctx: ProbeContext, name: Tool['read'] | 'qemu'): Promise<readonly Found[]> {
  try {
    const { readers } = await import('./readers.ts')
    return await readers[name](host, ctx)
  } catch (error) {
    ctx.debug(error instanceof Error ? error.message : String(error))
    return []
  }
}
