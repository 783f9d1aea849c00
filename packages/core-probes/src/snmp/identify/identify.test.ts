import { describe, expect, it } from 'vitest'
import { type Answers, counted, device, kind } from '../devices/test-device.ts'
import { discovered, identify } from './index.ts'

const mib2 = '1.3.6.1.2.1'
const entity = `${mib2}.47.1.1.1.1`
const other = kind('99999.1')

/** entPhysical rows: containedIn, class, serial number, model. */
const parts = (rows: Readonly<Record<number, readonly [number, number, string, string]>>): Answers =>
  Object.fromEntries(
    Object.entries(rows).flatMap(([row, [parent, of, serial, model]]) => [
      [`${entity}.4.${row}`, parent],
      [`${entity}.5.${row}`, of],
      [`${entity}.11.${row}`, serial],
      [`${entity}.13.${row}`, model],
    ]),
  )

const identified = async (answers: Answers, options = {}) => identify(device(answers), options)

describe('the system group', () => {
  it('names the device', async () => {
    const found = await identified({
      ...other,
      [`${mib2}.1.3.0`]: '67|8640612',
      [`${mib2}.1.4.0`]: ' Jane  Doe ',
      [`${mib2}.1.5.0`]: 'core-1',
      [`${mib2}.1.6.0`]: 'Rack 3',
    })
    expect(discovered(found)).toMatchObject({
      DESCRIPTION: 'A device',
      UPTIME: '1 day, 00:00:06.12',
      CONTACT: 'Jane Doe',
      SNMPHOSTNAME: 'core-1',
      LOCATION: 'Rack 3',
    })
    expect(found.sources).toMatchObject({ name: `${mib2}.1.5.0`, description: `${mib2}.1.1.0` })
  })

  it('does not repeat what net-snmp says until somebody configures it', async () => {
    const found = await identified({
      ...other,
      [`${mib2}.1.4.0`]: 'Root <root@localhost> (configure /etc/snmp/snmp.local.conf)',
      [`${mib2}.1.6.0`]: 'Unknown (edit /etc/snmp/snmpd.conf)',
    })
    expect(found.contact).toBeUndefined()
    expect(found.location).toBeUndefined()
  })

  it('is required, or something else that devices have', async () => {
    await expect(identified({ [`${mib2}.99.1.0`]: 'x' })).rejects.toMatchObject({ code: 'missing' })
  })

  it('takes sysObjectID as text too', async () => {
    const found = await identified({ [`${mib2}.1.1.0`]: 'PDU', [`${mib2}.1.2.0`]: '.1.3.6.1.4.1.318.1.3.4.5' })
    expect(found).toMatchObject({ objectId: '1.3.6.1.4.1.318.1.3.4.5', manufacturer: 'APC' })
  })
})

describe('the ENTITY tree', () => {
  it('gives model and serial number of its root rather than of the first row', async () => {
    const found = await identified({
      ...other,
      ...parts({ 1: [9, 6, 'PSU-1', 'PSU-350'], 2: [9, 9, 'CARD-1', 'CARD'], 9: [0, 3, 'BOX-1', 'BOX-9000'] }),
    })
    expect(found).toMatchObject({ serial: 'BOX-1', model: 'BOX-9000' })
    expect(found.sources).toMatchObject({ serial: `ENTITY-MIB: ${entity}.11.9`, model: `ENTITY-MIB: ${entity}.13.9` })
  })

  it('gives those of the first chassis of a stack', async () => {
    const found = await identified({
      ...other,
      ...parts({ 1: [0, 11, '', 'STACK'], 1001: [1, 3, 'MEMBER-1', 'M-24'], 2001: [1, 3, 'MEMBER-2', 'M-24'] }),
    })
    expect(found).toMatchObject({ serial: 'MEMBER-1', model: 'M-24' })
  })

  it('orders rows arc by arc, and skips placeholders', async () => {
    const found = await identified({
      ...other,
      ...parts({ 10: [2, 9, 'TEN', 'MODEL-10'], 2: [3, 9, 'N/A', 'Unknown'] }),
    })
    expect(found).toMatchObject({ serial: 'TEN', model: 'MODEL-10' })
  })

  it('counts more than what sysDescr, a table of products or a last resort says', async () => {
    const found = await identified({
      ...kind('171.10.1', 'DGS-1250-28X Gigabit Switch'),
      '1.3.6.1.4.1.171.12.11.1.9.4.1.17.1': 'UNIT-1',
      ...parts({ 7: [0, 3, 'BOX-1', 'DGS-1250-28XMP'] }),
    })
    expect(found).toMatchObject({ serial: 'BOX-1', model: 'DGS-1250-28XMP' })
  })

  it('is not walked where its first row is the device', async () => {
    const session = counted(
      device({
        ...other,
        ...parts({ 1: [0, 3, 'S1', 'M1'] }),
        [`${entity}.10.1`]: '1.2.3',
        [`${mib2}.17.1.1.0`]: '4x|00005e005301',
      }),
    )
    expect(await identify(session)).toMatchObject({
      serial: 'S1',
      model: 'M1',
      firmware: '1.2.3',
      mac: '00:00:5e:00:53:01',
    })
    expect(session.asked.roots.filter((root) => root.startsWith(entity) || root.startsWith(`${mib2}.2.2`))).toEqual([])
    expect(session.asked.calls).toBeLessThanOrEqual(4)
  })
})

