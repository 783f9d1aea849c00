import { absent, type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { printersRequest } from './cups-request.ts'
import { parseLpstat, parsePrintersConf } from './parse-printers.ts'
import { printerOf, type Queue } from './queue.ts'

const socket = '/run/cups/cups.sock'
const configuration = '/etc/cups/printers.conf'
/** Names the server where that is another machine. */
const client = '/etc/cups/client.conf'

/** Queues of CUPS: from the daemon, from what it keeps, or from its own tool where there is a sign of any. */
export const linuxPrinters = defineProbe({
  name: 'linux/printers',
  category: 'printer',
  platforms: ['linux'],
  reads: [{ socket }, { file: configuration, root: true }, { file: client }, { command: ['lpstat', '-v'] }],
  yields: ['PRINTERS'],
  async run(host) {
    const found = await findQueues(host)
    if (!found || found.queues.length === 0) return []
    return [{ from: found.from, content: { PRINTERS: found.queues.map(printerOf) } }]
  },
})

interface Found {
  readonly from: string
  readonly queues: readonly Queue[]
}

async function findQueues(host: Host): Promise<Found | undefined> {
  const body = { type: 'application/ipp', bytes: printersRequest() }
  const answer = (await host.sockets?.request(socket, 'POST', '/', body)) ?? absent
  if (answer.state === 'ok' && answer.value.status === 200) {
    const { parsePrinters } = await import('./cups.ts')
    const queues = parsePrinters(answer.value.body)
    if (queues) return { from: socket, queues }
  }
  const kept = await host.files.text(configuration)
  if (kept.state === 'ok') {
    return { from: configuration, queues: parsePrintersConf(kept.value) }
  }
  // A program costs more than all of the above: most machines have it, but no queues.
  const signs = [answer, kept, await host.files.stat(client)]
  return signs.every(({ state }) => state === 'absent') ? undefined : fromTool(host)
}

async function fromTool(host: Host): Promise<Found | undefined> {
  const output = ifOk(await host.commands.run(['lpstat', '-v']))
  if (!output) return undefined
  return { from: 'lpstat', queues: parseLpstat(output.stdout) }
}
