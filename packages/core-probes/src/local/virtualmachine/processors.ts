import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { once } from '../probe.ts'

/** Processors of the host: what a container has whose number is not limited. */
export const hostCpus = once(
  async (host: Host): Promise<number | undefined> =>
    ifOk(await host.files.text('/proc/cpuinfo'))?.match(/^processor\s*:/gm)?.length,
)
