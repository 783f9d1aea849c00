import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { printersRequest } from './cups-request.ts'
import type { Queue } from './queue.ts'

const socket = '/run/cups/cups.sock'
const configuration = '/etc/cups/printers.conf'

/** Queues of CUPS: from the daemon, from what it keeps, or from its own tool. */
export const linuxPrinters = defineProbe({
  name: 'linux/printers',
  category: 'printer',
  platforms: ['linux'],
  reads: [{ socket }, { file: configuration, root: true }, { command: ['lpstat', '-v'] }],
  yields: ['PRINTERS'],
  async run(host) {
    const found = (await fromDaemon(host)) ?? (await fromConfiguration(host)) ?? (await fromTool(host))
    if (!found || found.queues.length === 0) return []
    const { printerOf } = await import('./queue.ts')
    return [{ from: found.from, content: { PRINTERS: found.queues.map(printerOf) } }]
  },
})

interface Found {
  readonly from: string
  readonly queues: readonly Queue[]
}

/** No answer is undefined; the daemon's word that there are no queues is one. */
async function fromDaemon(host: Host): Promise<Found | undefined> {
  const body = { type: 'application/ipp', bytes: printersRequest() }
  const answer = await host.sockets?.request(socket, 'POST', '/', body)
  if (answer?.state !== 'ok' || answer.value.status !== 200) return undefined
  const { parsePrinters } = await import('./cups.ts')
  const queues = parsePrinters(answer.value.body)
  return queues && { from: socket, queues }
}

async function fromConfiguration(host: Host): Promise<Found | undefined> {
  const text = ifOk(await host.files.text(configuration))
  if (text === undefined) return undefined
  const { parsePrintersConf } = await import('./parse-printers.ts')
  return { from: configuration, queues: parsePrintersConf(text) }
}

async function fromTool(host: Host): Promise<Found | undefined> {
  const output = ifOk(await host.commands.run(['lpstat', '-v']))
  if (!output) return undefined
  const { parseLpstat } = await import('./parse-printers.ts')
  return { from: 'lpstat', queues: parseLpstat(output.stdout) }
}
