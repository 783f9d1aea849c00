import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseProcStat, terminalName } from './parse-proc-stat.ts'

/** A line of /proc/<pid>/stat with the fields that are read. */
const line = (pid: number, comm: string, flags = 4_194_560): string =>
  `${pid} (${comm}) S 1 1 1 34816 -1 ${flags} 9 9 9 9 250 50 9 9 20 0 1 0 1200 51875840 4732 184467440737095 1 1\n`

describe('parseProcStat', () => {
  it('reads the fields that an inventory wants', () => {
    expect(parseProcStat(line(7, 'bash'))).toEqual({
      pid: 7,
      comm: 'bash',
      state: 'S',
      tty: 34_816,
      kernelThread: false,
      ticks: 300,
      start: 1200,
      vsize: 51_875_840,
      rss: 4732,
    })
  })

  it('knows threads of the kernel by their flag', () => {
    expect(parseProcStat(line(2, 'kthreadd', 2_129_984))?.kernelThread).toBe(true)
  })

  it('takes any program name', () => {
    fc.assert(
      fc.property(fc.nat(4_194_304), fc.string({ unit: 'binary', maxLength: 15 }), (pid, comm) => {
        expect(parseProcStat(line(pid, comm))).toMatchObject({ pid, comm, start: 1200 })
      }),
    )
  })

  it('is total: cut lines and rubbish are nothing', () => {
    const whole = line(7, 'a) S (b')
    for (let length = 0; length < 60; length++) expect(parseProcStat(whole.slice(0, length))).toBeUndefined()
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseProcStat(text)).toBeUndefined()
      }),
    )
  })
})

describe('terminalName', () => {
  it.each([
    [0, '?'],
    [0x0401, 'tty1'],
    [0x0440, 'ttyS0'],
    [0x0501, 'console'],
    [0x8800, 'pts/0'],
    [0x8903, 'pts/259'],
    [0xcc40, 'ttyAMA0'],
    [0xcc10, '?'],
    [0xe500, 'hvc0'],
    [0x0100, '?'],
  ])('%i is %s', (device, name) => {
    expect(terminalName(device)).toBe(name)
  })

  it('is total', () => {
    fc.assert(fc.property(fc.integer(), (device) => terminalName(device).length > 0))
  })
})
