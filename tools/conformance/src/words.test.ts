import { describe, expect, it } from 'vitest'
import { callsOf, fill, words } from './words.ts'

const plain = { params: {} }

describe('words', () => {
  it('splits as a shell does, expanding nothing', () => {
    expect(words(`lsdev -Cc disk -F 'name:description'`)).toEqual(['lsdev', '-Cc', 'disk', '-F', 'name:description'])
    expect(words(`"/Library/A B/cytool" info`)).toEqual(['/Library/A B/cytool', 'info'])
    expect(words(`rpm '%{NAME}\\t$x' "a\\"b" c\\ d ''`)).toEqual(['rpm', '%{NAME}\\t$x', 'a"b', 'c d', ''])
  })

  it('keeps a quote without its end', () => {
    expect(words(`it's so`)).toEqual([`it's`, 'so'])
  })
})

describe('callsOf', () => {
  it('takes what is before a pipe as input', () => {
    expect(callsOf(`echo 'sc product mem;il'| /usr/sbin/cstm`, plain)).toEqual([
      { argv: ['/usr/sbin/cstm'], stdin: 'sc product mem;il\n' },
    ])
  })

  it('makes a call of each part of a chain', () => {
    expect(callsOf('/opt/a version && /opt/a status', plain).map(({ argv }) => argv)).toEqual([
      ['/opt/a', 'version'],
      ['/opt/a', 'status'],
    ])
  })

  it('fills placeholders in, by the parameters of the case first', () => {
    expect(callsOf('smartctl -i <device>', plain)[0]?.argv).toEqual(['smartctl', '-i', '/dev/sda'])
    expect(callsOf('virsh dumpxml <name>', { params: { name: 'guest' } })[0]?.argv.at(-1)).toBe('guest')
    expect(fill('<Adobe cache.db>', plain)).toBeUndefined()
  })
})
