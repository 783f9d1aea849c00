/** Runs in the namespace of the office's scanner: a server with that option, one run of the agent, and what came of it as JSON. */
import { mkdirSync } from 'node:fs'
import { runBin } from '../../testkit/src/run.ts'
import { answer } from '../../testkit/src/server/answer.ts'
import { startServer } from '../../testkit/src/server/server.ts'
import { textAt, type XmlElement } from '../../testkit/src/server/xml.ts'

const [vardir = '', option = ''] = process.argv.slice(2)

async function main(): Promise<void> {
  mkdirSync(vardir, { recursive: true, mode: 0o700 })
  const server = await startServer({
    answer: ({ document }) =>
      document?.kind === 'xml' && document.query === 'PROLOG'
        ? answer(200, 'application/xml', `<REPLY><RESPONSE>STOP</RESPONSE>${option}</REPLY>`)
        : undefined,
  })
  const args = ['--config', 'none', '--vardir', vardir, '--server', server.url]
  const { code, stderr } = await runBin('agent', args, { timeoutMs: 150_000 })
  const found: Record<string, Record<string, string>> = {}
  const described: Record<string, string> = {}
  const controls: string[] = []
  for (const { document } of server.requests) {
    if (document?.kind !== 'xml') continue
    const at = (...path: readonly string[]): string | undefined => textAt(document.root, 'CONTENT', ...path)
    const child = (from: XmlElement | undefined, name: string) => from?.children.find((one) => one.name === name)
    const device = child(child(document.root, 'CONTENT'), 'DEVICE')
    const count = at('AGENT', 'NBIP')
    if (at('AGENT', 'START') !== undefined) controls.push('START')
    if (count !== undefined) controls.push(`NBIP ${count}`)
    if (at('AGENT', 'END') !== undefined) controls.push('END')
    const ip = at('DEVICE', 'IP')
    if (ip !== undefined && device !== undefined)
      found[ip] = Object.fromEntries(device.children.map(({ name, text }) => [name, text]))
    const id = at('DEVICE', 'INFO', 'ID') ?? at('DEVICE', 'ERROR', 'ID')
    if (id !== undefined) described[id] = at('DEVICE', 'INFO', 'NAME') ?? at('DEVICE', 'ERROR', 'MESSAGE') ?? ''
  }
  await server.close()
  console.log(JSON.stringify({ code, stderr, found, described, controls }))
}

await main()
