import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { makeCertificates, runBin, type ServerOptions, textAt } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { newAgent, prologAnswer, queries } from './agent-kit.ts'
import { expectSuccess, folder, lines, rootOf, serve, xmlFile } from './kit.ts'

const seconds = (): number => Math.floor(Date.now() / 1000)

describe('one server', () => {
  test('asks, sends an inventory under the identity that it keeps, and knows when to come again', async () => {
    const server = await serve()
    const agent = newAgent()
    expectSuccess(await agent.run(['--server', server.url, '--tag', 'lab']))
    const id = agent.state().deviceid
    expect(queries(server.requests)).toEqual(['PROLOG', 'INVENTORY'])
    const [prolog, inventory] = server.requests
    expect(prolog?.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^FusionInventory-Agent_v\d/),
      'content-type': 'application/x-compress-zlib',
      pragma: 'no-cache',
      'glpi-agent-id': agent.state().agentid,
    })
    const root = rootOf(inventory)
    expect(textAt(root, 'DEVICEID')).toBe(id)
    expect(textAt(root, 'CONTENT', 'VERSIONCLIENT')).toMatch(/^FusionInventory-Agent_v\d/)
    expect(textAt(root, 'CONTENT', 'HARDWARE', 'CHECKSUM')).toBe('131071')
    expect(textAt(root, 'CONTENT', 'ACCOUNTINFO', 'KEYVALUE')).toBe('lab')
    const { nextRunDate, maxDelay } = agent.state('target')
    expect(maxDelay).toBe(86_400)
    expect(nextRunDate).toBeGreaterThanOrEqual(seconds() + 43_100)
    expect(nextRunDate).toBeLessThanOrEqual(seconds() + 86_400)
    expect(agent.waiting()).toBe(0)
  })

  test('the second inventory tells what has changed since the first', async () => {
    const server = await serve()
    const agent = newAgent()
    const args = ['--server', server.url, '--debug']
    await agent.run(args)
    expectSuccess(await agent.run(args))
    expect(new Set(server.requests.map(({ document }) => (document as { deviceId?: string }).deviceId)).size).toBe(1)
    const mask = Number(textAt(rootOf(server.requests[3]), 'CONTENT', 'HARDWARE', 'CHECKSUM'))
    expect(mask).toBeLessThan(131_071)
  })

  test('STOP: nothing is sent, but with --force', async () => {
    const server = await serve({ answer: prologAnswer('<RESPONSE>STOP</RESPONSE><PROLOG_FREQ>3</PROLOG_FREQ>') })
    const agent = newAgent()
    const stopped = await agent.run(['--server', server.url])
    expect(queries(server.requests)).toEqual(['PROLOG'])
    expect(stopped.stderr).toContain('Inventory task execution not requested')
    expect(agent.state('target').maxDelay).toBe(10_800)
    expectSuccess(await agent.run(['--server', server.url, '--force']))
    expect(queries(server.requests)).toEqual(['PROLOG', 'PROLOG', 'INVENTORY'])
  })

  test('--lazy: not before its time; --set-forcerun makes it due once', async () => {
    const server = await serve()
    const agent = newAgent()
    const lazy = ['--server', server.url, '--lazy']
    const first = await agent.run(lazy)
    expect(first.stderr).toContain('server0 is not ready yet, next server contact planned for')
    const planned = agent.state('target').nextRunDate
    await agent.run(lazy)
    expect(agent.state('target').nextRunDate).toBe(planned)
    expect(server.requests).toHaveLength(0)
    expectSuccess(await agent.run(['--set-forcerun']))
    expectSuccess(await agent.run(lazy))
    expect(queries(server.requests)).toEqual(['PROLOG', 'INVENTORY'])
    await agent.run(lazy)
    expect(server.requests).toHaveLength(2)
  })

  test('a server that is down: a minute, two, four; lazy runs wait for it; a success starts anew', async () => {
    const server = await serve()
    const agent = newAgent()
    const dead = await unusedPort()
    for (const delay of [60, 120, 240]) {
      const result = await agent.run(['--server', `http://127.0.0.1:${dead}/x`])
      expect(result.code).toBe(0)
      expect(lines(result).filter((line) => line.startsWith('[error]'))).toEqual([
        expect.stringContaining(
          `[http client] communication error: 500 Can't connect to 127.0.0.1:${dead} (Connection refused)`,
        ),
        `[error] No answer from server at http://127.0.0.1:${dead}/x`,
      ])
      expect(Number(agent.state('target').nextRunDate) - seconds() - delay).toBeGreaterThan(-5)
      expect(Number(agent.state('target').nextRunDate) - seconds() - delay).toBeLessThanOrEqual(0)
    }
    const waits = await agent.run(['--server', `http://127.0.0.1:${dead}/x`, '--lazy'])
    expect(waits.stderr).toContain('is not ready yet')
    expect((await agent.run(['--server', `http://127.0.0.1:${dead}/x`, '--fail-on-error'])).code).toBe(4)
    expect(server.requests).toHaveLength(0)
  })

  test('an inventory that does not arrive is kept, counts as a failure, and is sent at the next contact', async () => {
    let broken = true
    const server = await serve({
      fault: ({ document }) =>
        broken && document?.kind === 'xml' && document.query === 'INVENTORY' ? { kind: 'reset' } : undefined,
    })
    const agent = newAgent()
    const result = await agent.run(['--server', server.url])
    expect(result.stderr).toMatch(/\[error\] .*is kept and sent at the next contact/)
    expect(agent.waiting()).toBe(1)
    expect(agent.state('target')).toMatchObject({ failures: 1 })
    broken = false
    const before = server.requests.length
    expectSuccess(await agent.run(['--server', server.url]))
    expect(queries(server.requests.slice(before))).toEqual(['PROLOG', 'INVENTORY', 'INVENTORY'])
    expect(agent.waiting()).toBe(0)
    expect(agent.state('target').failures).toBeUndefined()
  })

  test("GLPI's own protocol: found out, remembered, an inventory in JSON", async () => {
    const server = await serve({ role: 'glpi' })
    const agent = newAgent()
    expectSuccess(await agent.run(['--server', server.url]))
    expect(queries(server.requests)).toEqual(['PROLOG', 'inventory'])
    expect(agent.state('target').dialect).toBe('glpi')
    expectSuccess(await agent.run(['--server', server.url]))
    expect(queries(server.requests.slice(2))).toEqual(['contact', 'inventory'])
    const [contact] = server.requests.slice(2)
    expect(contact?.document).toMatchObject({
      value: { 'enabled-tasks': expect.arrayContaining(['inventory', 'wakeonlan']) },
    })
  })
})

