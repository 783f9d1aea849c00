import type { QueryJob } from '@fusioninventory/protocol/message'
import { type QueryEnd, runQueryJob } from 'fusioninventory-netinventory'
import { version } from '../../../package.json'
import type { TaskContext } from '../../process/serve.ts'
import type { NetworkItem } from './item.ts'

/** In the process of the task: a job of a server, each result handed over as it comes. */
export const queryBody = (job: QueryJob, { log, put, signal }: TaskContext): Promise<QueryEnd> =>
  runQueryJob(job, {
    agentVersion: version,
    signal,
    tell: (level, line) => log.log(level, line),
    sink: (report, of) => put({ report, job: of } satisfies NetworkItem),
  })
