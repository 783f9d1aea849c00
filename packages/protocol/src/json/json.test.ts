import { schemaErrors } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admit } from '../model/admit.ts'
import { type Diagnostic, describe as inWords } from '../model/diagnostics.ts'
import type { Field, Fields, Schema } from '../model/kinds.ts'
import { schema } from '../model/table.ts'
import { readXml } from '../xml/read.ts'
import { writeInventory } from '../xml/write.ts'
import { jsonInventory, writeJson } from './write.ts'

const json = (content: Record<string, unknown>, diagnostics: Diagnostic[] = []) =>
  jsonInventory({ deviceid: 'lab1-2026-11-25-12-00-00', content: admit(content, () => {}) }, (found) =>
    diagnostics.push(found),
  )

describe('the JSON inventory', () => {
  it('has its envelope, in the order of names', () => {
    const text = writeJson(
      { deviceid: 'lab1', tag: 'lab', content: { VERSIONCLIENT: 'FusionInventory-Inventory_v3.0.0' } },
      () => {},
      { partial: true },
    )
    expect(text).toBe(`{
  "action": "inventory",
  "content": {
    "versionclient": "FusionInventory-Inventory_v3.0.0"
  },
  "deviceid": "lab1",
  "itemtype": "Computer",
  "partial": true,
  "tag": "lab"
}
`)
  })

  it('says who made it, whatever the content', () => {
    expect(json({}).content).toEqual({ versionclient: 'FusionInventory' })
  })

  it.each<[section: string, entry: Record<string, unknown>, expected: Record<string, unknown> | undefined]>([
    [
      'CPUS',
      { MODEL: 142, CORE: '4', SPEED: 2400, CACHE: 512, ARCH: 'AArch64' },
      { arch: 'aarch64', model: '142', core: 4, speed: 2400, cache: '512' },
    ],
    ['CPUS', { NAME: 'z15', ARCH: 's390x' }, { name: 'z15' }],
    [
      'NETWORKS',
      { DESCRIPTION: 'eth0', STATUS: 'Up', MACADDR: '0:1:2:3:4:5', SPEED: 1000, VIRTUALDEV: 0 },
      { description: 'eth0', status: 'up', mac: '00:01:02:03:04:05', speed: '1000', virtualdev: false },
    ],
    ['NETWORKS', { DESCRIPTION: 'bmc', MANAGEMENT: 'iLO', TYPE: 'tunnel' }, { description: 'bmc', management: true }],
    ['NETWORKS', { MACADDR: '00:01:02:03:04:05' }, undefined],
    [
      'POWERSUPPLIES',
      { NAME: 'PS1', PLUGGED: 'No', HOTREPLACEABLE: 'Yes' },
      { name: 'PS1', plugged: false, hotreplaceable: true },
    ],
    ['STORAGES', { NAME: 'sda', SERIAL: 'S1', INTERFACE: 'sata' }, { name: 'sda', serial: 'S1', interface: 'SATA' }],
    ['SOFTWARES', { NAME: 'a', INSTALLDATE: '31/12/2024' }, { name: 'a', install_date: '2024-12-31' }],
    ['SOFTWARES', { NAME: 'a', INSTALLDATE: '12/31/2024' }, { name: 'a', install_date: '2024-12-31' }],
    ['SOFTWARES', { NAME: 'a', INSTALLDATE: '31/02/2024' }, { name: 'a' }],
    ['BATTERIES', { SERIAL: '1', DATE: '2024-05-17' }, { serial: '1', date: '2024-05-17' }],
    [
      'PROCESSES',
      { CMD: 'init', PID: 1, USER: 'root', STARTED: '2024-05-17 08:30' },
      { cmd: 'init', pid: 1, user: 'root', started: '2024-05-17 08:30:00' },
    ],
    ['VIRTUALMACHINES', { NAME: 'a', VMTYPE: 'QEMU', STATUS: 'asleep' }, { name: 'a', vmtype: 'qemu' }],
    ['VIRTUALMACHINES', { NAME: 'a' }, undefined],
    ['LOCAL_GROUPS', { ID: 4, NAME: 'adm', MEMBER: ['a', 'b'] }, { id: '4', name: 'adm', members: ['a', 'b'] }],
    ['ENVS', { KEY: 'EMPTY', VAL: '' }, { key: 'EMPTY', val: '' }],
    ['ENVS', { KEY: 'EMPTY' }, { key: 'EMPTY', val: '' }],
    ['ENVS', { VAL: 'x' }, undefined],
    ['VIDEOS', { NAME: 'card', PCIID: '8086:1234' }, { name: 'card' }],
    ['MODEMS', { NAME: 'm', IMEI: ['1', '2'] }, { name: 'm', imei: ['1', '2'] }],
    [
      'DATABASES_SERVICES',
      { NAME: 'main', VERSION: 8, IS_ACTIVE: 1, DATABASES: [{ NAME: 'a', SIZE: 3 }, { SIZE: 4 }] },
      { name: 'main', version: '8', is_active: true, databases: [{ name: 'a', size: 3 }] },
    ],
  ])('%s %j is %j', (section, entry, expected) => {
    const key = (schema as Schema)[section]?.json ?? ''
    const document = json({ [section]: [entry] })
    expect(document.content[key]).toEqual(expected && [expected])
    expect(schemaErrors(document)).toEqual([])
  })

  it('a date of the firmware begins with its month; the duration is that of the program', () => {
    const document = json({
      BIOS: { BDATE: '02/03/2021' },
      HARDWARE: { NAME: 'lab1', ETIME: 2, CHECKSUM: 131071 },
      VERSIONPROVIDER: { NAME: 'FusionInventory' },
      OPERATINGSYSTEM: { NAME: 'Debian', BOOT_TIME: '2024-05-17T08:30:01', TIMEZONE: { NAME: 'UTC' } },
      ACCOUNTINFO: [{ KEYNAME: 'TAG', KEYVALUE: 'lab' }],
    })
    expect(document.content).toEqual({
      bios: { bdate: '2021-02-03' },
      hardware: { name: 'lab1' },
      operatingsystem: { name: 'Debian', boot_time: '2024-05-17 08:30:01' },
      versionclient: 'FusionInventory',
      versionprovider: { name: 'FusionInventory', etime: 2 },
    })
  })

  it('tells what it leaves out', () => {
    const found: Diagnostic[] = []
    json({ SOFTWARES: [{ NAME: 'a', INSTALLDATE: 'last year' }, { VERSION: '1' }] }, found)
    expect(found.map(inWords)).toEqual([
      'SOFTWARES[0]/INSTALLDATE "last year": has no form in JSON, dropped',
      'SOFTWARES[1]/NAME: is missing, and JSON requires it, entry dropped',
    ])
  })

  it('keeps sections of the user, and names in lower case', () => {
    const content = admit({ X_RACK: [{ ROW: 4, Units: ['1', '2'], EMPTY: '' }] }, () => {}, { customSections: true })
    expect(jsonInventory({ deviceid: 'd', content }, () => {}).content).toMatchObject({
      x_rack: [{ row: '4', units: ['1', '2'] }],
    })
  })
})

