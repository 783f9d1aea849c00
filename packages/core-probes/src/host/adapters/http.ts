/** One HTTP request over a Unix socket. Loaded when the first socket is asked. */
import { Buffer } from 'node:buffer'
import { request as httpRequest } from 'node:http'
import type { HttpAnswer, Reading } from '../port.ts'
import { failureOf } from './fs.ts'

export interface SocketRequest {
  readonly socket: string
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly body: { readonly type: string; readonly bytes: Uint8Array } | undefined
  readonly timeoutMs: number
  readonly limit: number
}

export const request = (options: SocketRequest): Promise<Reading<HttpAnswer>> =>
  new Promise((resolve) => {
    const { body } = options
    const call = httpRequest({
      socketPath: options.socket,
      method: options.method,
      path: options.target,
      agent: false,
      headers: {
        host: 'localhost',
        connection: 'close',
        ...(body ? { 'content-type': body.type, 'content-length': body.bytes.length } : {}),
      },
    })
    const finish = (reading: Reading<HttpAnswer>): void => {
      clearTimeout(timer)
      resolve(reading)
      call.destroy()
    }
    const timer = setTimeout(() => finish({ state: 'timeout' }), options.timeoutMs)
    call.on('error', (error) => finish(failureOf(error)))
    call.on('response', (answer) => {
      const chunks: Buffer[] = []
      let length = 0
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        length += chunk.length
        if (length > options.limit) finish({ state: 'failed', detail: 'E2BIG' })
      })
      answer.on('error', (error) => finish(failureOf(error)))
      answer.on('end', () =>
        finish({ state: 'ok', value: { status: answer.statusCode ?? 0, body: Buffer.concat(chunks) } }),
      )
    })
    call.end(body?.bytes)
  })
