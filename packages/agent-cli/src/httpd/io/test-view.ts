/** An agent that says what a test wants it to, for the web server alone. */
import type { AgentView, TargetView } from '../../daemon/view.ts'
import type { WebSettings } from '../open.ts'

export interface TestView extends AgentView {
  readonly runs: (readonly string[])[]
  list: TargetView[]
  state: string
}

export const server0: TargetView = {
  id: 'server0',
  kind: 'server',
  name: 'http://glpi.example/front/inventory.php',
  host: 'glpi.example',
  nextRun: new Date(Date.UTC(2026, 10, 26, 15)),
  lastRun: { at: new Date(Date.UTC(2026, 10, 26, 11)), ok: true, text: 'done' },
}
const local0: TargetView = { id: 'local0', kind: 'local', name: '/var/tmp/inventories' }

export function testView(more: Partial<AgentView> = {}): TestView {
  const view: TestView = {
    agentid: '5fb28b0b-6d0c-4d6a-8f4f-2f1d0c7a9e11',
    deviceid: 'machine-2026-11-26-12-00-00',
    started: new Date(Date.UTC(2026, 10, 26, 9)),
    runs: [],
    list: [server0, local0],
    state: 'waiting',
    status: () => view.state,
    targets: () => view.list,
    runNow: (ids) => void view.runs.push(ids),
    inventory: async () => Buffer.from('<REQUEST>inventory</REQUEST>'),
    forward: async () => true,
    ...more,
  }
  return view
}

export const usual: WebSettings = {
  'no-httpd': false,
  'httpd-ip': '127.0.0.1',
  'httpd-port': 0,
  'httpd-trust': ['127.0.0.1'],
  'httpd-token': undefined,
  'httpd-host': [],
}
