import type { ServerContext } from '../context.ts'
import type { Outcome } from '../run-task.ts'
import type { NetworkItem } from './item.ts'
import { isOptional, networkText } from './message.ts'

/** A network task by the name of its process, the title that people know, and its jobs. */
export interface NetworkTask {
  readonly task: 'netdiscovery' | 'netinventory'
  readonly title: 'NetDiscovery' | 'NetInventory'
  readonly jobs: readonly unknown[]
}

/** Jobs of a server, one after the other; each result goes to the server as it comes, and the task waits for that. */
export async function networkForServer(context: ServerContext, { task, title, jobs }: NetworkTask): Promise<Outcome> {
  const { identity, log, outbox, runTask } = context
  if (jobs.length === 0) {
    log.info(`${title} task execution not requested`)
    return 'done'
  }
  let missing = false
  for (const job of jobs) {
    let devices = 0
    const onItem = async (item: unknown): Promise<void> => {
      const { report, job: of } = item as NetworkItem
      if ('device' in report) devices++
      const optional = isOptional(report)
      const what = `a result of ${title}`
      const sent = await outbox.send(networkText(identity.deviceid, of, report), { format: 'xml', what, optional })
      if (sent !== 'sent' && !optional) missing = true
    }
    const end = await runTask(task, job, { onItem })
    if ('failed' in end) {
      missing = true
      log.error(`task ${title}: ${end.failed}`)
    } else log.info(`${title}: ${devices} devices`)
  }
  return missing ? 'failed' : 'done'
}
