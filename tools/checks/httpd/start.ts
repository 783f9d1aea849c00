import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentView } from '../../../packages/agent-cli/src/daemon/view.ts'
import { type TestView, testView, usual } from '../../../packages/agent-cli/src/httpd/io/test-view.ts'
import { openWebServer, type WebServer, type WebSettings } from '../../../packages/agent-cli/src/httpd/open.ts'
import { loggerOf } from '../../../packages/cli-kit/src/log.ts'

export type Shown = TestView

export const shown = (more: Partial<AgentView> = {}): Shown =>
  testView({
    deviceid: 'office-pc-2026-11-20-09-12-33',
    started: new Date(Date.now() - 50 * 3_600_000),
    list: [],
    ...more,
  } as Partial<AgentView>)

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
    settings: { ...usual, ...more },
    confdir: dir,
    view,
    log: loggerOf('debug2', { put: (level, text) => void lines.push(`[${level}] ${text}`) }),
    signal: new AbortController().signal,
    now: Date.now,
  })
  const [port = 0] = server.ports
  return { server, lines, port, url: `http://127.0.0.1:${port}` }
}
