import { createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { doorLimits } from './door.ts'
import { type Running, running, stranger } from './io/test-agent.ts'
import { testView, usual } from './io/test-view.ts'

/** All that comes, until the other side ends it. */
const untilEnd = (socket: Socket): Promise<string> =>
  new Promise((done) => {
    let text = ''
    socket.on('data', (piece) => {
      text += piece.toString()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => done(text))
  })

/** The patience of a test, not of the server. */
async function eventually(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let count = 0; count < 500; count++) {
    if (await holds()) return
    await delay(10)
  }
  throw new Error('it never came to that')
}

const openConnections = async ({ get }: Running): Promise<number> =>
  Number(/^fusioninventory_http_connections (\d+)$/m.exec((await get('/metrics')).text)?.[1])

const half = 'GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '

describe('S-14: resources', () => {
  it('200 slow clients: who is trusted is served meanwhile, all others as soon as ten seconds are over', async () => {
    const run = await running()
    const slow: { readonly socket: Socket; readonly end: Promise<string> }[] = []
    for (let count = 0; count < 200; count++) {
      const socket = await run.raw(`127.0.1.${1 + (count % 25)}`)
      slow.push({ socket, end: untilEnd(socket) })
      socket.write(half)
    }
    expect((await run.get('/status')).text).toBe('status: waiting')
    expect(await openConnections(run)).toBeLessThanOrEqual(doorLimits.connections)
    // A letter now and then does not help.
    for (let second = 0; second < 10; second++) {
      for (const { socket } of slow) if (socket.writable) socket.write('a')
      await run.clock.advance(1000)
    }
    await Promise.all(slow.map(({ end }) => end))
    expect((await run.get('/status', { from: stranger })).text).toBe('status: waiting')
    expect(await openConnections(run)).toBe(1)
  })

  it('one client has eight connections', async () => {
    const run = await running()
    const ends: Promise<string>[] = []
    for (let count = 0; count < 12; count++) ends.push(untilEnd(await run.raw(stranger)))
    await eventually(async () => (await openConnections(run)) === 9)
    expect(run.lines.filter((line) => line.includes('too many connections')).length).toBe(4)
    await run.clock.advance(10_000)
    await Promise.all(ends)
  })

  it('a connection that is silent between two requests ends, too', async () => {
    const run = await running()
    const socket = await run.raw()
    const end = untilEnd(socket)
    socket.write('GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    await eventually(() => run.lines.some((line) => line.includes('response status 200')))
    await delay(20)
    await run.clock.advance(10_000)
    expect(await end).toContain('status: waiting')
  })

  it.each([
    ['GET', '/status', 'Content-Length: 1073741824'],
    ['POST', '/now', 'Content-Length: 1073741824'],
    ['GET', '/', 'Transfer-Encoding: chunked'],
    ['POST', '/nothing', 'Content-Length: 1073741824\r\nExpect: 100-continue'],
  ])('%s %s with a body that nobody wants (%s): refused at once, not read', async (method, path, header) => {
    const run = await running()
    const socket = await run.raw()
    const end = untilEnd(socket)
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${header}\r\n\r\n`)
    const writing = setInterval(() => socket.writable && socket.write('1\r\na\r\n'), 5)
    onTestFinished(() => clearInterval(writing))
    expect(await end).toMatch(/^HTTP\/1\.1 (413 |404 )/)
  })

  it('a body that never ends is cut off', async () => {
    const run = await running()
    const socket = await run.raw()
    const end = untilEnd(socket)
    socket.write('POST /now HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n')
    const piece = `400\r\n${'a'.repeat(1024)}\r\n`
    const writing = setInterval(() => socket.writable && socket.write(piece), 1)
    onTestFinished(() => clearInterval(writing))
    expect(await end).toMatch(/^HTTP\/1\.1 (403|413) /)
    expect(run.view.runs).toEqual([])
  })

  it('pipelining: eight requests, then the end', async () => {
    const run = await running()
    const socket = await run.raw()
    const end = untilEnd(socket)
    socket.write('GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.repeat(1000))
    const answers = (await end).match(/HTTP\/1\.1 \d+/g) ?? []
    expect(answers.length).toBeLessThanOrEqual(9)
    expect((await run.get('/status')).status).toBe(200)
    expect(run.lines.filter((line) => line.includes('GET request /status')).length).toBeLessThanOrEqual(9)
  })

  it.each([
    ['a header of 17 KiB', `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'a'.repeat(17_408)}\r\n\r\n`, 431],
    ['a path of 17 KiB', `GET /${'a'.repeat(17_408)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`, 431],
    ['something else than HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['two lengths', 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    [
      'a length and pieces',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['a line that is folded', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ])('%s: %#', async (_, text, status) => {
    const run = await running()
    const socket = await run.raw()
    const end = untilEnd(socket)
    socket.write(text)
    const answer = await end
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  })

  it('who asks first whether it may send is told', async () => {
    const run = await running()
    const socket = await run.raw()
    const end = untilEnd(socket)
    const first = new Promise<string>((done) => socket.once('data', (piece: Buffer) => done(piece.toString())))
    socket.write(
      'POST /now HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n',
    )
    expect(await first).toMatch(/^HTTP\/1\.1 100 /)
    socket.write('key=a')
    expect(await end).toContain('HTTP/1.1 403 ')
  })

  it('nobody fills the log', async () => {
    const run = await running()
    const told = (): number => run.lines.filter((line) => line.startsWith('[info]')).length
    const before = told()
    for (let count = 0; count < 50; count++) {
      await run.get('/now', { from: stranger })
      await run.get('/', { headers: { Host: `h${count}.example` }, from: stranger })
      await run.get('/', { headers: { Origin: `http://h${count}.example` }, from: stranger })
    }
    expect(told() - before).toBe(3)
    await run.clock.advance(10_000)
    await run.get('/now', { from: stranger })
    expect(told() - before).toBe(4)
  })

  it('HTTP/1.0 without a Host is served', async () => {
    const run = await running()
    const socket = await run.raw()
    const end = untilEnd(socket)
    socket.write('GET /status HTTP/1.0\r\n\r\n')
    expect(await end).toContain('status: waiting')
  })

  it('an inventory that takes long keeps nobody waiting', async () => {
    const view = testView({ inventory: () => new Promise(() => undefined) })
    const run = await running({}, { view })
    expect((await run.get('/status')).status).toBe(200)
  })
})

describe('a port that is taken', () => {
  it('is told once, and tried again every minute', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const run = await running({ 'httpd-port': port })
    const failures = (): number =>
      run.lines.filter((line) => line.startsWith('[error] [http server] failed to start the HTTPD service')).length
    expect([run.server.ports, failures()]).toEqual([[], 1])
    await run.clock.advance(60_000)
    await delay(20)
    expect([run.server.ports, failures()]).toEqual([[], 1])
    await new Promise((done) => other.close(done))
    await run.clock.advance(60_000)
    await eventually(() => run.server.ports.length === 1)
    expect((await run.get('/status', { port })).text).toBe('status: waiting')
    expect(run.lines).toContain(`[info] [http server] HTTPD service started on port ${port}`)
  })
})

it('the end: whoever says nothing is not waited for', async () => {
  const run = await running()
  const end = untilEnd(await run.raw())
  await run.get('/status')
  await run.server.close()
  expect(await end).toBe('')
  await expect(run.get('/status')).rejects.toThrow()
  expect(run.clock.timers).toBe(0)
}, 20_000)

it('no-httpd: nothing listens, until a reload says otherwise', async () => {
  const run = await running({ 'no-httpd': true })
  expect(run.server.ports).toEqual([])
  const settings = { ...usual, 'httpd-trust': [] }
  await run.server.reload(settings)
  const [port = 0] = run.server.ports
  expect((await run.get('/status', { port })).status).toBe(200)
  await run.server.reload({ ...settings, 'no-httpd': true })
  await expect(run.get('/status', { port })).rejects.toThrow()
})