describe('several targets', () => {
  test('one inventory for all; a dead server holds nobody up', async () => {
    const [one, two] = [await serve(), await serve({ role: 'ocs', userAgents: ['FusionInventory-Agent_v3.0.0'] })]
    const agent = newAgent()
    const dir = folder()
    const dead = `http://127.0.0.1:${await unusedPort()}/`
    const result = await agent.run(['--local', dir, '--server', [one.url, dead, two.url].join(), '--fail-on-error'])
    expect(result.code).toBe(3)
    const id = String(agent.state().deviceid)
    const saved = readFileSync(join(dir, `${id}.ocs`), 'utf8')
    for (const server of [one, two]) {
      expect(queries(server.requests)).toEqual(['PROLOG', 'INVENTORY'])
      expect(server.requests[1]?.unpacked?.body.toString()).toBe(saved)
    }
  })

  test('--per-target: one each', async () => {
    const agent = newAgent()
    const dir = folder()
    const files = ['a.xml', 'b.xml'].map((name) => join(dir, name))
    const result = await agent.run(['--local', files.join(), '--per-target', '--debug'])
    expectSuccess(result)
    expect(result.stderr.match(/linux\/os: /g)).toHaveLength(2)
    const once = await agent.run(['--local', files.join(), '--debug'])
    expect(once.stderr.match(/linux\/os: /g)).toHaveLength(1)
    for (const file of files) expect(textAt(xmlFile(file), 'QUERY')).toBe('INVENTORY')
  })

  test('local ones: standard output, JSON, a page; what cannot be written is a failure, and the others go on', async () => {
    const agent = newAgent()
    const dir = folder()
    const out = await agent.run(['--local', '-'])
    expect(out.stdout.toString()).toMatch(/^<\?xml[\s\S]*<\/REQUEST>\n$/)
    for (const format of ['json', 'html']) {
      expectSuccess(await agent.run(['--local', dir, `--${format}`]))
      expect(readdirSync(dir).filter((name) => name.endsWith(`.${format}`))).toHaveLength(1)
    }
    const bad = await agent.run(['--local', `/nonexistent/x.xml,${dir}/ok.xml`])
    expect(bad.code).toBe(1)
    expect(bad.stderr).toMatch(/\[error\] Can't write to \/nonexistent\/x\.xml: No such file or directory/)
    expect(bad.stderr).not.toContain('Inventory saved in /nonexistent')
    expect(statSync(join(dir, 'ok.xml')).size).toBeGreaterThan(1000)
  })
})

describe('what a server may ask', () => {
  const job = `<RESPONSE>SEND</RESPONSE>
    <OPTION><NAME>NETDISCOVERY</NAME><PARAM PID="7" THREADS_DISCOVERY="200" TIMEOUT="1"/><RANGEIP ID="1" IPSTART="0.0.0.0" IPEND="0.0.255.255"/><AUTHENTICATION ID="1" VERSION="2c" COMMUNITY="canary-public"/></OPTION>
    <OPTION><NAME>SNMPQUERY</NAME><PARAM PID="8" THREADS_QUERY="200" TIMEOUT="1"/><DEVICE ID="5" IP="198.51.100.7" TYPE="PRINTER" AUTHSNMP_ID="1"/><AUTHENTICATION ID="1" VERSION="1" COMMUNITY="canary-public"/></OPTION>
    <OPTION><NAME>WAKEONLAN</NAME>${Array.from({ length: 300 }, (_, at) => `<PARAM MAC="02:00:00:00:${(at >> 8).toString(16)}:${(at & 255).toString(16)}"/>`).join('')}</OPTION>
    <OPTION><NAME>DOWNLOAD</NAME><PARAM TYPE="PACK" ID="1"/></OPTION>`

  test('a hostile server gets nothing that the policy does not allow, and is told so in its own words', async () => {
    const server = await serve({ answer: prologAnswer(job) })
    const agent = newAgent()
    const policy = agent.put('policy.cfg', 'tasks = netdiscovery, netinventory\nscan-ranges = 10.0.0.0/8\n')
    const result = await agent.run(['--server', server.url, '--policy-file', policy, '--debug', '--debug'])
    expect(result.code).toBe(0)
    const refused = lines(result).filter((line) => line.includes('refused:'))
    for (const task of ['Inventory', 'NetDiscovery', 'NetInventory', 'WakeOnLan'])
      expect(refused.join('\n')).toContain(`refused: ${task}`)
    expect(server.inventories.size).toBe(0)
    expect(queries(server.requests)).not.toContain('INVENTORY')
    const errors = server.requests.map((request) => textAt(rootOf(request), 'CONTENT', 'DEVICE', 'ERROR', 'MESSAGE'))
    expect(errors.filter(Boolean)).toEqual([expect.stringMatching(/^198\.51\.100\.7: /)])
    const exits = server.requests.map((request) => textAt(rootOf(request), 'CONTENT', 'AGENT', 'EXIT'))
    expect(exits.filter(Boolean)).toEqual(['1'])
    expect(result.stderr).not.toContain('canary-public')
    expect(agent.waiting()).toBe(0)
  })

  test('a policy with an error in it: nothing at all is done', async () => {
    const server = await serve()
    const agent = newAgent()
    const policy = agent.put('policy.cfg', 'taks = inventory\n')
    const result = await agent.run(['--server', server.url, '--policy-file', policy])
    expect(result.code).toBe(1)
    expect(result.stderr).toMatch(/unknown key taks; did you mean tasks\?/)
    expect(server.requests).toHaveLength(0)
  })

  test('--explain-policy says it in words', async () => {
    const agent = newAgent()
    const policy = agent.put(
      'policy.cfg',
      'tasks = inventory\nscan-ranges = 10.0.0.0/8, 2001:db8::/32\nhours = 22:00-06:00',
    )
    const { code, stdout } = await agent.run(['--policy-file', policy, '--explain-policy'])
    expect(code).toBe(0)
    expect(stdout.toString()).toMatch(/WakeOnLan +no\n/)
    expect(stdout.toString()).toContain('10.0.0.0 to 10.255.255.255')
    expect(stdout.toString()).toContain('22:00 to 06:00')
  })
})

describe('questions', () => {
  test('--check-server tells how far it gets', async () => {
    const server = await serve({ auth: { user: 'me', password: 'canary' } })
    const agent = newAgent()
    const refused = await agent.run(['--server', server.url, '--check-server'])
    expect(refused.code).toBe(1)
    expect(refused.stdout.toString()).toMatch(/password +FAILED: authentication required, no credentials available/)
    const env = { FUSIONINVENTORY_USER: 'me', FUSIONINVENTORY_PASSWORD: 'canary' }
    const fine = await agent.run(['--server', server.url, '--check-server'], { env })
    expect(fine.code).toBe(0)
    expect(fine.stdout.toString()).toMatch(/dialect +OCS and FusionInventory \(XML\)/)
    expect(fine.stdout.toString() + fine.stderr).not.toContain('canary')
    expect(readdirSync(agent.vardir)).toEqual([])
  })

  const certificates = makeCertificates()
  const stages: readonly (readonly [string, string, string | ServerOptions | undefined, RegExp])[] = [
    ['a name that nobody knows', 'name', 'http://nosuch.invalid/', /FAILED: .*Name or service not known/],
    ['a port that nobody listens on', 'connection', undefined, /FAILED: .*Connection refused.*is the server up/],
    [
      'an authority that is not trusted',
      'certificate',
      { tls: certificates.good },
      /FAILED: .*certificate verify failed/,
    ],
    ['a page in place of an answer', 'answer', { fault: () => ({ kind: 'html' }) }, /FAILED: .*wrong URL/],
    ['a path that is none', 'answer', { fault: () => ({ kind: 'status', status: 404 }) }, /FAILED: .*404 Not Found/],
    [
      'a server that says no',
      'answer',
      { answer: prologAnswer('<ERROR>SSL REQUIRED BY SERVER</ERROR>') },
      /FAILED: .*SSL REQUIRED/,
    ],
  ]
  test.each(stages)('--check-server: %s fails at the %s', async (_, stage, server, says) => {
    const url =
      typeof server === 'string'
        ? server
        : server
          ? (await serve(server)).url
          : `http://127.0.0.1:${await unusedPort()}/`
    const { code, stdout } = await newAgent().run(['--server', url, '--check-server'])
    expect(code).toBe(1)
    const rows = stdout
      .toString()
      .split('\n')
      .filter((line) => line.startsWith('  '))
    expect(rows.at(-1)).toMatch(new RegExp(`^  ${stage} `))
    expect(rows.at(-1)).toMatch(says)
    for (const row of rows.slice(0, -1)) expect(row).not.toContain('FAILED')
  })

  test('--check-server: certificate and dialect of a server that is fine', async () => {
    const file = join(folder(), 'ca.pem')
    writeFileSync(file, certificates.ca)
    const server = await serve({ role: 'glpi', tls: certificates.good })
    const { code, stdout } = await newAgent().run(['--server', server.url, '--ca-cert-file', file, '--check-server'])
    expect(code).toBe(0)
    expect(stdout.toString()).toMatch(/certificate +verified\n/)
    expect(stdout.toString()).toMatch(/dialect +GLPI's own \(JSON\)\n/)
  })

  test('--check-config: each setting, its origin, no secret; what is wrong ends with 1', async () => {
    const dir = folder()
    const file = join(dir, 'agent.cfg')
    writeFileSync(file, 'tag = é # x\npassword = canary\nproxy = http://u:canary@p\ninclude "conf.d"\nsevrer = x\n')
    const run = (...more: string[]) => runBin('agent', ['--conf-file', file, '--check-config', ...more])
    const { code, stdout, stderr } = await run('--timeout=5')
    expect(code).toBe(0)
    const text = stdout.toString()
    expect(text).toMatch(new RegExp(`^tag = é +# ${file}:1$`, 'm'))
    expect(text).toMatch(/^timeout = 5 +# command line$/m)
    expect(text).toMatch(/^delaytime = 3600 +# default$/m)
    expect(text + stderr).not.toContain('canary')
    expect(stderr).toContain('did you mean server?')
    expect((await run('--strict-config')).code).toBe(1)
  })

  test('--doctor looks at everything and changes nothing', async () => {
    const server = await serve()
    const agent = newAgent()
    const { code, stdout } = await agent.run(['--server', server.url, '--doctor'], { timeoutMs: 60_000 })
    const text = stdout.toString()
    for (const chapter of ['Configuration', 'Who may change it', 'State', 'Tasks', 'Servers', 'Inventory'])
      expect(text).toContain(`\n${chapter}\n`.trimStart())
    expect(text).toMatch(/ok +\d+ sections, \d+ entries/)
    expect([0, 1]).toContain(code)
    expect(readdirSync(agent.vardir)).toEqual([])
    expect(server.inventories.size).toBe(0)
  })

  test('what is not there says so', async () => {
    const agent = newAgent()
    expect((await agent.run(['--listen'])).stderr).toMatch(/listen needs --daemon/)
    expect((await agent.run([])).stderr).toContain('No target defined, aborting')
    const tasks = await agent.run(['--list-tasks', '--server', 'http://h'])
    expect(tasks.stdout.toString()).toMatch(/^Available tasks : \nInventory \(v\d/)
    expect(tasks.stdout.toString()).toContain('server target: http://h/ocsinventory\nPlanned tasks:\n - Inventory')
  })
})

async function unusedPort(): Promise<number> {
  const server = createServer()
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  )
  await new Promise((resolve) => server.close(resolve))
  return port
}
