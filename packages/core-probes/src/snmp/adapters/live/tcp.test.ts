import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { tcpLine } from './tcp.ts'

/** A message of v2c: GET or its answer, by request id. */
const message = (id: number, tag: number): Buffer =>
  Buffer.from([0x30, 18, 2, 1, 1, 4, 0, tag, 11, 2, 1, id, 2, 1, 0, 2, 1, 0, 0x30, 0].map((byte) => byte))

let server: Server
const connections: Socket[] = []
afterEach(() => {
  for (const connection of connections.splice(0)) connection.destroy()
  server.close()
})

async function lineTo(serve: (connection: Socket, bytes: Buffer, count: number) => void) {
  server = createServer((connection) => {
    const count = connections.push(connection)
    connection.on('error', () => {})
    connection.on('data', (bytes) => serve(connection, bytes, count))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { line, close } = tcpLine({ address: '127.0.0.1', port: (server.address() as AddressInfo).port })
  const answer = (id: number): Promise<string> =>
    new Promise((resolve) => {
      line.begin()
      line.removeAllListeners('message')
      line.on('message', (bytes: Buffer) => resolve(`answer of ${bytes.length} bytes`))
      line.failed = ({ message: reason }) => resolve(reason)
      const bytes = message(id, 0xa0)
      line.send(bytes, 0, bytes.length, 0, '', () => {})
    })
  return { answer, close }
}

it('takes messages in whatever pieces they come', async () => {
  const { answer, close } = await lineTo((connection, bytes) => {
    const reply = Buffer.concat([message(99, 0xa2), message(bytes[11] as number, 0xa2)])
    connection.write(reply.subarray(0, 3))
    setTimeout(() => connection.write(reply.subarray(3, 25)), 10)
    setTimeout(() => connection.write(reply.subarray(25)), 20)
  })
  expect(await answer(1)).toBe('answer of 20 bytes')
  expect(await answer(2)).toBe('answer of 20 bytes')
  expect(connections).toHaveLength(1)
  close()
})

it('connects again where an idle connection was closed', async () => {
  const { answer, close } = await lineTo((connection, bytes, count) => {
    if (count === 1 && bytes[11] === 2) connection.destroy()
    else connection.write(message(bytes[11] as number, 0xa2))
  })
  expect(await answer(1)).toBe('answer of 20 bytes')
  expect(await answer(2)).toBe('answer of 20 bytes')
  expect(connections).toHaveLength(2)
  close()
})

it.each([
  ['no SNMP', (connection: Socket) => connection.write('HTTP/1.1 400 Bad Request\r\n')],
  ['no SNMP', (connection: Socket) => connection.write(Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]))],
  ['connection closed', (connection: Socket) => connection.end()],
])('%s is a failure', async (reason, serve) => {
  const { answer, close } = await lineTo(serve)
  expect(await answer(1)).toBe(reason)
  close()
})

it('tells where nobody listens', async () => {
  const { answer, close } = await lineTo(() => {})
  server.close()
  expect(await answer(1)).toContain('ECONNREFUSED')
  close()
})
