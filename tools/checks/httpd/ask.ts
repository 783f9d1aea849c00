import { request } from 'node:http'
import { createServer } from 'node:net'

export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

interface Asked {
  readonly method?: string
  /** Address of the client. */
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** One request to this machine, on a connection of its own. */
export const ask = (
  port: number,
  path: string,
  { method = 'GET', from = '127.0.0.1', headers = {}, body }: Asked = {},
): Promise<Answer> =>
  new Promise((done, failed) => {
    const where = { host: '127.0.0.1', port, path, method, agent: false, localAddress: from, headers } as const
    const send = request(where, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.once('error', failed)
      response.once('end', () =>
        done({
          status: response.statusCode ?? 0,
          type: String(response.headers['content-type'] ?? '').split(';')[0] ?? '',
          body: Buffer.concat(pieces),
        }),
      )
    })
    send.setTimeout(60_000, () => send.destroy(new Error('no answer')))
    send.once('error', failed)
    send.end(body)
  })

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}
