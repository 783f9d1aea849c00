import { schemaErrors } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkXml } from '../../check/xml.ts'
import { compareBy } from '../../compare/compare.ts'
import { deviceOfJson, deviceOfXml } from '../../content/device.ts'
import { writeDeviceHtml } from '../../html/device.ts'
import { supplyName } from '../../html/supplies.ts'
import { jsonDevice, writeDeviceJson } from '../../json/device.ts'
import { writeDevice } from '../../xml/device.ts'
import { readXml } from '../../xml/read.ts'
import { type Diagnostic, describe as inWords } from '../diagnostics.ts'
import type { Field, Fields, Schema } from '../kinds.ts'
import { admitDevice } from './content.ts'
import { type DeviceDocument, type DeviceQuery, schemaOf } from './table.ts'

const none = (): void => undefined
const documentOf = (device: unknown, query: DeviceQuery = 'SNMPQUERY', log: (found: Diagnostic) => void = none) =>
  ({ deviceid: 'foo', query, version: '3.0', job: '1', content: admitDevice(query, device, log) }) as DeviceDocument

const switchDevice = {
  INFO: {
    ID: '7',
    TYPE: 'NETWORKING',
    NAME: 'sw1',
    COMMENTS: 'A switch\nof two lines',
    IPS: { IP: ['192.0.2.1', '2001:db8::1', 'nonsense'] },
    MAC: '00-11-22-33-44-55',
    CPU: '7',
    UPTIME: '1 day, 02:03:04.05',
  },
  PORTS: {
    PORT: [
      {
        IFNUMBER: '1',
        IFNAME: 'Gi0/1',
        IFSTATUS: '9',
        IFINTERNALSTATUS: 1,
        IFINOCTETS: '18446744073709551615',
        IFSPEED: 1_000_000_000,
        IP: '192.0.2.1',
        IPS: { IP: ['192.0.2.1', '2001:db8::1'] },
        TRUNK: '1',
        AGGREGATE: { PORT: ['2', 'x'] },
        VLANS: { VLAN: [{ NUMBER: '10', NAME: 'lan', TAGGED: '1' }] },
        CONNECTIONS: { CDP: '1', CONNECTION: { SYSNAME: 'sw2', IFDESCR: 'Gi0/2', MAC: ['00:11:22:33:44:66', '?'] } },
      },
      { IFNUMBER: '2' },
    ],
  },
  COMPONENTS: { COMPONENT: { INDEX: '1', CONTAINEDININDEX: '-1', VERSION: '1.2', REVISION: 'A' } },
  CARTRIDGES: { TONERBLACK: '75', WASTETONER: 'OK' },
  PAGECOUNTERS: { TOTAL: '1234', COLOR: 'many' },
  STORAGES: { NAME: 'Disk 1', INTERFACE: 'sata' },
  FRIENDS: { NAME: 'x' },
}

