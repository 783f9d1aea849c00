import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identify } from '../identify/index.ts'
import { parseEngineId } from './linux.ts'
import { type Answers, counted, device, kind } from './test-device.ts'

const linux = kind('8072.3.2.10', 'Linux box 6.1.0 #1 SMP x86_64')
const engine = '1.3.6.1.6.3.10.2.1.1.0'
const identified = async (answers: Answers) => identify(device({ ...linux, ...answers }))

describe('engine id', () => {
  it('is vendor, format and the rest', () => {
    const of = (hex: string) => parseEngineId(Buffer.from(hex, 'hex'))
    expect(of('80001f8880c7eb9a5f')).toEqual({ vendor: 8072, serial: 'c7eb9a5f' })
    expect(of('800000090300005e005301')).toEqual({ vendor: 9, serial: '00005e005301' })
    expect(of(`8000000904${Buffer.from('SN-1').toString('hex')}`)).toEqual({ vendor: 9, serial: 'SN-1' })
    expect(of('8000000901c0000201')).toEqual({ vendor: 9, serial: undefined })
    expect(of('8000')).toBeUndefined()
  })

  it('takes any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => parseEngineId(bytes) === undefined || true))
  })

  it('tells the vendor, raw or in hex, where the table knows it', async () => {
    const cisco = { manufacturer: 'Cisco', serial: '00005e005301' }
    expect(await identified({ [engine]: '4x|800000090300005e005301' })).toMatchObject(cisco)
    expect(await identified({ [engine]: '0x800000090300005E005301' })).toMatchObject(cisco)
    const unknown = await identified({ [engine]: '4x|800f423f0300005e005301' })
    expect(unknown).toMatchObject({ manufacturer: 'Net-SNMP', model: 'Linux', type: 'COMPUTER' })
    expect(unknown.serial).toBeUndefined()
  })
})

describe('appliances on Linux', () => {
  it.each<[string, Answers, object]>([
    ['LaCie', { '1.3.6.1.2.1.25.2.3.1.3.31': '/lacie/share' }, { type: 'STORAGE', model: 'Seagate NAS' }],
    ['QuesCom', { 'e.2021.13.14.2.1.2.1': 'QuesComSnmpObject' }, { type: 'NETWORKING', manufacturer: 'QuesCom' }],
    [
      'Synology',
      { 'e.6574.1.5.1.0': 'DS214se', 'e.6574.1.5.2.0': 'S1', 'e.6574.1.5.3.0': 'DSM 7.1-42962' },
      {
        type: 'STORAGE',
        manufacturer: 'Synology',
        model: 'DS214se',
        serial: 'S1',
        firmwares: [
          {
            NAME: 'Synology DSM',
            DESCRIPTION: 'Synology DSM firmware',
            TYPE: 'system',
            VERSION: 'DSM 7.1-42962',
            MANUFACTURER: 'Synology',
          },
        ],
      },
    ],
    [
      'Check Point',
      { 'e.2620.1.6.16.9.0': 'Check Point', 'e.2620.1.6.16.7.0': 'Check Point 5200', 'e.2620.1.6.16.3.0': 'S2' },
      { type: 'NETWORKING', manufacturer: 'CheckPoint', model: 'Check Point 5200', serial: 'S2' },
    ],
    ['Sophos UTM', { '1.3.6.1.2.1.25.4.2.1.2.812': 'mdw.plx' }, { type: 'NETWORKING', manufacturer: 'Sophos' }],
    ['Cisco FMC', { '1.3.6.1.2.1.25.4.2.1.2.812': 'sfestreamer' }, { type: 'NETWORKING', manufacturer: 'Cisco' }],
    [
      'UniFi',
      { 'e.41112.1.6.3.3.0': 'UAP-AC-Pro', 'e.41112.1.6.3.6.0': '6.5.28' },
      { manufacturer: 'Ubiquiti', model: 'UAP-AC-Pro', firmware: '6.5.28' },
    ],
    [
      'Socomec',
      { 'e.4555.1.1.7.1.1.1.0': 'NETYS', 'e.4555.1.1.7.1.1.2.0': 'S3' },
      { manufacturer: 'Socomec', model: 'NETYS', serial: 'S3' },
    ],
    [
      'TP-Link',
      { '1.3.6.1.2.1.1.1.0': 'Linux TL-WA901ND 2.6.31 #1' },
      { manufacturer: 'TP-Link', model: 'TL-WA901ND' },
    ],
    [
      'Teltonika',
      { 'e.48690.1.2.0': 'RUT950', 'e.48690.1.1.0': '1234567890' },
      { manufacturer: 'Teltonika', model: 'RUT950', serial: '1234567890' },
    ],
    ['nothing of these', {}, { type: 'COMPUTER', manufacturer: 'Net-SNMP', model: 'Linux' }],
  ])('%s', async (_, answers, expected) => {
    expect(await identified(answers)).toMatchObject(expected)
  })

  it('processes are listed only where nothing cheaper told what it is', async () => {
    const session = counted(device({ ...linux, 'e.6574.1.5.1.0': 'DS214se' }))
    await identify(session)
    expect(session.asked.roots.filter((root) => root.startsWith('1.3.6.1.2.1.25'))).toEqual([])
  })
})
