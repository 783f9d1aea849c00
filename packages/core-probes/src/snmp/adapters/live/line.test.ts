import { beforeEach, describe, expect, it } from 'vitest'
import { Line, Lines, type Peer } from './line.ts'

const peer = { address: '192.0.2.1', port: 161 }
const octet = (...bytes: readonly number[]): Buffer => Buffer.from(bytes)
const part = (tag: number, ...content: readonly Buffer[]): Buffer => {
  const inner = Buffer.concat(content)
  return Buffer.concat([octet(tag, inner.length), inner])
}
const number = (value: number): Buffer => part(2, octet(value))
const text = (value: string): Buffer => part(4, Buffer.from(value))
const pdu = (tag: number, id: number): Buffer => part(tag, number(id), number(0), number(0), part(0x30))

/** v2c. */
const community = (id: number, { name = 'public', tag = 0xa2, version = 1 } = {}): Buffer =>
  part(0x30, number(version), text(name), pdu(tag, id))
/** v3; an encrypted one is bytes for who has no key. */
const secured = (id: number, flags: number, tag = 0xa2): Buffer => {
  const security = part(4, part(0x30, text('engine'), number(1), number(1), text('user'), text(''), text('')))
  const global = part(0x30, number(id), number(100), part(4, octet(flags)), number(3))
  const data = flags & 2 ? text('encrypted') : part(0x30, text('engine'), text(''), pdu(tag, 1))
  return part(0x30, number(3), global, security, data)
}

let lines: Lines
let sent: Buffer[]
let taken: Buffer[]
function lineTo(to: Peer): Line {
  const line = new Line(to, (bytes) => sent.push(Buffer.from(bytes)), lines)
  line.on('message', (bytes: Buffer) => taken.push(bytes))
  line.begin()
  return line
}
const ask = (line: Line, bytes: Buffer): void => line.send(bytes, 0, bytes.length, 0, '', () => {})

beforeEach(() => {
  lines = new Lines()
  sent = []
  taken = []
})

describe('a line takes', () => {
  it('the answer to its question, once it asked and until it ends', () => {
    const line = lineTo(peer)
    lines.take(community(5), peer)
    expect(taken).toEqual([])
    ask(line, community(5, { tag: 0xa0 }))
    lines.take(community(5), peer)
    lines.take(community(6), peer)
    expect(taken).toEqual([community(5)])
    expect(line.bytes).toBe(2 * community(5).length)
    line.end()
    lines.take(community(5), peer)
    expect(taken).toHaveLength(1)
  })

  it.each([
    ['another community', community(5, { name: 'private' })],
    ['another version', community(5, { version: 0 })],
    ['a request', community(5, { tag: 0xa0 })],
    ['bytes behind it', Buffer.concat([community(5), octet(0)])],
  ])('nothing with %s', (_, answer) => {
    ask(lineTo(peer), community(5, { tag: 0xa0 }))
    lines.take(answer, peer)
    expect(taken).toEqual([])
  })

  it('an answer from elsewhere, but from one such place only', () => {
    const line = lineTo(peer)
    const [elsewhere, stranger] = [
      { address: '192.0.2.9', port: 1024 },
      { address: '192.0.2.66', port: 161 },
    ]
    ask(line, community(5, { tag: 0xa0 }))
    lines.take(community(5), elsewhere)
    ask(line, community(6, { tag: 0xa0 }))
    lines.take(community(6), stranger)
    expect(taken).toEqual([community(5)])
    lines.take(community(6), elsewhere)
    lines.take(community(6), peer)
    expect(taken).toHaveLength(3)
  })

  it('nothing from elsewhere where two devices were asked by the same id', () => {
    ask(lineTo(peer), community(5, { tag: 0xa0 }))
    ask(lineTo({ address: '192.0.2.2', port: 161 }), community(5, { tag: 0xa0 }))
    lines.take(community(5), { address: '192.0.2.9', port: 161 })
    expect(taken).toEqual([])
    lines.take(community(5), peer)
    expect(taken).toHaveLength(1)
  })

  it('an address however it is written', () => {
    ask(lineTo({ address: 'FE80:0:0::1%eth0', port: 161 }), community(5, { tag: 0xa0 }))
    lines.take(community(5), { address: 'fe80::1%2', port: 161 })
    expect(taken).toHaveLength(1)
  })

  it.each([
    ['clear', 0, 0xa2, false],
    ['authenticated, not encrypted', 1, 0xa2, false],
    ['a report in clear', 0, 0xa8, true],
    ['encrypted', 3, 0xa2, true],
  ])('of v3 what is as secure as the question: %s', (_, flags, tag, good) => {
    const line = lineTo(peer)
    ask(line, secured(5, 7))
    lines.take(secured(5, flags, tag), peer)
    expect([taken.length, line.insecure]).toEqual([good ? 1 : 0, !good])
  })
})

describe('a line', () => {
  it('survives what its listener does not', () => {
    const line = lineTo(peer)
    let told = ''
    line.failed = ({ message }) => {
      told = message
    }
    line.on('message', () => {
      throw new Error('cannot be decoded')
    })
    ask(line, community(5, { tag: 0xa0 }))
    lines.take(community(5), peer)
    expect(told).toBe('cannot be decoded')
  })

  it('does not ask without end where every answer asks for another question', () => {
    const line = lineTo(peer)
    expect(() => {
      for (let count = 0; count < 100; count++) ask(line, community(count, { tag: 0xa0 }))
    }).toThrow('too many messages')
    expect(sent.length).toBeLessThan(50)
    expect(line.messages).toBe(sent.length)
  })
})