/** Anything that a probe or a file may put in a field. */
const anyValue = (field: Field): fc.Arbitrary<unknown> => {
  const nested: fc.Arbitrary<unknown> = field.fields ? anyEntry(field.fields) : fc.string()
  return fc.oneof(
    fc.constantFrom(...(field.values ?? ['', 'x'])),
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.tuple(fc.nat(40), fc.nat(40), fc.nat(9999)).map((parts) => parts.join('/')),
    fc.ipV4(),
    nested,
    fc.array(nested, { maxLength: 3 }),
    fc.constantFrom(undefined, null, 'Yes', 'No', '0', 'N/A', '9'.repeat(30)),
  )
}
const anyEntry = (fields: Fields): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, anyValue(field)])), {
    requiredKeys: [],
  })
const anyContent = fc.record(
  Object.fromEntries(
    Object.entries(schema as Schema).map(([name, section]) => [
      name,
      fc.oneof(fc.array(anyEntry(section.fields), { maxLength: 2 }), anyEntry(section.fields), fc.string()),
    ]),
  ),
  { requiredKeys: [] },
)

describe('whatever the content', () => {
  it('the document fits our schema and the one of the servers; as XML it is well-formed', () => {
    fc.assert(
      fc.property(anyContent, fc.string(), (content, deviceid) => {
        const inventory = { deviceid, content: admit(content, () => {}) }
        const document: unknown = JSON.parse(writeJson(inventory, () => {}))
        expect(schemaErrors(document)).toEqual([])
        expect(readXml(writeInventory(inventory)).name).toBe('REQUEST')
      }),
      { numRuns: 200 },
    )
  })

  it('even where it was not admitted, nothing throws', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        expect(() => writeJson({ deviceid: 'd', content: content as never }, () => {})).not.toThrow()
      }),
    )
  })
})
