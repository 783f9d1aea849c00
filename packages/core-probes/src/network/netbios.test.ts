import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nodeStatusRequest, readNodeStatus } from './netbios.ts'

interface Name {
  readonly name: string
  readonly suffix: number
  readonly group: boolean
}

/** A node status response (RFC 1002 §4.2.18). */
function response(id: number, names: readonly Name[], unit: readonly number[], questions = 0): Buffer {
  const name = Buffer.from(`\x20CK${'A'.repeat(30)}\0`, 'latin1')
  const head = Buffer.alloc(12)
  head.writeUInt16BE(id, 0)
  head.writeUInt16BE(0x8400, 2)
  head.writeUInt16BE(questions, 4)
  head.writeUInt16BE(1, 6)
  const asked = Array.from({ length: questions }, () => Buffer.concat([name, Buffer.from([0, 0x21, 0, 1])]))
  const rows = names.map((one) => {
    const row = Buffer.alloc(18, ' ')
    row.write(one.name, 0, 15, 'latin1')
    row[15] = one.suffix
    row.writeUInt16BE(one.group ? 0x8400 : 0x0400, 16)
    return row
  })
  const fixed = Buffer.from([0, 0x21, 0, 1, 0, 0, 0, 0, 0, 0, names.length])
  return Buffer.concat([head, ...asked, name, fixed, ...rows, Buffer.from(unit), Buffer.alloc(40)])
}

it('the question is that of the RFC', () => {
  expect(Buffer.from(nodeStatusRequest(0x1234)).toString('hex')).toBe(
    `12340000000100000000000020434b${'41'.repeat(30)}0000210001`,
  )
})

it('names, work group, user and unit id of an answer', () => {
  const names: readonly Name[] = [
    { name: 'PRINTSRV', suffix: 0x00, group: false },
    { name: 'OFFICE', suffix: 0x00, group: true },
    { name: 'IS~PRINTSRV', suffix: 0x00, group: false },
    { name: 'PRINTSRV', suffix: 0x03, group: false },
    { name: 'ANNA', suffix: 0x03, group: false },
    { name: 'PRINTSRV', suffix: 0x20, group: false },
    { name: '\x01\x02__MSBROWSE__\x02', suffix: 0x01, group: true },
  ]
  for (const questions of [0, 1])
    expect(readNodeStatus(response(7, names, [2, 0, 0x5e, 0, 0x53, 0xff], questions))).toEqual({
      id: 7,
      answer: { name: 'PRINTSRV', workgroup: 'OFFICE', user: 'ANNA', mac: '02:00:5e:00:53:ff' },
    })
  expect(readNodeStatus(response(8, [], [0, 0, 0, 0, 0, 0]))).toEqual({ id: 8, answer: {} })
})

it('control characters of a name are no part of it', () => {
  const names = [{ name: '\x1b[2JEVIL\x07', suffix: 0, group: false }]
  expect(readNodeStatus(response(1, names, [1, 2, 3, 4, 5, 6]))?.answer.name).toBe('[2JEVIL')
})

it('a question, an error, and another record are no answers', () => {
  expect(readNodeStatus(nodeStatusRequest(5))).toBeUndefined()
  const failed = response(5, [], [1, 2, 3, 4, 5, 6])
  failed.writeUInt16BE(0x8403, 2)
  expect(readNodeStatus(failed)).toBeUndefined()
  const other = response(5, [], [1, 2, 3, 4, 5, 6])
  other[12 + 34 + 1] = 0x20
  expect(readNodeStatus(other)).toBeUndefined()
})

it('a packet that is cut gives the names that are whole (property)', () => {
  const names = Array.from({ length: 20 }, (_, at) => ({ name: `NAME${at}`, suffix: 0, group: false }))
  const whole = response(9, names, [1, 2, 3, 4, 5, 6])
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length }), (length) => {
      const read = readNodeStatus(whole.subarray(0, length))
      if (read?.answer.name !== undefined) expect(read.answer.name).toMatch(/^NAME\d+$/)
      if (length < 12 + 34 + 11) expect(read).toBeUndefined()
    }),
  )
})

it('is total (property)', () => {
  const hostile = fc.uint8Array({ maxLength: 600 })
  fc.assert(fc.property(hostile, (bytes) => readNodeStatus(bytes) === undefined || true))
  fc.assert(
    fc.property(hostile, fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes, head) => {
      const packet = Buffer.concat([head, bytes])
      packet.writeUInt16BE(0x8000, 2)
      const read = readNodeStatus(packet)
      if (read) for (const text of Object.values(read.answer)) expect(text).not.toMatch(/[\0-\x1f\x7f-\x9f]/)
    }),
  )
})
