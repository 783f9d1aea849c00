import { describe, expect, it } from 'vitest'
import { identify } from '../identify/index.ts'
import { extend } from './index.ts'
import type { DeviceDocument } from './module.ts'
import { type Answers, device, kind } from './test-device.ts'

async function extended(arcs: string, answers: Answers, document: DeviceDocument = {}): Promise<DeviceDocument> {
  const session = device({ ...kind(arcs), ...answers })
  return extend(session, await identify(session), document)
}

describe('what a module adds to an inventory', () => {
  it('firmwares of the device and of its parts, once', async () => {
    const document = await extended('26928.1', { 'e.26928.1.2.12.0': '8.1', 'e.26928.1.2.8.0': '01' })
    expect(document.FIRMWARES).toHaveLength(2)
    expect(await extended('9.1.1', {})).toEqual({})
  })

  it('Aruba: networks by the radio of a port', async () => {
    const PORT = [
      { IFDESCR: 'radio0_ssid_id0', MAC: '00:00:5e:00:53:01' },
      { IFDESCR: 'radio1_ssid_id0', MAC: '00:00:5e:00:53:02' },
      { IFDESCR: 'eth0', MAC: '00:00:5e:00:53:03' },
    ]
    await extended(
      '14823.1.2.59',
      {
        'e.14823.2.3.3.1.2.3.1.3.0.1': 'office',
        'e.14823.2.3.3.1.2.3.1.4.0.1': '4x|00005e005301',
        'e.14823.2.3.3.1.2.3.1.3.1.1': 'guests',
        'e.14823.2.3.3.1.2.3.1.4.1.1': '4x|00005e005302',
      },
      { PORTS: { PORT } },
    )
    expect(PORT).toEqual([
      { IFDESCR: 'radio0_ssid_id0', IFALIAS: 'radio0_ssid_id0', IFNAME: 'office (5GHz)', MAC: '00:00:5e:00:53:01' },
      { IFDESCR: 'radio1_ssid_id0', IFALIAS: 'radio1_ssid_id0', IFNAME: 'guests (2.4GHz)', MAC: '00:00:5e:00:53:02' },
      { IFDESCR: 'eth0', MAC: '00:00:5e:00:53:03' },
    ])
  })

  it('Ubiquiti: wireless ports', async () => {
    const PORT = [
      { IFDESCR: 'ra0', IFTYPE: 6, IFNAME: 'ra0' },
      { IFDESCR: 'rai1', IFTYPE: '6' },
      { IFDESCR: 'eth0', IFTYPE: 6 },
    ]
    await extended(
      '41112',
      {
        'e.41112.1.6.1.2.1.6.1': 'office',
        'e.41112.1.6.1.2.1.7.1': 'ra0',
        'e.41112.1.6.1.2.1.6.2': 'guests',
        'e.41112.1.6.1.2.1.7.2': 'rai1',
      },
      { PORTS: { PORT } },
    )
    expect(PORT).toEqual([
      { IFDESCR: 'ra0', IFTYPE: 71, IFNAME: 'office (2.4GHz)', IFALIAS: 'ra0' },
      { IFDESCR: 'rai1', IFTYPE: 71, IFNAME: 'guests (5GHz)', IFALIAS: 'rai1' },
      { IFDESCR: 'eth0', IFTYPE: 6 },
    ])
  })

  it('Canon: numbered counters, else named ones', async () => {
    const counter = 'e.1602.1.11.1.3.1.4'
    expect(
      (
        await extended('1602.4.7', {
          [`${counter}.101`]: 7,
          [`${counter}.112`]: 2,
          [`${counter}.113`]: 3,
          [`${counter}.301`]: 9,
        })
      ).PAGECOUNTERS,
    ).toEqual({
      COPYTOTAL: 7,
      COPYBLACK: 5,
      PRINTTOTAL: 9,
    })
    const named = 'e.1602.1.11.2.1.1'
    const answers = {
      [`${named}.2.1`]: 'Total 1',
      [`${named}.3.1`]: 100,
      [`${named}.2.2`]: 'Total (Black/Large)',
      [`${named}.3.2`]: 4,
      [`${named}.2.3`]: 'Total (Black/Small)',
      [`${named}.3.3`]: 5,
    }
    expect((await extended('1602.4.7', answers)).PAGECOUNTERS).toEqual({ TOTAL: 100, PRINTBLACK: 9 })
  })

  it('Ricoh, Konica, Xerox, Brother, Pantum: counters', async () => {
    const ricoh = 'e.367.3.2.1.2.19.5.1'
    expect(
      (
        await extended('367.1.1', {
          [`${ricoh}.2.1`]: 10,
          [`${ricoh}.9.1`]: 50,
          [`${ricoh}.2.2`]: 202,
          [`${ricoh}.9.2`]: 3,
          [`${ricoh}.2.3`]: 203,
          [`${ricoh}.9.3`]: 4,
        })
      ).PAGECOUNTERS,
    ).toEqual({ TOTAL: 50, COPYCOLOR: 7 })
    const konica = 'e.18334.1.1.1.5.7.2'
    expect(
      (
        await extended('18334.1.1.1.2.1', {
          [`${konica}.1.1.0`]: 9,
          [`${konica}.2.1.5.1.2`]: 4,
          [`${konica}.2.1.5.2.2`]: 5,
        })
      ).PAGECOUNTERS,
    ).toEqual({ TOTAL: 9, PRINTBLACK: 4, PRINTCOLOR: 5, PRINTTOTAL: 9 })
    const xerox = 'e.253.8.53.13.2.1'
    expect(
      (await extended('253.8.62', { [`${xerox}.6.1.20.1`]: 8, [`${xerox}.6.10.20.11`]: 1, [`${xerox}.6.10.20.12`]: 2 }))
        .PAGECOUNTERS,
    ).toEqual({ PRINTTOTAL: 8, SCANNED: 3 })
    expect(
      (await extended('2435.2.3.9.1', { 'e.2435.2.4.3.1240.1.3.0': 'x', 'e.2435.2.3.9.4.2.1.5.5.54.2.2.1.3.3': 6 }))
        .PAGECOUNTERS,
    ).toEqual({ SCANNED: 6 })
    expect(
      await extended('40093.1.1', { 'e.40093.1.1.3.9': 2, 'e.40093.1.1.3.12': 3, '1.3.6.1.2.1.25.2.2.0': 65_536 }),
    ).toEqual({ PAGECOUNTERS: { COPYTOTAL: 2, PRINTTOTAL: 3, TOTAL: 5 }, INFO: { RAM: 64 } })
  })

  it('Synology: disks and volumes', async () => {
    const document = await extended('8072.3.2.10', {
      'e.6574.1.5.1.0': 'DS214se',
      'e.6574.2.1.1.2.0': 'Disk 1',
      'e.6574.2.1.1.3.0': 'DT01ACA300',
      'e.6574.2.1.1.4.0': 'SATA',
      'e.6574.2.1.1.12.0': 'Drive 1',
      'e.6574.3.1.1.2.0': 'Volume 1',
      'e.6574.3.1.1.4.0': '70|282802999999',
      'e.6574.3.1.1.5.0': '70|1964237000000',
    })
    expect(document.STORAGES).toEqual([
      { NAME: 'Drive 1', MANUFACTURER: 'DT01ACA300', MODEL: 'DT01ACA300', INTERFACE: 'SATA', TYPE: 'disk' },
    ])
    expect(document.DRIVES).toEqual([{ VOLUMN: 'Volume 1', FREE: 282_802, TOTAL: 1_964_237 }])
  })

  it('Infortrend: drives that are there', async () => {
    const drive = 'e.1714.1.1.6.1'
    const row = (at: number, status: number): Answers => ({
      [`${drive}.7.${at}`]: 1000,
      [`${drive}.8.${at}`]: 9,
      [`${drive}.11.${at}`]: status,
      [`${drive}.15.${at}`]: 'HUS72',
      [`${drive}.16.${at}`]: 'A1',
      [`${drive}.17.${at}`]: `S${at}`,
    })
    const { STORAGES } = await extended('1714.1.1', { ...row(1, 1), ...row(2, 0x3f), ...row(3, 0xfd) })
    expect(STORAGES).toEqual([expect.objectContaining({ MODEL: 'HUS72', SERIAL: 'S1', FIRMWARE: 'A1' })])
  })

  it('Digi: modem and SIM card', async () => {
    const base = 'e.16378.10000'
    const document = await extended('16378.1', {
      [`${base}.3.14.0`]: 'LTE modem',
      [`${base}.2.7.0`]: 8,
      [`${base}.2.19.0`]: '356',
      [`${base}.2.20.0`]: '8933',
      [`${base}.2.21.0`]: '20801',
      [`${base}.2.22.0`]: 'Orange F, 20801',
      [`${base}.2.30.0`]: 1,
      [`${base}.2.26.0`]: 'PIN OK',
    })
    expect(document.MODEMS).toEqual([{ NAME: 'Digi modem', DESCRIPTION: 'LTE modem', SERIAL: '356', TYPE: 'lte' }])
    expect(document.SIMCARDS).toEqual([
      { ICCID: '8933', IMSI: '20801', OPERATOR_NAME: 'Orange F', OPERATOR_CODE: '20801', STATE: 'SIM1 - PIN OK' },
    ])
  })

  it('Force10: the stack as components', async () => {
    const unit = 'e.6027.3.10.1.2.2.1'
    const { COMPONENTS } = await extended('6027.1.3.20', {
      [`${unit}.2.1`]: 1,
      [`${unit}.7.1`]: 'S4048',
      [`${unit}.12.1`]: 'F1',
      'e.6027.3.10.1.2.5.1.5.1.7': 2097156,
    })
    expect(COMPONENTS).toEqual({
      COMPONENT: [
        { INDEX: '-1', CONTAINEDININDEX: '0', TYPE: 'stack' },
        { INDEX: '1', NAME: '0', TYPE: 'chassis', CONTAINEDININDEX: '-1', MODEL: 'S4048', SERIAL: 'F1' },
        { INDEX: 2097156, TYPE: 'port', CONTAINEDININDEX: '1', NAME: '1.7' },
      ],
    })
  })

  it('Cisco: the one address that port security lets in', async () => {
    const PORT = [{ IFNUMBER: 5 }, { IFNUMBER: 6 }]
    await extended(
      '9.1.516',
      { 'e.9.9.315.1.1.3.0': 1, 'e.9.9.315.1.2.1.1.10.5': '4x|00005e005301' },
      { PORTS: { PORT } },
    )
    expect(PORT).toEqual([
      { IFNUMBER: 5, CONNECTIONS: { CONNECTION: { MAC: ['00:00:5e:00:53:01'] } } },
      { IFNUMBER: 6 },
    ])
  })

  it('iLO: its network port', async () => {
    const nic = 'e.232.9.2.5.1.1'
    const { PORTS } = await extended('232.9.4.11', {
      [`${nic}.1.1`]: 1,
      [`${nic}.2.1`]: 'Dedicated',
      [`${nic}.3.1`]: 2,
      [`${nic}.4.1`]: '4x|00005e005301',
      [`${nic}.5.1`]: '64|192.0.2.9',
      [`${nic}.6.1`]: '64|255.255.255.0',
      [`${nic}.7.1`]: 2,
      [`${nic}.8.1`]: 3,
      [`${nic}.9.1`]: 1000,
      [`${nic}.10.1`]: 0,
      [`${nic}.11.1`]: 0,
      [`${nic}.12.1`]: 1500,
    })
    expect(PORTS).toEqual({
      PORT: [
        {
          IFNUMBER: 1,
          IFDESCR: 'Dedicated',
          MAC: '00:00:5e:00:53:01',
          IFSTATUS: 1,
          IFPORTDUPLEX: 3,
          IFSPEED: 1_000_000,
          IFMTU: 1500,
          IPS: { IP: ['192.0.2.9'] },
        },
      ],
    })
  })

  it('QLogic: Fibre Channel ports', async () => {
    const fe = '1.3.6.1.2.1.75.1'
    const { PORTS } = await extended('3873.1', {
      [`${fe}.1.5.1.2.1.3`]: '4x|200000c0dd000001',
      [`${fe}.2.2.1.2.1.3`]: 1,
      [`${fe}.2.3.1.10.1.3.1`]: '4x|210000e08b000001',
    })
    expect(PORTS).toEqual({
      PORT: [
        {
          IFNUMBER: 100_300,
          IFTYPE: 56,
          IFDESCR: 'FC port 3',
          IFNAME: 'FC port 3',
          MAC: '20:00:00:c0:dd:00:00:01',
          IFSTATUS: 1,
          CONNECTIONS: { CONNECTION: { MAC: ['21:00:00:e0:8b:00:00:01'] } },
        },
      ],
    })
  })

  it('Dell: the asset tag, else the service tag', async () => {
    const base = 'e.674.10895.3000.1.2.100.8.1'
    expect((await extended('674.10895.3028', { [`${base}.3.1`]: 'A-7', [`${base}.4.1`]: 'TAG' })).INFO).toEqual({
      ASSETTAG: 'A-7',
    })
    expect((await extended('674.10895.3028', { [`${base}.3.1`]: 'none', [`${base}.4.1`]: 'TAG' })).INFO).toEqual({
      ASSETTAG: 'TAG',
    })
  })
})
