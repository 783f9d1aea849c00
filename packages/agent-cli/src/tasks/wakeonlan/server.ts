import type { ServerContext } from '../context.ts'
import type { Outcome } from '../run-task.ts'

/** Machines that a server wants to be woken. It is not told what came of it: its protocol has no words for that. */
export async function wakeForServer({ agenda, log, runTask }: ServerContext): Promise<Outcome> {
  const { wake } = agenda.orders
  if (wake.length === 0) {
    log.info('WakeOnLan task execution not requested')
    return 'done'
  }
  const end = await runTask('wakeonlan', wake)
  if ('failed' in end) {
    log.error(`task WakeOnLan: ${end.failed}`)
    return 'failed'
  }
  log.info(`${String(end.result)} of ${wake.length} machines were sent a magic packet`)
  return end.result === wake.length ? 'done' : 'failed'
}
