/** The test server in a process of its own: tells its URL, and, when asked, how many documents have arrived. */
import { deflateSync } from 'node:zlib'
import { answer } from '../testkit/src/server/answer.ts'
import { startServer } from '../testkit/src/server/server.ts'

const reply = deflateSync('<?xml version="1.0"?>\n<REPLY><RESPONSE>SEND</RESPONSE></REPLY>')
const server = await startServer({ fast: answer(200, 'application/x-compress-zlib', reply) })
process.on('message', () => process.send?.(server.count))
process.on('disconnect', () => process.exit())
process.send?.(server.url)
