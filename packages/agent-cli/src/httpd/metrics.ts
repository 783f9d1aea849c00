import { Counter, Gauge, Registry } from 'prom-client'
import type { Site } from './site.ts'

const seconds = (date: Date): number => date.getTime() / 1000

/** All that is measured, in the text format of Prometheus 0.0.4. Read at the time of asking: nothing runs for it. */
export async function metricsText(site: Site): Promise<{ readonly type: string; readonly text: string }> {
  const { view, version, door, counts } = site
  const registry = new Registry()
  const registers = [registry]
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `fusioninventory_${name}`, help, labelNames, registers })
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `fusioninventory_${name}`, help, labelNames, registers })

  gauge('agent_info', 'Version of the agent.', ['version']).set({ version }, 1)
  gauge('agent_start_time_seconds', 'When the agent was started.').set(seconds(view.started))
  gauge('agent_running', 'Whether a task runs.').set(view.status().startsWith('running') ? 1 : 0)
  const next = gauge('target_next_run_timestamp_seconds', 'When a target is due.', ['target', 'kind'])
  const last = gauge('target_last_run_timestamp_seconds', 'When a target was last dealt with.', ['target', 'kind'])
  const good = gauge('target_last_run_success', 'Whether that went well.', ['target', 'kind'])
  for (const { id: target, kind, nextRun, lastRun } of view.targets()) {
    if (nextRun !== undefined) next.set({ target, kind }, seconds(nextRun))
    if (lastRun === undefined) continue
    last.set({ target, kind }, seconds(lastRun.at))
    good.set({ target, kind }, lastRun.ok ? 1 : 0)
  }
  const requests = counter('http_requests_total', 'Requests by route and status.', ['route', 'status'])
  for (const [key, number] of counts.requests) {
    const [route = '', status = ''] = key.split(' ')
    requests.inc({ route, status }, number)
  }
  const refusals = counter('http_refusals_total', 'Requests refused, by reason.', ['reason'])
  for (const [reason, number] of counts.refusals) refusals.inc({ reason }, number)
  gauge('http_connections', 'Connections that are open.').set(door.open)
  counter('http_connections_refused_total', 'Connections ended at once: too many.').inc(door.refused)
  counter('http_connections_ended_total', 'Connections ended: too slow, or to make room.').inc(door.ended)
  const { rss } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  gauge('process_resident_memory_bytes', 'Resident memory of the agent.').set(rss)
  counter('process_cpu_seconds_total', 'Processor time of the agent.').inc((user + system) / 1e6)
  return { type: registry.contentType, text: await registry.metrics() }
}
