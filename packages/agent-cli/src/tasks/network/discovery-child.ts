import type { DiscoveryJob } from '@fusioninventory/protocol/message'
import { runDiscoveryJob } from 'fusioninventory-netdiscovery'
import { version } from '../../../package.json'
import type { TaskContext } from '../../process/serve.ts'
import type { NetworkItem } from './item.ts'

/** In the process of the task: a search that a server wants, each device handed over as it is found. How many there were. */
export const discoveryBody = (job: DiscoveryJob, { log, put, signal }: TaskContext): Promise<number> =>
  runDiscoveryJob(job, {
    agentVersion: version,
    signal,
    tell: (level, line) => log.log(level, line),
    sink: (report, of) => put({ report, job: of } satisfies NetworkItem),
  })