describe('requests', () => {
  it('are few, whatever there is', async () => {
    for (const arcs of ['9.1.1208', '14988.1', '8072.3.2.10', '674.10895.3028', '2435.2.3.9.1', '99999']) {
      const session = counted(device(kind(arcs)))
      await identify(session)
      expect(session.asked.calls, arcs).toBeLessThanOrEqual(7)
      expect(session.asked.oids.length, arcs).toBeLessThanOrEqual(80)
    }
  })
})

describe('type', () => {
  const ups: Answers = { ...other, [`${mib2}.33.1.1.1.0`]: 'Acme', [`${mib2}.33.1.1.2.0`]: 'UPS 3000' }

  it('of a UPS is NETWORKING for older servers, POWER where that is asked for', async () => {
    expect(await identified(ups)).toMatchObject({ type: 'NETWORKING', manufacturer: 'Acme', model: 'UPS 3000' })
    expect(await identified(ups, { power: true })).toMatchObject({ type: 'POWER' })
  })

  it('is what the standard tables tell where the vendor is unknown', async () => {
    const of = async (answers: Answers) => (await identified({ ...other, ...answers })).type
    expect(await of({ [`${mib2}.43.11.1.1.6.1.1`]: 'Black toner' })).toBe('PRINTER')
    expect(await of({ [`${mib2}.25.3.2.1.2.1`]: `6|${mib2}.25.3.1.5` })).toBe('PRINTER')
    expect(
      await of({ [`${mib2}.25.3.2.1.2.1`]: `6|${mib2}.25.3.1.3`, [`${mib2}.25.3.2.1.3.1`]: 'CPU' }),
    ).toBeUndefined()
    expect(await of({ [`${mib2}.17.1.2.0`]: 24 })).toBe('NETWORKING')
    expect(await of({ [`${mib2}.4.1.0`]: 1 })).toBe('NETWORKING')
    expect(await of({ [`${mib2}.4.1.0`]: 2 })).toBeUndefined()
  })

  it('and vendor do not come from an identifier that ends in .0.0', async () => {
    expect(await identified(kind('4196.0.0', 'A switch'))).not.toHaveProperty('manufacturer')
  })
})

describe('MAC', () => {
  const interfaces = (macs: Readonly<Record<number, string>>, speed = 0): Answers =>
    Object.fromEntries(
      Object.entries(macs).flatMap(([index, mac]) => [
        [`${mib2}.2.2.1.6.${index}`, `4x|${mac}`],
        [`${mib2}.2.2.1.5.${index}`, `66|${index === '3' ? speed : 0}`],
      ]),
    )
  const of = async (answers: Answers, address?: string) =>
    (await identify(device({ ...other, ...answers }, address))).mac

  it('is the bridge, then the interface that we talk to', async () => {
    expect(await of({ [`${mib2}.17.1.1.0`]: '4x|00005e005310', ...interfaces({ 1: '00005e005301' }) })).toBe(
      '00:00:5e:00:53:10',
    )
    const two = interfaces({ 1: '00005e005301', 2: '00005e005309' })
    expect(await of({ ...two, [`${mib2}.4.20.1.2.192.0.2.1`]: 2 }, '192.0.2.1')).toBe('00:00:5e:00:53:09')
  })

  it('of several is the first of a block, or of the first that is up', async () => {
    expect(await of(interfaces({ 1: '00005e005320', 2: '00005e005302', 3: '00005e005303' }))).toBe('00:00:5e:00:53:02')
    expect(await of(interfaces({ 1: '00005e005320', 2: '00005e005302', 3: '00005e005306' }, 1000))).toBe(
      '00:00:5e:00:53:06',
    )
    expect(await of(interfaces({ 1: '00005e005320', 2: '00005e005302' }))).toBeUndefined()
  })

  it('of those that carry an address, when any does', async () => {
    const answers = {
      ...interfaces({ 1: '00005e005301', 2: '00005e005302', 7: '00005e005377' }),
      [`${mib2}.4.20.1.2.192.0.2.1`]: 7,
    }
    expect(await of(answers)).toBe('00:00:5e:00:53:77')
  })
})

describe('devices of the user', () => {
  it('come before those that are built in', async () => {
    const found = await identified(
      { ...kind('14988.1', 'RouterOS X'), '1.3.6.1.4.1.14988.9.0': 'mine' },
      {
        devices: [
          { name: 'own', priority: 0, match: [{ object: '1.3.6.1.4.1.14988' }], model: '1.3.6.1.4.1.14988.9.0' },
        ],
      },
    )
    expect(found).toMatchObject({ model: 'mine', sources: { model: 'own: 1.3.6.1.4.1.14988.9.0' } })
  })
})
