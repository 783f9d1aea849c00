import { describe, expect, it, test } from 'vitest'
import { readXml } from '../xml/read.ts'
import { writeXml, type XmlTree } from '../xml/write.ts'
import { deviceMessage, devicesOf, distinctDevices } from './devices.ts'
import { MergeError, mergeInventories } from './inventories.ts'

const message = (devices: string, query = 'NETDISCOVERY') =>
  readXml(
    `<REQUEST><DEVICEID>foo</DEVICEID><QUERY>${query}</QUERY><CONTENT>${devices}<MODULEVERSION>3</MODULEVERSION><PROCESSNUMBER>1</PROCESSNUMBER></CONTENT></REQUEST>`,
  )
const device = (fields: Readonly<Record<string, string>>) =>
  `<DEVICE>${Object.entries(fields)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('')}</DEVICE>`

describe('reports of devices', () => {
  const [mac1, mac2] = ['00:1b:21:00:00:01', '00:1B:21:00:00:02']
  it.each<[why: string, devices: Record<string, string>[], kept: number]>([
    ['one address', [{ IP: '10.0.0.1' }, { IP: '10.0.0.1' }], 1],
    ['an address that everybody has', [{ IP: '127.0.0.1' }, { IP: '127.0.0.1' }], 2],
    ['two addresses', [{ IP: '10.0.0.1' }, { IP: '10.0.0.2' }], 2],
    [
      'one MAC behind two addresses',
      [
        { IP: '10.0.0.1', MAC: mac1 },
        { IP: '10.0.0.2', MAC: mac1.toUpperCase() },
      ],
      1,
    ],
    [
      'one address at two sites',
      [
        { IP: '10.0.0.1', MAC: mac1 },
        { IP: '10.0.0.1', MAC: mac2 },
      ],
      2,
    ],
    [
      'one serial behind two MACs',
      [
        { SERIAL: 'S1', MAC: mac1 },
        { SERIAL: 'S1', MAC: mac2 },
      ],
      1,
    ],
    [
      'two serials with one MAC',
      [
        { SERIAL: 'S1', MAC: mac1 },
        { SERIAL: 'S2', MAC: mac1 },
      ],
      2,
    ],
    [
      'a serial that says nothing',
      [
        { SERIAL: 'N/A', MAC: mac1 },
        { SERIAL: 'N/A', MAC: mac2 },
      ],
      2,
    ],
    [
      'the MAC of a role',
      [
        { IP: '10.0.0.1', MAC: '00:00:5e:00:01:01' },
        { IP: '10.0.0.2', MAC: '00:00:5e:00:01:01' },
      ],
      2,
    ],
    ['only one of them knows its MAC', [{ IP: '10.0.0.1' }, { IP: '10.0.0.1', MAC: mac1 }], 1],
    ['nothing to tell them by', [{ DNSHOSTNAME: 'a' }, { DNSHOSTNAME: 'a' }], 2],
  ])('%s', (_why, devices, kept) => {
    expect(distinctDevices(devices.flatMap((one) => devicesOf(message(device(one))))).kept).toHaveLength(kept)
  })

  it('of an inventory are in its INFO', () => {
    const found = `<DEVICE><INFO><SERIAL>S</SERIAL><IPS><IP>10.0.0.1</IP><IP>10.0.0.2</IP></IPS></INFO></DEVICE>`
    const [one] = devicesOf(message(found, 'SNMPQUERY'))
    expect(one?.identity).toEqual({ serial: 'S', mac: '', ips: ['10.0.0.1', '10.0.0.2'] })
    const [other] = devicesOf(message(device({ SERIAL: 'S' })))
    // Found and inventoried: two reports of different kinds.
    expect(distinctDevices([one, other].flatMap((each) => each ?? [])).kept).toHaveLength(2)
  })

  it('become messages of their own, without those about the run', () => {
    const root = message(`<AGENT><START>1</START></AGENT>${device({ IP: '10.0.0.1' })}${device({ IP: '10.0.0.2' })}`)
    expect(devicesOf(root).map((one) => writeXml(deviceMessage(one) as XmlTree))[1]).toBe(
      `<?xml version="1.0" encoding="UTF-8" ?>
<REQUEST>
  <CONTENT>
    <DEVICE>
      <IP>10.0.0.2</IP>
    </DEVICE>
    <MODULEVERSION>3</MODULEVERSION>
    <PROCESSNUMBER>1</PROCESSNUMBER>
  </CONTENT>
  <DEVICEID>foo</DEVICEID>
  <QUERY>NETDISCOVERY</QUERY>
</REQUEST>
`,
    )
  })

  it('are told apart in time, however many share an address', () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      device({ IP: '10.0.0.1', MAC: `00:00:00:01:${(i >> 8).toString(16)}:${(i & 255).toString(16)}` }),
    )
    expect(distinctDevices(devicesOf(message(many.join('')))).kept).toHaveLength(20_000)
  })
})

describe('inventories', () => {
  it('of one machine are one: the first says what both know', () => {
    const merged = mergeInventories([
      {
        deviceid: 'a',
        content: {
          HARDWARE: { NAME: 'one', MEMORY: 1 },
          SOFTWARES: [{ NAME: 'x' }, { NAME: 'x' }],
          ANTIVIRUS: [{ NAME: 'av', VERSION: '1' }],
        },
      },
      { deviceid: 'b', content: { HARDWARE: { NAME: 'other' } } },
      {
        deviceid: 'a',
        tag: 'lab',
        content: {
          HARDWARE: { NAME: 'two', SWAP: 2 },
          SOFTWARES: [{ NAME: 'y' }, { NAME: 'x' }],
          ANTIVIRUS: [{ NAME: 'av', VERSION: '1', ENABLED: 1 }],
          BIOS: { SSN: 's' },
        },
      },
    ])
    expect(merged).toEqual([
      {
        deviceid: 'a',
        tag: 'lab',
        content: {
          HARDWARE: { NAME: 'one', MEMORY: 1, SWAP: 2 },
          SOFTWARES: [{ NAME: 'x' }, { NAME: 'x' }, { NAME: 'y' }],
          ANTIVIRUS: [{ NAME: 'av', VERSION: '1', ENABLED: 1 }],
          BIOS: { SSN: 's' },
        },
      },
      { deviceid: 'b', content: { HARDWARE: { NAME: 'other' } } },
    ])
  })

  test('of two machines with one DEVICEID are refused', () => {
    const of = (SSN: string) => ({ deviceid: 'a', content: { BIOS: { SSN } } })
    expect(() => mergeInventories([of('1'), of('2')])).toThrow(MergeError)
    expect(mergeInventories([of('A'), of('a')])).toHaveLength(1)
  })
})
