import { describe, expect, it } from 'vitest'
import { parseReply } from './reply.ts'
import { listOf, type ReplyMap, textOf } from './reply-map.ts'

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('parseReply', () => {
  it('takes attributes and children for the same', () => {
    const asAttributes =
      '<REPLY><OPTION><NAME>X</NAME><PARAM PID="7" TIMEOUT="1"/><RANGEIP ID="1" IPSTART="10.0.0.1"/></OPTION></REPLY>'
    const asChildren =
      '<REPLY><OPTION NAME="X"><PARAM><PID>7</PID><TIMEOUT>1</TIMEOUT></PARAM><RANGEIP><ID>1</ID><IPSTART>10.0.0.1</IPSTART></RANGEIP></OPTION></REPLY>'
    const expected = [{ NAME: 'X', PARAM: [{ PID: '7', TIMEOUT: '1' }], RANGEIP: [{ ID: '1', IPSTART: '10.0.0.1' }] }]
    expect(plain(parseReply(asAttributes).options)).toEqual(expected)
    expect(plain(parseReply(asChildren).options)).toEqual(expected)
  })

  it('keeps text beside attributes as content, and lists as lists', () => {
    const { options } = parseReply(
      '<REPLY><OPTION><NAME>REGISTRY</NAME><PARAM NAME="All" REGTREE="1">*</PARAM></OPTION><OPTION><NAME>IPDISCOVER</NAME><PARAM>192.0.2.0</PARAM></OPTION></REPLY>',
    )
    expect(plain(options)).toEqual([
      { NAME: 'REGISTRY', PARAM: [{ NAME: 'All', REGTREE: '1', content: '*' }] },
      { NAME: 'IPDISCOVER', PARAM: [{ content: '192.0.2.0' }] },
    ])
  })

  it('makes a list of what is repeated', () => {
    expect(plain(parseReply('<REPLY><A>1</A><A B="2"/><C/></REPLY>').map)).toEqual({ A: ['1', { B: '2' }], C: '' })
  })

  it('reads what agents use', () => {
    const reply = parseReply('<REPLY RESPONSE="SEND"><PROLOG_FREQ> 1.5 </PROLOG_FREQ></REPLY>')
    expect(reply).toMatchObject({ response: 'SEND', prologFreq: 1.5 })
    expect(parseReply('<REPLY><ERROR/></REPLY>').error).toBe('')
    expect(parseReply('<REPLY><ERROR><![CDATA[a <b>]]></ERROR></REPLY>').error).toBe('a <b>')
  })

  it.each(['0', '-1', '8761', '1e3', 'x', '', 'Infinity', '1.'])('PROLOG_FREQ %j is none', (text) => {
    expect(parseReply(`<REPLY><PROLOG_FREQ>${text}</PROLOG_FREQ></REPLY>`).prologFreq).toBeUndefined()
  })

  it('S-3: names from outside reach no prototype', () => {
    const { map } = parseReply('<REPLY __proto__="x"><constructor>y</constructor><OPTION __proto__="z"/></REPLY>')
    expect(Object.getPrototypeOf(map)).toBeNull()
    expect(({} as Record<string, unknown>).x).toBeUndefined()
    expect(Object.keys(map).sort()).toEqual(['OPTION', '__proto__', 'constructor'])
    expect(parseReply('<REPLY/>').map.toString).toBeUndefined()
  })
})

it('gives lists and texts of a map', () => {
  const map: ReplyMap = parseReply('<REPLY><A>1</A><A>2</A><B X="3">4</B><C/></REPLY>').map
  expect(plain(listOf(map, 'A'))).toEqual([{ content: '1' }, { content: '2' }])
  expect(plain(listOf(map, 'B'))).toEqual([{ X: '3', content: '4' }])
  expect(listOf(map, 'D')).toEqual([])
  expect(['A', 'B', 'C', 'D'].map((name) => textOf(map, name))).toEqual(['1', '4', '', undefined])
})
