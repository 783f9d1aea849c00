import type { Logger } from '@fusioninventory/cli-kit'
import type { LiveMethods } from '@fusioninventory/core-probes/network'
import type { About } from './about.ts'
import type { Options } from './plan.ts'

/** What was tried, and what may be changed, for who found nothing. */
export function adviceWhenNothing(
  { plan, credentials, live }: About,
  options: Options,
  done: number,
  log: Logger,
): void {
  const tried = [
    plan.methods.has('arp') && 'ARP where the addresses are on a link of this machine',
    plan.methods.has('icmp') && `ICMP (${live.pings})`,
    plan.methods.has('netbios') && 'NetBIOS names',
    plan.methods.has('snmp') &&
      `SNMP with ${credentials.map(({ id, version }) => `credential ${id} (v${version})`).join(', ')} on port ${plan.ports.join(', ') || 161}`,
  ].filter((one) => one !== false)
  log.info(`nothing was found at ${done} addresses. Tried: ${tried.join('; ')}; ${options.timeout} s for an answer`)
  const isDefault = options.community.length === 0 && options.credentials.length === 0
  const change = [
    'are the addresses right, and is there a route to them?',
    plan.methods.has('snmp') &&
      isDefault &&
      'no credentials were given, only "public" was tried: --community or --credentials',
    'a slow or distant network: --timeout 5 --retries 3',
    'a firewall between here and there may drop UDP 161 and ICMP',
    'what happens with one address: --explain ADDRESS',
  ].filter((one) => one !== false)
  for (const line of change) log.info(`  ${line}`)
}

/** From so many answers on that came only to a repetition, of all, devices are likely to be missed. */
const lossy = 0.05
const fewest = 10

/**
 * Says that packets get lost, and how much may be missed: of the answers that came, how many came only to a later packet,
 * and none to the first, tells how likely one packet and its answer are lost.
 */
export function adviceWhenLossy(counts: LiveMethods['counts'], { retries }: Options, log: Logger): void {
  const answers = counts.reduce((sum, one) => sum + one.answers, 0)
  const late = counts.reduce((sum, one) => sum + one.late - one.slow, 0)
  if (retries === 0 || answers < fewest || late / answers < lossy) return
  const loss = lossOf(late / answers, retries + 1)
  const missed = loss ** (retries + 1)
  log.warning(
    `about ${percent(loss)} of the packets or their answers are lost, so about ${percent(missed)} of the devices may be missed by each method: search again with --retries ${needed(loss)} --timeout ${Math.ceil(1 + needed(loss) / 2)}`,
  )
}

const percent = (share: number): string => `${Math.max(1, Math.round(100 * share))}%`

/** Retries after which less than one device in two hundred is missed. */
const needed = (loss: number): number => Math.min(20, Math.max(2, Math.ceil(Math.log(0.005) / Math.log(loss)) - 1))

/** The loss at which of `tries` packets the share `late` of the answers comes to a packet after the first. */
export function lossOf(late: number, tries: number): number {
  let [low, high] = [0, 0.999]
  for (let step = 0; step < 40; step++) {
    const loss = (low + high) / 2
    if ((loss - loss ** tries) / (1 - loss ** tries) < late) low = loss
    else high = loss
  }
  return low
}