describe('a network device', () => {
  it('in XML', () => {
    const told: string[] = []
    const xml = writeDevice(documentOf(switchDevice, 'SNMPQUERY', (one) => told.push(inWords(one))))
    expect(xml).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8" ?>
      <REQUEST>
        <CONTENT>
          <DEVICE>
            <CARTRIDGES>
              <TONERBLACK>75</TONERBLACK>
              <WASTETONER>OK</WASTETONER>
            </CARTRIDGES>
            <COMPONENTS>
              <COMPONENT>
                <CONTAINEDININDEX>-1</CONTAINEDININDEX>
                <INDEX>1</INDEX>
                <REVISION>A</REVISION>
                <VERSION>1.2</VERSION>
              </COMPONENT>
            </COMPONENTS>
            <INFO>
              <COMMENTS>A switch&#10;of two lines</COMMENTS>
              <CPU>7</CPU>
              <ID>7</ID>
              <IPS>
                <IP>192.0.2.1</IP>
                <IP>2001:db8::1</IP>
              </IPS>
              <MAC>00:11:22:33:44:55</MAC>
              <NAME>sw1</NAME>
              <TYPE>NETWORKING</TYPE>
              <UPTIME>1 day, 02:03:04.05</UPTIME>
            </INFO>
            <PAGECOUNTERS>
              <TOTAL>1234</TOTAL>
            </PAGECOUNTERS>
            <PORTS>
              <PORT>
                <AGGREGATE>
                  <PORT>2</PORT>
                </AGGREGATE>
                <CONNECTIONS>
                  <CDP>1</CDP>
                  <CONNECTION>
                    <IFDESCR>Gi0/2</IFDESCR>
                    <MAC>00:11:22:33:44:66</MAC>
                    <SYSNAME>sw2</SYSNAME>
                  </CONNECTION>
                </CONNECTIONS>
                <IFINOCTETS>18446744073709551615</IFINOCTETS>
                <IFINTERNALSTATUS>1</IFINTERNALSTATUS>
                <IFNAME>Gi0/1</IFNAME>
                <IFNUMBER>1</IFNUMBER>
                <IFSPEED>1000000000</IFSPEED>
                <IP>192.0.2.1</IP>
                <IPS>
                  <IP>192.0.2.1</IP>
                  <IP>2001:db8::1</IP>
                </IPS>
                <TRUNK>1</TRUNK>
                <VLANS>
                  <VLAN>
                    <NAME>lan</NAME>
                    <NUMBER>10</NUMBER>
                    <TAGGED>1</TAGGED>
                  </VLAN>
                </VLANS>
              </PORT>
              <PORT>
                <IFNUMBER>2</IFNUMBER>
              </PORT>
            </PORTS>
          </DEVICE>
          <MODULEVERSION>3.0</MODULEVERSION>
          <PROCESSNUMBER>1</PROCESSNUMBER>
          <STORAGES>
            <INTERFACE>sata</INTERFACE>
            <NAME>Disk 1</NAME>
          </STORAGES>
        </CONTENT>
        <DEVICEID>foo</DEVICEID>
        <QUERY>SNMPQUERY</QUERY>
      </REQUEST>
      "
    `)
    expect(told).toMatchInlineSnapshot(`
      [
        "INFO/IPS/IP "nonsense": not a value of its kind, dropped",
        "PORTS[0]/IFSTATUS "9": not a value of its kind, dropped",
        "PORTS[0]/AGGREGATE/PORT "x": not a value of its kind, dropped",
        "PORTS[0]/CONNECTIONS/CONNECTION/MAC "?": not a value of its kind, dropped",
        "PAGECOUNTERS/COLOR "many": not a value of its kind, dropped",
        "FRIENDS: unknown section, skipped",
      ]
    `)
    expect(checkXml(xml)).toEqual([])
  })

  it('in JSON', () => {
    const document = jsonDevice(documentOf(switchDevice), none)
    expect(document).toMatchInlineSnapshot(`
      {
        "action": "netinventory",
        "content": {
          "cartridges": [
            {
              "tonerblack": "75",
              "wastetoner": "OK",
            },
          ],
          "network_components": [
            {
              "contained_index": -1,
              "firmware": "1.2",
              "index": 1,
            },
          ],
          "network_device": {
            "cpu": 7,
            "description": "A switch
      of two lines",
            "ips": [
              "192.0.2.1",
              "2001:db8::1",
            ],
            "mac": "00:11:22:33:44:55",
            "name": "sw1",
            "type": "Networking",
            "uptime": "1 day, 02:03:04.05",
          },
          "network_ports": [
            {
              "aggregate": [
                2,
              ],
              "connections": [
                {
                  "ifdescr": "Gi0/2",
                  "mac": [
                    "00:11:22:33:44:66",
                  ],
                  "sysname": "sw2",
                },
              ],
              "ifinternalstatus": 1,
              "ifname": "Gi0/1",
              "ifnumber": 1,
              "ifspeed": 1000000000,
              "ips": [
                "192.0.2.1",
                "2001:db8::1",
              ],
              "lldp": true,
              "trunk": true,
              "vlans": [
                {
                  "name": "lan",
                  "number": 10,
                  "tagged": 1,
                },
              ],
            },
            {
              "ifnumber": 2,
            },
          ],
          "pagecounters": {
            "total": 1234,
          },
          "storages": [
            {
              "interface": "SATA",
              "name": "Disk 1",
            },
          ],
          "versionclient": "3.0",
        },
        "deviceid": "foo",
        "itemtype": "NetworkEquipment",
        "jobid": 1,
      }
    `)
    expect(schemaErrors(document)).toEqual([])
  })

  it('says that it is of no known type', () => {
    const document = jsonDevice(documentOf({ INFO: { NAME: 'x' } }), none)
    expect(document).toMatchObject({ itemtype: 'Unmanaged', content: { network_device: { type: 'Unmanaged' } } })
  })

  it.each([
    ['COMPUTER', 'Computer', 'Computer'],
    ['KVM', 'KVM', 'NetworkEquipment'],
    ['power', 'Power', 'NetworkEquipment'],
    ['PRINTER', 'Printer', 'Printer'],
    ['PHONE', 'Phone', 'Phone'],
    ['SCANNER', 'Unmanaged', 'Unmanaged'],
  ])('%s is %s, an item of the kind %s', (TYPE, type, itemtype) => {
    const document = jsonDevice(documentOf({ INFO: { TYPE } }), none)
    expect(document).toMatchObject({ itemtype, content: { network_device: { type } } })
  })

  it('that could not be asked', () => {
    const document = documentOf({ ERROR: { ID: '3', MESSAGE: 'no response from host 192.0.2.9' } })
    expect(jsonDevice(document, none).content).toEqual({
      error: { id: 3, message: 'no response from host 192.0.2.9' },
      versionclient: '3.0',
    })
    expect(schemaErrors(jsonDevice(document, none))).toEqual([])
  })

  it('as a page', () => {
    const html = writeDeviceHtml(documentOf(switchDevice))
    expect(html).toContain('<title>Device sw1</title>')
    expect(html.replace(/<[^>]+>/g, ' ').replace(/ +/g, ' ')).toMatch(/Gi0\/1.* trunk, 10t lan .*sw2, Gi0\/2/s)
    expect(html).toContain('<dt>Ports</dt><dd>2, 0 up</dd>')
    expect(html).toMatch(/Toner black<\/td><td data-v="75">75 %/)
  })
})

test.each([
  ['TONERBLACK', 'Toner black'],
  ['TONERLIGHT_CYAN', 'Toner light cyan'],
  ['WASTETONER', 'Waste toner'],
  ['FUSERKIT', 'Fuser kit'],
  ['STAPLES', 'Staples'],
])('the supply %s is called %s', (field, name) => {
  expect(supplyName(field)).toBe(name)
})

test('a device that was found', () => {
  const found = {
    IP: '192.0.2.1',
    MAC: '00:11:22:33:44:55',
    DNSHOSTNAME: 'sw1.example',
    SNMPHOSTNAME: 'sw1',
    NETPORTVENDOR: 'Acme',
    WORKGROUP: 'LAB',
    AUTHSNMP: '3',
    ENTITY: '1',
  }
  const document = jsonDevice(documentOf(found, 'NETDISCOVERY'), none)
  expect(document).toEqual({
    action: 'netdiscovery',
    content: {
      hardware: { workgroup: 'LAB' },
      network_device: {
        credentials: 3,
        ips: ['192.0.2.1'],
        mac: '00:11:22:33:44:55',
        manufacturer: 'Acme',
        name: 'sw1',
        type: 'Unmanaged',
      },
      versionclient: '3.0',
    },
    deviceid: 'foo',
    itemtype: 'Unmanaged',
    jobid: 1,
  })
  expect(schemaErrors(document)).toEqual([])
})

/** Values that a device might send, good and bad ones. */
const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer(),
  fc.constantFrom('1', '2', '0', '-1', '10.0.0.1', '::1', '00:11:22:33:44:55', 'PRINTER', 'Yes', '31/12/2024'),
)
const valueFor = (field: Field): fc.Arbitrary<unknown> => {
  if (field.kind === 'map') return entryOf(field.fields ?? {})
  if (field.kind === 'maps') return fc.array(entryOf(field.fields ?? {}), { maxLength: 2 })
  return field.many || field.kind === 'texts' ? fc.array(scalar, { maxLength: 3 }) : scalar
}
const entryOf = (fields: Fields): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valueFor(field)])), {
    requiredKeys: [],
  })
const sectionOf = ({ many, item, fields, others }: Schema[string]): fc.Arbitrary<unknown> => {
  const entry = others ? fc.dictionary(fc.constantFrom('TONERBLACK', 'DRUMCYAN', 'a b'), scalar) : entryOf(fields)
  const entries = many ? fc.array(entry, { maxLength: 2 }) : entry
  return item === undefined ? entries : entries.map((found) => ({ [item]: found }))
}
const anyDevice = fc.constantFrom<DeviceQuery>('SNMPQUERY', 'NETDISCOVERY').chain((query) => {
  const sections = Object.entries(schemaOf[query]).map(([name, section]) => [name, sectionOf(section)] as const)
  const whole = fc.record(Object.fromEntries(sections), { requiredKeys: [] })
  return whole.map((found) => [query, query === 'NETDISCOVERY' ? (found.DEVICE ?? {}) : found] as const)
})

describe('whatever a device says', () => {
  it('is a valid message in XML and JSON', () => {
    fc.assert(
      fc.property(anyDevice, ([query, device]) => {
        const document = documentOf(device, query)
        expect(checkXml(writeDevice(document)).filter(({ level }) => level === 'error')).toEqual([])
        expect(schemaErrors(jsonDevice(document, none))).toEqual([])
        expect(() => writeDeviceHtml(document)).not.toThrow()
      }),
      { numRuns: 300 },
    )
  })

  it('comes back from XML as it was, and from JSON as far as JSON has words for it', () => {
    fc.assert(
      fc.property(anyDevice, ([query, device]) => {
        const document = documentOf(device, query)
        // A device without anything is no device.
        fc.pre(
          Object.keys(
            query === 'NETDISCOVERY' ? ((document.content as { DEVICE?: object }).DEVICE ?? {}) : document.content,
          ).some((name) => name !== 'STORAGES'),
        )
        const again = deviceOfXml(readXml(writeDevice(document)), none)
        expect(writeDevice(again)).toBe(writeDevice(document))
        expect(compareBy(schemaOf[query], document.content, again.content)).toEqual([])
        const json = writeDeviceJson(document, none)
        fc.pre(Object.keys(JSON.parse(json).content).length > 1)
        expect(writeDeviceJson(deviceOfJson(JSON.parse(json), none), none)).toBe(json)
      }),
      { numRuns: 300 },
    )
  })

  it('in any shape, it never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (found) => {
        for (const query of ['SNMPQUERY', 'NETDISCOVERY'] as const) {
          const document = documentOf(found, query)
          expect(checkXml(writeDevice(document)).filter(({ level }) => level === 'error')).toEqual([])
        }
      }),
      { numRuns: 500 },
    )
  })
})
