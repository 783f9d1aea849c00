import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identify } from '../identify/index.ts'
import { parseDevices } from './parse-device.ts'
import { device, kind } from './test-device.ts'

const parse = (json: unknown) => parseDevices(JSON.stringify(json), 'acme.json')

describe('a device of the user', () => {
  it('says by data where its values stand', async () => {
    const { devices, problems } = parse({
      name: 'acme',
      match: [{ object: '.1.3.6.1.4.1.99999' }],
      type: 'NETWORKING',
      manufacturer: 'Acme',
      model: { oid: '1.3.6.1.2.1.1.1.0', pattern: '^Acme (\\S+)' },
      serial: ['1.3.6.1.4.1.99999.1.9.0', '1.3.6.1.4.1.99999.1.1.0'],
      firmware: '1.3.6.1.4.1.99999.1.2.0',
      mac: '1.3.6.1.4.1.99999.1.3.0',
      hostname: 'printer-of-the-hall',
      firmwares: [{ name: 'Acme boot', type: 'boot', version: '1.3.6.1.4.1.99999.1.4.0' }],
    })
    expect(problems).toEqual([])
    const found = await identify(
      device({
        ...kind('99999.7', 'Acme X-1000 rev 2'),
        'e.99999.1.1.0': 'SN1',
        'e.99999.1.2.0': '2.0.1',
        'e.99999.1.3.0': '00-00-5E-00-53-01',
        'e.99999.1.4.0': 'b7',
      }),
      { devices },
    )
    expect(found).toMatchObject({
      type: 'NETWORKING',
      manufacturer: 'Acme',
      model: 'X-1000',
      serial: 'SN1',
      firmware: '2.0.1',
      mac: '00:00:5e:00:53:01',
      name: 'printer-of-the-hall',
    })
    expect(found.firmwares).toContainEqual({
      NAME: 'Acme boot',
      DESCRIPTION: 'Acme boot firmware',
      TYPE: 'boot',
      VERSION: 'b7',
      MANUFACTURER: 'Acme',
    })
  })

  it('is chosen by sysDescr, by an instance and its value, or by a MIB that is implemented', async () => {
    const of = async (match: object, answers: Readonly<Record<string, string | number>>) => {
      const { devices } = parse({ name: 'own', match: [match], model: 'Mine' })
      return (await identify(device({ ...kind('8072.3.2.10', 'Linux acme'), ...answers }), { devices })).model
    }
    expect(await of({ description: 'acme$' }, {})).toBe('Mine')
    expect(await of({ instance: '1.3.6.1.4.1.99999.1.0' }, { 'e.99999.1.0': 'x' })).toBe('Mine')
    expect(await of({ instance: '1.3.6.1.4.1.99999.1.0', value: '^y' }, { 'e.99999.1.0': 'x' })).toBe('Linux')
    expect(await of({ resource: '1.3.6.1.4.1.99999' }, { '1.3.6.1.2.1.1.9.1.2.1': '6|1.3.6.1.4.1.99999.3' })).toBe(
      'Mine',
    )
    expect(await of({ resource: '1.3.6.1.4.1.99999' }, {})).toBe('Linux')
  })

  it('can be switched off', () => {
    expect(parse({ name: 'off', disabled: true, match: [{ description: 'x' }] })).toEqual({ devices: [], problems: [] })
  })
})

describe('what is wrong is told in one line', () => {
  it.each([
    [[], []],
    ['x', ['acme.json: a device is an object: { "name": ..., "match": [...] }']],
    [{ match: [] }, ['acme.json: name: give the device a name']],
    [{ name: 'a' }, ['acme.json: match 1: say what to match: { "object": "1.3.6.1.4.1.99999" }']],
    [{ name: 'a', match: [{ object: 'x' }] }, [expect.stringContaining('acme.json: match 1.object: "x" is no OID')]],
    [{ name: 'a', match: [{ object: '1.3' }], modell: '1' }, [expect.stringContaining('unknown key "modell"')]],
    [
      { name: 'a', match: [{ description: '(' }] },
      [expect.stringContaining('acme.json: match 1.description: Invalid regular expression')],
    ],
    [
      { name: 'a', match: [{ object: '1.3' }], type: 'ROUTER' },
      [expect.stringContaining('"ROUTER" is none of COMPUTER')],
    ],
    [{ name: 'a', match: [{ object: '1.3' }], model: 7 }, [expect.stringContaining('model: an OID, a text')]],
    [[{ name: 'a', match: [{ object: '1.3' }] }, {}], ['acme.json: device 2: name: give the device a name']],
  ])('%j', (json, expected) => {
    expect(parse(json).problems).toEqual(expected)
  })

  it('and the right ones stay', () => {
    expect(parse([{ name: 'a', match: [{ object: '1.3' }] }, {}]).devices.map(({ name }) => name)).toEqual(['a'])
    expect(parseDevices('{', 'acme.json').problems).toEqual([expect.stringMatching(/^acme\.json: no JSON: .*$/)])
  })

  it('for any JSON', () => {
    const keys = fc.constantFrom('name', 'match', 'model', 'object', 'oid', 'pattern', 'firmwares', 'type', 'version')
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.array(tie('tree')),
        fc.dictionary(keys, tie('tree')),
      ),
    }))
    fc.assert(
      fc.property(tree, (json) => {
        const { devices, problems } = parseDevices(JSON.stringify(json) ?? '', 'f')
        for (const problem of problems) expect(problem).toMatch(/^f: .+$/)
        for (const one of devices) expect(one.match.length).toBeGreaterThan(0)
      }),
    )
  })
})
