/**
 * `misbehaving.ts GARBAGE`: a UDP program that answers SNMP (161) and NetBIOS (137) as nobody should. `twice`: what comes
 * back is what was asked for, cut, doubled and altered; `noise`: random bytes, up to the largest datagram. Each question
 * gets a bounded number of answers.
 */
import { createSocket } from 'node:dgram'

const [, , kind = 'noise'] = process.argv
let seed = 1
const random = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed % below
}

const noise = (size: number): Buffer => Buffer.from(Array.from({ length: size }, () => random(256)))

function answersTo(question: Buffer): readonly Buffer[] {
  if (kind === 'noise') return [0, 1, 20, 300, 60_000].map(noise)
  const altered = Buffer.from(question)
  altered[random(altered.length)] = random(256)
  return [
    question,
    question,
    question.subarray(0, random(question.length)),
    altered,
    Buffer.concat([question, question]),
  ]
}

for (const port of [161, 137]) {
  const socket = createSocket('udp4')
  socket.on('error', () => {})
  socket.on('message', (question, from) => {
    for (const answer of answersTo(question)) socket.send(answer, from.port, from.address)
  })
  socket.bind(port)
}
