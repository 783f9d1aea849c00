import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentView, TargetView } from '../../../packages/agent-cli/src/daemon/view.ts'
import { openWebServer, type WebServer, type WebSettings } from '../../../packages/agent-cli/src/httpd/open.ts'
import { loggerOf } from '../../../packages/cli-kit/src/log.ts'

/** An agent that says what a check wants it to. */
export interface Shown extends AgentView {
  state: string
  list: readonly TargetView[]
  readonly runs: (readonly string[])[]
}

export function shown(more: Partial<AgentView> = {}): Shown {
  const view: Shown = {
    deviceid: 'office-pc-2026-11-20-09-12-33',
    agentid: '5fb28b0b-6d0c-4d6a-8f4f-2f1d0c7a9e11',
    started: new Date(Date.now() - 50 * 3_600_000),
    state: 'waiting',
    list: [],
    runs: [],
    status: () => view.state,
    targets: () => view.list,
    runNow: (ids) => void view.runs.push(ids),
    inventory: async () => Buffer.from('<REQUEST/>'),
    forward: async () => true,
    ...more,
  }
  return view
}

export interface Started {
  readonly server: WebServer
  readonly lines: readonly string[]
  readonly port: number
  readonly url: string
}

/** The web server alone, on loopback; 127.0.0.1 is trusted. `files` are those of plugins. */
export async function startAlone(
  dir: string,
  view: AgentView,
  files: Readonly<Record<string, string>> = {},
  more: Partial<WebSettings> = {},
): Promise<Started> {
  mkdirSync(dir, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text, { mode: 0o600 })
  const lines: string[] = []
  const server = await openWebServer({
    settings: {
      'no-httpd': false,
      'httpd-ip': '127.0.0.1',
      'httpd-port': 0,
      'httpd-trust': ['127.0.0.1'],
      'httpd-token': undefined,
      'httpd-host': [],
      ...more,
    },
    confdir: dir,
    view,
    log: loggerOf('debug2', { put: (level, text) => void lines.push(`[${level}] ${text}`) }),
    signal: new AbortController().signal,
    now: Date.now,
  })
  const [port = 0] = server.ports
  return { server, lines, port, url: `http://127.0.0.1:${port}` }
}
