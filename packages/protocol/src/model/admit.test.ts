import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readXml } from '../xml/read.ts'
import { writeInventory } from '../xml/write.ts'
import { type AdmitOptions, admit } from './admit.ts'
import { type Diagnostic, describe as say } from './diagnostics.ts'
import { isPlaceholder } from './placeholder.ts'
import { schema } from './table.ts'

const run = (content: unknown, options?: AdmitOptions) => {
  const log: Diagnostic[] = []
  return { content: admit(content, (diagnostic) => log.push(diagnostic), options), log }
}
/** A field alone in its section. */
const field = (section: string, name: string, value: unknown) => {
  const { content, log } = run({ [section]: { [name]: value } })
  const found = (content as Record<string, unknown>)[section]
  const entry = (Array.isArray(found) ? found[0] : found) as Record<string, unknown> | undefined
  return [entry?.[name], ...log.filter(({ code }) => code !== 'empty-entry').map(({ code }) => code)]
}

describe('kinds', () => {
  it.each([
    ['SOFTWARES', 'NAME', 'a\x01b\nc', ['ab c']],
    ['SOFTWARES', 'NAME', 12, ['12']],
    ['SOFTWARES', 'NAME', '', [undefined]],
    ['SOFTWARES', 'NAME', {}, [undefined, 'bad-value']],
    ['SOFTWARES', 'NAME', ['first', 'second'], ['first', 'list-for-one']],
    ['SOFTWARES', 'NAME', undefined, [undefined]],
    ['SOFTWARES', 'NAME', null, [undefined]],
    ['CPUS', 'SPEED', '2400', [2400]],
    ['CPUS', 'SPEED', 2400.9, [2400]],
    ['CPUS', 'SPEED', '1.9', [1]],
    ['CPUS', 'SPEED', -1, [undefined, 'bad-value']],
    ['CPUS', 'SPEED', Number.NaN, [undefined, 'bad-value']],
    ['CPUS', 'SPEED', 'fast', [undefined, 'bad-value']],
    ['CPUS', 'SPEED', '', [undefined]],
    ['CPUS', 'SPEED', 12n, [12]],
    ['SOFTWARES', 'FILESIZE', '0123456789012345678901', ['123456789012345678901']],
    ['CPUS', 'SERIAL', 'To Be Filled By O.E.M.', [undefined, 'placeholder']],
    ['CPUS', 'SERIAL', 'X1', ['X1']],
    ['NETWORKS', 'VIRTUALDEV', true, [1]],
    ['NETWORKS', 'VIRTUALDEV', 'No', [0]],
    ['NETWORKS', 'VIRTUALDEV', 'perhaps', [undefined, 'bad-value']],
    ['POWERSUPPLIES', 'PLUGGED', false, ['No']],
    ['POWERSUPPLIES', 'PLUGGED', 1, ['Yes']],
    ['NETWORKS', 'MACADDR', '00-1A-2B-3C-4D-5E', ['00:1a:2b:3c:4d:5e']],
    ['NETWORKS', 'MACADDR', '001A2B3C4D5E', ['00:1a:2b:3c:4d:5e']],
    ['NETWORKS', 'MACADDR', '0x001A2B3C4D5E', ['00:1a:2b:3c:4d:5e']],
    ['NETWORKS', 'MACADDR', '0:3:ba:1:2:3', ['00:03:ba:01:02:03']],
    ['NETWORKS', 'MACADDR', 'none', [undefined, 'bad-value']],
    ['NETWORKS', 'IPADDRESS', '192.0.2.1', ['192.0.2.1']],
    ['NETWORKS', 'IPADDRESS', '192.0.2.300', [undefined, 'bad-value']],
    ['NETWORKS', 'IPADDRESS6', 'fe80::1%eth0', ['fe80::1']],
    ['NETWORKS', 'IPDHCP', 'No', [undefined, 'bad-value']],
    ['NETWORKS', 'TYPE', 'ethernet', ['ethernet']],
    ['NETWORKS', 'STATUS', 'up', ['up']],
    ['NETWORKS', 'TYPE', 'carrier pigeon', ['carrier pigeon', 'odd-value']],
    ['CPUS', 'ARCH', 'armv7l', ['armv7l']],
    ['CPUS', 'ARCH', 'riscv64', ['riscv64', 'odd-value']],
    ['SOFTWARES', 'INSTALLDATE', '24/12/2025', ['24/12/2025']],
    ['SOFTWARES', 'INSTALLDATE', 'yesterday', ['yesterday', 'odd-value']],
    ['BIOS', 'BDATE', '12/24/2025', ['12/24/2025']],
    ['ACCESSLOG', 'LOGDATE', '2026-01-02 03:04:05', ['2026-01-02 03:04:05']],
    ['LOCAL_GROUPS', 'MEMBER', ['ann\0', undefined, 'bob', {}], [['ann', 'bob'], 'bad-value']],
    ['LOCAL_GROUPS', 'MEMBER', 'ann', [['ann']]],
    ['LOCAL_GROUPS', 'MEMBER', [], [undefined]],
    ['OPERATINGSYSTEM', 'TIMEZONE', { NAME: 'UTC\n', X: 1 }, [{ NAME: 'UTC' }, 'unknown-field']],
    ['OPERATINGSYSTEM', 'TIMEZONE', 'UTC', [undefined, 'bad-value']],
    ['RUDDER', 'AGENT', { OWNER: 'root' }, [[{ OWNER: 'root' }]]],
    ['RUDDER', 'SERVER_ROLES', { SERVER_ROLE: ['a', 'b'] }, [{ SERVER_ROLE: ['a', 'b'] }]],
  ])('%s/%s of %o', (section, name, value, expected) => {
    expect(field(section, name, value)).toEqual(expected)
  })
})

