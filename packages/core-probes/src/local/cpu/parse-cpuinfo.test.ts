import fc from 'fast-check'
import { expect, test } from 'vitest'
import { familyOf } from './families.ts'
import { parseCpuinfo, parseCpuList, processorBlocks, speedIn } from './parse-cpuinfo.ts'

test('blocks are told apart by empty lines, keys are in lower case', () => {
  const blocks = parseCpuinfo('Processor : 0\nModel name\t: A  B\n\nHardware : BCM\nSerial : 0: 1\n')
  expect(blocks).toEqual([
    { processor: '0', 'model name': 'A B' },
    { hardware: 'BCM', serial: '0: 1' },
  ])
  expect(processorBlocks(blocks)).toHaveLength(1)
})

test('an old Arm kernel names the model and the first core by the same key', () => {
  const [block] = parseCpuinfo('Processor\t: ARMv7 Processor rev 2 (v7l)\nprocessor\t: 0\n')
  expect(block).toEqual({ processor: 'ARMv7 Processor rev 2 (v7l)' })
})

test('a key without a value says nothing', () => {
  expect(parseCpuinfo('processor : 0\npower management:\n')).toEqual([{ processor: '0' }])
})

test('no key spoils the map', () => {
  expect(Object.keys(parseCpuinfo('__proto__ : 1\nconstructor : 2\n')[0] ?? {})).toEqual(['__proto__', 'constructor'])
})

test('lists of CPUs', () => {
  expect(parseCpuList('0-2,8,10-11\n')).toEqual([0, 1, 2, 8, 10, 11])
  expect(parseCpuList('')).toEqual([])
  expect(parseCpuList('3-1')).toEqual([])
  expect(parseCpuList('0-99999').length).toBe(8192)
})

test('speeds', () => {
  expect(speedIn('Intel(R) Xeon(R) CPU E7520 @ 1.87GHz')).toBe(1870)
  expect(speedIn('2700.000000MHz')).toBe(2700)
  expect(speedIn('AMD EPYC 7742 64-Core Processor')).toBeUndefined()
  expect(speedIn(undefined)).toBeUndefined()
})

const line = fc.tuple(
  fc.constantFrom(
    'processor',
    'cpu',
    'physical id',
    'cpu cores',
    'siblings',
    'CPU implementer',
    'CPU part',
    'hart',
    'ncpus probed',
    'clock',
    'cpu MHz',
    'core id',
    'package',
    '# processors',
    'cpu model',
    'clocking',
  ),
  fc.oneof(fc.string(), fc.nat().map(String), fc.constantFrom('0x41', '0xd03', '0')),
)
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.oneof(
        line.map(([key, value]) => `${key} : ${value}\n`),
        fc.constant('\n'),
      ),
    )
    .map((lines) => lines.join('')),
)

test('any text, for any machine, gives entries without negative or broken numbers', () => {
  const machine = fc.constantFrom(
    undefined,
    'x86_64',
    'i686',
    'aarch64',
    'armv7l',
    'ppc64le',
    's390x',
    'sparc64',
    'mips64',
    'alpha',
    'm68k',
    'riscv64',
    'loongarch64',
  )
  fc.assert(
    fc.property(text, machine, fc.option(fc.string(), { nil: undefined }), (cpuinfo, name, more) => {
      const blocks = parseCpuinfo(cpuinfo)
      for (const { fields, threads } of familyOf(name, blocks)?.read(blocks, {
        machine: name,
        topology: new Map(),
        more,
      }) ?? []) {
        expect(threads).toBeGreaterThan(0)
        for (const value of [fields.CORE, fields.THREAD, fields.SPEED])
          if (value !== undefined) expect(Number(value)).toBeGreaterThan(0)
      }
    }),
    { examples: [['# processors : 0\n', undefined, undefined]] },
  )
})

test('CPU lists are total', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9,-]{0,40}$/)), (list) => {
      expect(parseCpuList(list).every((cpu) => Number.isInteger(cpu) && cpu >= 0)).toBe(true)
    }),
  )
})