test('unknown sections and fields are told, and nothing else is lost', () => {
  const { content, log } = run({
    NONSENSE: [{ A: 1 }],
    __proto__: { a: 1 },
    constructor: [{ A: 1 }],
    CPUS: [{ NAME: 'x', toString: 'no', COLOUR: 'red' }],
  })
  expect(content).toEqual({ CPUS: [{ NAME: 'x' }] })
  expect(log.map(say)).toEqual([
    'NONSENSE: unknown section, skipped',
    'constructor: unknown section, skipped',
    'unknown field toString for section CPUS',
    'unknown field COLOUR for section CPUS',
  ])
})

test('single sections are one, list sections are lists', () => {
  const { content, log } = run({
    BIOS: [{ SSN: 'S1' }, { SSN: 'S2' }],
    CPUS: { NAME: 'x' },
    SOUNDS: [{}, { NAME: 'y' }, 'z'],
    VERSIONCLIENT: 'v\n1',
    MODEMS: [],
    PORTS: null,
  })
  expect(content).toEqual({ BIOS: { SSN: 'S1' }, CPUS: [{ NAME: 'x' }], SOUNDS: [{ NAME: 'y' }], VERSIONCLIENT: 'v 1' })
  expect(log.map(({ code, section, index }) => [code, section, index])).toEqual([
    ['list-for-one', 'BIOS', undefined],
    ['empty-entry', 'SOUNDS', 0],
    ['wrong-shape', 'SOUNDS', 2],
    ['empty-entry', 'SOUNDS', 2],
  ])
})

test('HARDWARE keeps zeros and no empty texts', () => {
  expect(run({ HARDWARE: { SWAP: 0, NAME: '', WORKGROUP: 'w' } }).content).toEqual({
    HARDWARE: { SWAP: 0, WORKGROUP: 'w' },
  })
})

test('a disk has the serial number that servers look for', () => {
  expect(
    run({ STORAGES: [{ SERIAL: 'A' }, { SERIAL: 'A', SERIALNUMBER: 'B' }, { NAME: 'sdc' }] }).content.STORAGES,
  ).toEqual([{ SERIAL: 'A', SERIALNUMBER: 'A' }, { SERIAL: 'A', SERIALNUMBER: 'B' }, { NAME: 'sdc' }])
})

test('sections of the user are kept when asked, fit for XML', () => {
  const found = {
    MINE: [{ A: 'x\0', 'not a name': 1, B: { C: [1, true, null, () => 0] } }],
    '<x>': 1,
    CPUS: [{ NAME: 'n' }],
  }
  const { content, log } = run(found, { customSections: true })
  expect(content).toEqual({ MINE: [{ A: 'x', B: { C: ['1', '1'] } }], CPUS: [{ NAME: 'n' }] })
  expect(log.map(({ code, field }) => [code, field])).toEqual([
    ['bad-name', 'not a name'],
    ['bad-value', 'B/C'],
    ['bad-value', 'B/C'],
    ['bad-name', undefined],
  ])
})

test('diagnostics are one line, whatever the value', () => {
  const line = say({
    code: 'bad-value',
    section: 'NETWORKS',
    index: 2,
    field: 'MACADDR',
    value: `x\n${'y'.repeat(200)}`,
  })
  expect(line).toBe(`NETWORKS[2]/MACADDR "x ${'y'.repeat(78)}...": not a value of its kind, dropped`)
})

/** Objects that look like content, filled with anything. */
const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true })
const names = Object.keys(schema)
const likeContent = fc.dictionary(
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, fc.string()),
  fc.oneof(
    anything,
    fc.array(
      fc.dictionary(
        fc.constantFrom(
          'NAME',
          'SERIAL',
          'SSN',
          'UUID',
          'MEMBER',
          'TIMEZONE',
          'IPADDRESS',
          'MACADDR',
          'AGENT',
          'SPEED',
          'MEMORY',
          'X',
        ),
        fc.oneof(anything, fc.string({ unit: 'binary' }), fc.constantFrom('Unknown', '0000', 'Default string')),
      ),
    ),
  ),
)

test('admits anything, once and for all, as content of a valid document without placeholders', () => {
  fc.assert(
    fc.property(fc.oneof(anything, likeContent), fc.boolean(), (found, customSections) => {
      const { content, log } = run(found, { customSections })
      for (const diagnostic of log) expect(say(diagnostic)).not.toContain('\n')
      expect(run(content, { customSections })).toMatchObject({ content })
      readXml(writeInventory({ deviceid: 'x', content }))
      const machine = content.BIOS?.SSN ?? content.HARDWARE?.UUID ?? ''
      expect(machine !== '' && isPlaceholder(machine)).toBe(false)
    }),
    { numRuns: 500 },
  )
})
