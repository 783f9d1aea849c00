import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identify } from '../identify/index.ts'
import { oidOf } from '../oid.ts'
import type { Read } from './module.ts'
import { registry } from './registry.ts'
import { find, instancesOf, tablesOf } from './source.ts'
import { type Answers, device, kind } from './test-device.ts'

const printer = '1.3.6.1.2.1.43.5.1.1.16.1'
const ups = '1.3.6.1.2.1.33.1.1'
const resource = (arcs: string): Answers => ({ '1.3.6.1.2.1.1.9.1.2.1': `6|1.3.6.1.4.1.${arcs}` })
const described = (text: string): Answers => ({ '1.3.6.1.2.1.1.1.0': text })

/** What a device of this kind says, and what it then is. */
const cases: readonly (readonly [name: string, arcs: string, answers: Answers, expected: object])[] = [
  [
    'Aerohive',
    '26928.1',
    { 'e.26928.1.2.5.0': 'S1', 'e.26928.1.2.6.0': 'AP250', 'e.26928.1.2.12.0': 'HiveOS 8.1', 'e.26928.1.2.8.0': '01' },
    {
      type: 'NETWORKING',
      manufacturer: 'Aerohive Networks',
      model: 'AP250',
      serial: 'S1',
      firmware: 'HiveOS 8.1',
      firmwares: [
        { NAME: 'AP250', VERSION: 'HiveOS 8.1' },
        { NAME: 'Aerohive hardware', TYPE: 'hardware', VERSION: '01' },
      ],
    },
  ],
  [
    'Aruba Instant, the answering one of a cluster',
    '14823.1.2.59',
    {
      'e.14823.2.3.3.1.1.4.0': '8.4.0.0',
      'e.14823.2.3.3.1.2.1.1.6.0.0.94.0.83.1': '225',
      'e.14823.2.3.3.1.2.1.1.4.0.0.94.0.83.1': 'A1',
      'e.14823.2.3.3.1.2.1.1.6.0.0.94.0.83.2': '305',
      'e.14823.2.3.3.1.2.1.1.4.0.0.94.0.83.2': 'A2',
      '1.3.6.1.2.1.17.7.1.2.2.1.3.1.0.0.94.0.83.2': 4,
      '1.3.6.1.2.1.17.7.1.2.2.1.3.1.0.0.94.0.83.1': 3,
    },
    { model: 'AP 305', serial: 'A2', firmware: '8.4.0.0' },
  ],
  ['Aruba Instant by sysDescr', '14823.1.2.59', described('ArubaOS (MODEL: 225), Version 8.4'), { model: 'AP 225' }],
  ['Aruba controller', '14823.1.1.32', described('ArubaOS (MODEL: Aruba7210), Version 6.5'), { model: 'Aruba7210' }],
  [
    'Foundry',
    '1991.1.3',
    { 'e.1991.1.1.1.1.2.0': 'S2', 'e.1991.1.1.2.1.11.0': '6.2.0' },
    { serial: 'S2', firmware: '6.2.0' },
  ],
  [
    'Brother',
    '2435.2.3.9.1',
    {
      'e.2435.2.4.3.1240.1.3.0': 'x',
      'e.2435.2.4.3.1240.1.4.0': '1.05',
      'e.2435.2.4.3.1240.1.1.0': 'BRN001',
      'e.2435.2.4.3.1240.1.12.0': 'Brother HL-L2350DW series',
      'e.2435.2.3.9.4.2.1.5.5.1.0': 'E7',
    },
    {
      type: 'PRINTER',
      manufacturer: 'Brother',
      model: 'HL-L2350DW series',
      serial: 'E7',
      firmware: '1.05',
      name: 'BRN001',
    },
  ],
  [
    'Canon',
    '1602.4.7',
    { 'e.1602.1.1.1.1.0': 'iR-ADV C5235', 'e.1602.1.1.1.4.0': '65.10', 'e.1602.1.2.1.8.1.3.1.1': 'C1' },
    { type: 'PRINTER', model: 'iR-ADV C5235', serial: 'C1', firmware: '65.10' },
  ],
  [
    'Check Point',
    '2620.1.6.123',
    {
      'e.2620.1.6.4.1.0': 'R81',
      'e.2620.1.6.4.2.0': '392',
      'e.2620.1.6.16.3.0': 'P1',
      'e.2620.1.6.16.7.0': 'Check Point 5200',
      'e.2620.1.6.16.9.0': 'CheckPoint',
      'e.2620.1.6.1.0': 'SVN Foundation',
      'e.2620.1.6.2.0': 81,
      'e.2620.1.6.3.0': 20,
    },
    {
      manufacturer: 'CheckPoint',
      model: 'Check Point 5200',
      serial: 'P1',
      firmware: 'R81 (build 392)',
      firmwares: [{ TYPE: 'device' }, { NAME: 'SVN Foundation', TYPE: 'system', VERSION: '81.20' }],
    },
  ],
  ['Check Point without a build', '2620.1.6.123', { 'e.2620.1.6.4.1.0': 'R81' }, { firmware: 'R81' }],
  ['Cisco', '9.1.516', { 'e.9.2.1.3.0': 'edge' }, { manufacturer: 'Cisco', name: 'edge' }],
  [
    'Cisco UCS',
    '9.1.1682',
    { 'e.9.9.719.1.9.6.1.2.1': 'x', 'e.9.9.719.1.9.6.1.6.1': 'UCSC-C220', 'e.9.9.719.1.9.6.1.14.1': 'U1' },
    { model: 'UCSC-C220', serial: 'U1' },
  ],
  [
    'NetScaler',
    '5951.1',
    { 'e.5951.4.1.1.2.0': '64|192.0.2.7', 'e.5951.4.1.1.14.0': 'N1' },
    { serial: 'N1', addresses: ['192.0.2.7'] },
  ],
  [
    'DefensePro',
    '89.1',
    { 'e.89.2.14.0': 'DP 4412', 'e.89.2.12.0': 'D1', 'e.89.35.1.69.5.0': '4x|00005e005301' },
    { model: 'DP 4412', serial: 'D1', mac: '00:00:5e:00:53:01' },
  ],
  [
    'Dell, by the MIB that it implements',
    '674.9',
    {
      ...resource('674.10895.3000.1'),
      'e.674.10895.3000.1.2.100.1.0': 'PowerConnect 2824',
      'e.674.10895.3000.1.2.100.4.0': '1.0.0.45',
      'e.674.10895.3000.1.2.100.8.1.2.1': 'CN1',
    },
    { type: 'NETWORKING', manufacturer: 'Dell', model: 'PowerConnect 2824', serial: 'CN1', firmware: '1.0.0.45' },
  ],
  [
    'Dell OS10',
    '674.11000.5000.100.2.1',
    { 'e.674.11000.5000.100.4.1.1.3.1.5.1': 'O1', 'e.674.11000.5000.100.4.1.1.3.1.3.1': '4x|00005e005302' },
    { type: 'NETWORKING', serial: 'O1', mac: '00:00:5e:00:53:02' },
  ],
  [
    'Digi',
    '332.11',
    { ...resource('16378.10000.3'), 'e.16378.10000.3.15.0': '1234', 'e.16378.10000.3.16.0': '5.2' },
    { serial: '1234', firmware: '5.2' },
  ],
  [
    'Eaton ePDU',
    '534.6.6.7',
    { 'e.534.6.6.7.1.2.1.3.0': 'EMA', 'e.534.6.6.7.1.2.1.4.0': 'E1', 'e.534.6.6.7.1.2.1.5.0': '2.0' },
    { type: 'NETWORKING', model: 'EMA', serial: 'E1', firmware: '2.0' },
  ],
  [
    'Epson',
    '1248.1.1',
    { 'e.1248.1.2.2.1.1.1.2.1': 'WF-C5790', 'e.1248.1.2.2.1.1.1.5.1': 'X1' },
    { type: 'PRINTER', model: 'WF-C5790', serial: 'X1' },
  ],
  [
    'Stormshield behind FreeBSD',
    '8072.3.2.8',
    { 'e.11256.1.0.1.0': 'SN210', 'e.11256.1.0.2.0': '3.7', 'e.11256.1.0.3.0': 'SN1' },
    { type: 'NETWORKING', manufacturer: 'StormShield', model: 'SN210', serial: 'SN1', firmware: '3.7' },
  ],
  ['FreeBSD', '8072.3.2.8', {}, { type: 'COMPUTER', manufacturer: 'Net-SNMP', model: 'FreeBSD' }],
  [
    'Hikvision',
    '39165.1',
    { 'e.39165.1.1.0': 'DS-2CD', 'e.39165.1.4.0': '00-00-5e-00-53-03' },
    {
      type: 'NETWORKING',
      manufacturer: 'Hikvision',
      model: 'DS-2CD',
      mac: '00:00:5e:00:53:03',
      serial: '00005e005303',
      name: 'DS-2CD_00005e005303',
    },
  ],
  [
    'HWg',
    '21796.4.9',
    { ...described('STE2 r2, fw:1.5.5'), 'e.21796.4.9.70.1.0': '00:00:5E:00:53:04' },
    { model: 'STE2 r2, fw:1.5.5', serial: '00005e005304' },
  ],
  [
    'iDRAC',
    '674.10892.5',
    { 'e.674.10892.5.1.3.2.0': 'TAG1', 'e.674.10892.5.1.3.12.0': 'PowerEdge R640' },
    { model: 'PowerEdge R640', serial: 'TAG1' },
  ],
  [
    'Infortrend',
    '1714.1.1',
    {
      'e.1714.1.1.1.1.10.0': 'I1',
      'e.1714.1.1.1.1.15.0': 'DS 3016',
      'e.1714.1.1.1.1.4.0': 5,
      'e.1714.1.1.1.1.5.0': 12,
    },
    { type: 'STORAGE', model: 'DS 3016', serial: 'I1', firmware: '5.12' },
  ],
  [
    'Intelbras',
    '8072.3.2.10',
    {
      ...resource('1004849.2.1'),
      'e.1004849.2.1.2.4.0': 'B1',
      'e.1004849.2.1.1.1.0': '3.1',
      'e.1004849.2.1.2.6.0': 'VIP',
      'e.1004849.2.1.1.2.0': '1.0',
    },
    {
      type: 'NETWORKING',
      model: 'VIP',
      serial: 'B1',
      firmware: '3.1',
      firmwares: [{ TYPE: 'device' }, { TYPE: 'hardware', VERSION: '1.0' }],
    },
  ],
  [
    'Konica',
    '18334.1.1.1.2.1',
    { 'e.18334.1.1.1.1.6.2.1.0': 'KONICA MINOLTA bizhub C284e' },
    { type: 'PRINTER', model: 'bizhub C284e' },
  ],
  ['Kyocera', '1347.41', { 'e.1347.40.10.1.1.5.1': 'kyo' }, { type: 'PRINTER', name: 'kyo' }],
  [
    'Mikrotik',
    '14988.1',
    { ...described('RouterOS RB433GL'), 'e.14988.1.1.7.3.0': 'M1', 'e.14988.1.1.7.4.0': '6.4' },
    { model: 'RB433GL', serial: 'M1', firmware: '6.4' },
  ],
  [
    'Multitech',
    '8072.3.2.10',
    { 'e.995.15.1.1.1.0': 'MTCDT', 'e.995.15.1.1.2.0': 'T1', 'e.995.15.1.1.3.0': '1.6' },
    { type: 'NETWORKING', model: 'MTCDT', serial: 'T1', firmware: '1.6', name: 'MTCDT_T1' },
  ],
  [
    'Oki',
    '2001.1',
    { 'e.2001.1.1.1.1.11.1.10.25.0': 'MC342', 'e.2001.1.1.1.1.11.1.10.45.0': 'K1' },
    { model: 'MC342', serial: 'K1' },
  ],
  [
    'Panasas',
    '10159.1.3.0',
    { 'e.10159.1.3.2.1.3.1.2.4': '64|127.0.0.1', 'e.10159.1.3.2.1.3.1.3.4': 'PA4' },
    { serial: 'PA4', byAddress: true },
  ],
  [
    'Pantum',
    '40093.1.1',
    { [printer]: 'M6500', 'e.40093.6.1.2': 'PT1', 'e.40093.1.1.1.1': '1.2' },
    { model: 'M6500', serial: 'PT1', firmwares: [{ VERSION: '1.2' }] },
  ],
  [
    'Qnap behind Linux',
    '8072.3.2.10',
    { 'e.24681.2.2.12.0': 'TS-231' },
    { type: 'STORAGE', manufacturer: 'Qnap', model: 'TS-231' },
  ],
  [
    'Ricoh',
    '367.1.1',
    { [printer]: 'MP C3003', 'e.367.3.2.1.6.1.1.7.1': 'RICOH MP C3003', '1.3.6.1.2.1.1.5.0': 'hall' },
    { type: 'PRINTER', model: 'MP C3003', name: 'hall' },
  ],
  [
    'Ricoh under another name',
    '367.1.1',
    described('NRG SP 4210N 1.05 / NRG Network Printer C model'),
    { model: 'NRG SP 4210N' },
  ],
  [
    'Ruckus',
    '25053.3.1.4',
    { 'e.25053.1.1.2.1.1.1.1.0': 'R500', 'e.25053.1.1.2.1.1.1.2.0': 'RK1', 'e.25053.1.1.3.1.1.1.1.1.3.1': '9.13' },
    { type: 'NETWORKING', model: 'R500', serial: 'RK1', firmware: '9.13' },
  ],
  [
    'Siemens',
    '4196.1.1.5',
    described('Siemens, SIMATIC NET, SCALANCE X208, 6GK5 208-0BA10-2AA3, HW: 5, FW: V5.0, SVPB714'),
    { type: 'NETWORKING', manufacturer: 'Siemens', serial: 'SVPB714', firmware: 'V5.0', name: 'SVPB714' },
  ],
  [
    'SonicWall',
    '8741.6',
    { 'e.8741.2.1.1.1.0': 'SMA 400', 'e.8741.2.1.1.2.0': 'W1', 'e.8741.2.1.1.4.0': '5.0', 'e.8741.2.1.1.3.0': '8.6' },
    {
      model: 'SMA 400',
      serial: 'W1',
      firmware: '5.0',
      firmwares: [{ TYPE: 'device' }, { NAME: 'SMA 400', DESCRIPTION: 'SonicOS firmware', VERSION: '8.6' }],
    },
  ],
  [
    'Sophos',
    '2604.5',
    {
      'e.2604.5.1.1.2.0': 'XGS2100',
      'e.2604.5.1.1.3.0': '22.0',
      'e.2604.5.1.1.1.0': 'SX1',
      'e.2604.5.1.1.5.0': '1.0.1',
      'e.2604.5.1.1.6.0': 'Not available',
    },
    { model: 'XGS2100', serial: 'SX1', firmware: '22.0', firmwares: [{ TYPE: 'device' }, { VERSION: '1.0.1' }] },
  ],
  [
    'Toshiba',
    '1129.1.2.1',
    { 'e.1129.1.2.1.1.1.1.1.0': 'TT1', 'e.1129.1.2.1.1.1.2.1.0': 'B-EX4T1', 'e.1129.1.2.1.1.1.1.2.0': 'B1.4' },
    { type: 'PRINTER', model: 'B-EX4T1', serial: 'TT1', firmwares: [{ VERSION: 'V1.4' }] },
  ],
  [
    'APC',
    '318.1.3.27',
    { [`${ups}.2.0`]: 'Smart-UPS 3000', 'e.318.1.1.1.1.2.3.0': 'AS1', [`${ups}.3.0`]: 'UPS 09.3' },
    { type: 'NETWORKING', manufacturer: 'APC', model: 'Smart-UPS 3000', serial: 'AS1', firmware: 'UPS 09.3' },
  ],
  [
    'Riello',
    '5491.317',
    { [`${ups}.1.0`]: 'Riello', 'e.318.1.1.4.1.5.0': 'x' },
    { type: 'NETWORKING', manufacturer: 'Riello' },
  ],
  [
    'Ubiquiti',
    '41112.1.4',
    { 'e.41112.1.4.5.1.4.1': '4x|00005e005305' },
    { type: 'NETWORKING', manufacturer: 'Ubiquiti', model: 'AirMAX', serial: '00005e005305', mac: '00:00:5e:00:53:05' },
  ],
  [
    'Voltaire',
    '5206.1',
    { '1.3.6.1.2.1.1.5.0': 'ISR9024-a1b2', 'e.5206.3.29.1.3.1007.1': 'V1', 'e.5206.3.1.0': '2.0' },
    { type: 'NETWORKING', model: 'ISR9024', serial: 'V1', firmware: '2.0' },
  ],
  [
    'Wyse',
    '714.1.2.6',
    { ...described('C10LE ThinOS 8.0'), 'e.714.1.2.6.2.1.0': 'WY1' },
    { manufacturer: 'Dell', model: 'Wyse C10LE', serial: 'WY1', firmwares: [{ VERSION: 'ThinOS 8.0' }] },
  ],
  [
    'Xerox',
    '253.8.62.1',
    described('Xerox Color 570;System 55.40.61,ESS1.208.6'),
    { type: 'PRINTER', model: 'Xerox Color 570' },
  ],
  [
    'Zebra',
    '10642.1.1',
    {
      'e.10642.1.1.0': 'ZT410',
      'e.10642.1.9.0': 'Z1',
      'e.10642.1.2.0': 'V75',
      'e.10642.1.4.0': 'zeb',
      'e.10642.1.11.0': 'Zebra',
      'e.10642.1.18.0': '6.3',
    },
    {
      type: 'PRINTER',
      manufacturer: 'Zebra',
      model: 'ZT410',
      serial: 'Z1',
      firmware: 'V75',
      name: 'zeb',
      firmwares: [{ TYPE: 'device' }, { VERSION: '6.3' }],
    },
  ],
  [
    'Zyxel',
    '890.1.15',
    { 'e.890.1.15.3.1.6.0': 'V4.70', 'e.890.1.15.3.1.11.0': 'XGS4600', 'e.890.1.15.3.1.12.0': 'ZY1' },
    { manufacturer: 'Zyxel', model: 'XGS4600', serial: 'ZY1', firmware: 'V4.70' },
  ],
  [
    'iLO',
    '232.9.4.11',
    {
      ...described('Integrated Lights-Out 5 2.71'),
      'e.232.9.2.2.2.0': '2.71',
      'e.232.9.2.2.1.0': '07/04/2022',
      'e.232.9.2.2.15.0': 'CZ1',
    },
    { serial: 'CZ1', firmware: '2.71', firmwares: [{ DATE: '07/04/2022', VERSION: '2.71' }] },
  ],
  [
    'Fortinet',
    '12356.101.1.1',
    { 'e.12356.100.1.1.1.0': 'FG1', 'e.12356.101.4.1.1.0': 'v6.4.8' },
    { serial: 'FG1', firmware: 'v6.4.8' },
  ],
  [
    'Palo Alto',
    '25461.2.3.54',
    { 'e.25461.2.1.2.1.1.0': '10.1', 'e.25461.2.1.2.1.3.0': '0012' },
    { serial: '0012', firmware: '10.1' },
  ],
  [
    'Juniper',
    '2636.1.1.1.2.21',
    { 'e.2636.3.1.2.0': 'Juniper MX960 Internet Backbone Router', 'e.2636.3.1.3.0': 'JN1' },
    { model: 'MX960', serial: 'JN1' },
  ],
  ['NetApp', '789.2.3', { 'e.789.1.1.5.0': 'FAS3270', 'e.789.1.1.9.0': '940' }, { model: 'FAS3270', serial: '940' }],
  [
    'Raritan',
    '13742.6',
    { 'e.13742.6.3.2.1.1.3.1': 'PX3-5493U', 'e.13742.6.3.2.1.1.4.1': 'RA1' },
    { type: 'NETWORKING', manufacturer: 'Raritan', model: 'PX3-5493U', serial: 'RA1' },
  ],
  [
    'Server Technology',
    '1718.3',
    { 'e.1718.3.1.1.0': 'Sentry Switched CDU Version 7.0c' },
    { type: 'NETWORKING', manufacturer: 'Server Technology', firmware: '7.0c' },
  ],
  [
    'CyberPower',
    '3808.1.1.1',
    { 'e.3808.1.1.1.1.1.1.0': 'PR2200', 'e.3808.1.1.1.1.2.3.0': 'CP1' },
    { type: 'NETWORKING', model: 'PR2200', serial: 'CP1' },
  ],
  [
    'Liebert',
    '476.1.42',
    { 'e.476.1.42.2.1.4.0': 'L1' },
    { type: 'NETWORKING', manufacturer: 'Liebert', serial: 'L1' },
  ],
  ['F5', '3375.2.1.3.4', { 'e.3375.2.1.3.3.3.0': 'bigip-1' }, { manufacturer: 'F5 Networks', serial: 'bigip-1' }],
  [
    'TP-Link',
    '11863.5.190',
    { 'e.11863.6.1.1.5.0': 'SG2218P 1.20', 'e.11863.6.1.1.8.0': '222C' },
    { model: 'SG2218P 1.20', serial: '222C' },
  ],
  [
    'D-Link',
    '171.10.165',
    { ...described('DGS-1250-28X Gigabit Switch'), 'e.171.12.11.1.9.4.1.17.1': 'SY1' },
    { model: 'DGS-1250-28X', serial: 'SY1' },
  ],
  [
    'VMware',
    '6876.4.1',
    { 'e.6876.1.1.0': 'VMware ESXi', 'e.6876.1.2.0': '7.0.3' },
    { type: 'COMPUTER', manufacturer: 'VMware', model: 'VMware ESXi', firmware: '7.0.3' },
  ],
  [
    'Axis',
    '368.4.1',
    described(' ; AXIS P8221; Network IO Audio Module; 5.10.3; Jan 29 2014'),
    { type: 'NETWORKING', manufacturer: 'Axis', model: 'AXIS P8221', firmware: '5.10.3' },
  ],
  ['Moxa', '8691.7.71', { 'e.8691.7.71.1.2.0': 'EDS-G516E' }, { manufacturer: 'Moxa', model: 'EDS-G516E' }],
  [
    'Nokia',
    '6527.1.3.9',
    { 'e.6527.3.1.2.2.1.3.1.4.1': '66|26', 'e.6527.3.1.2.2.1.6.1.2.26': '7210 SAS-R6' },
    { model: '7210 SAS-R6' },
  ],
]

describe('a device of', () => {
  it.each(cases)('%s', async (_, arcs, answers, expected) => {
    expect(await identify(device({ ...kind(arcs), ...answers }))).toMatchObject(expected)
  })
})

describe('the registry', () => {
  it('has one name for each, and asks for OIDs only', () => {
    const names = registry.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const one of registry) {
      expect(one.match.length, one.name).toBeGreaterThan(0)
      const { manufacturer, model, serial, firmware, firmwareDate, mac, address, hostname, otherwise, inventory } = one
      const sources = [manufacturer, model, serial, firmware, firmwareDate, mac, address, hostname]
      const all = [
        ...sources,
        ...Object.values(otherwise ?? {}),
        ...(one.firmwares ?? []).map(({ version }) => version),
      ]
      const oids = all.flatMap((source) => [...instancesOf(source, '1.3'), ...tablesOf(source)])
      for (const oid of [...oids, ...(inventory?.needs ?? []), ...(inventory?.walks ?? [])])
        expect(oidOf(oid), `${one.name}: ${oid}`).toBe(oid)
    }
  })

  it('never fails, whatever a device answers', () => {
    const value = fc.oneof(
      fc.integer().map((number) => ({ type: 'integer' as const, value: number })),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => ({ type: 'octets' as const, value: bytes })),
      fc.string().map((text) => ({ type: 'octets' as const, value: Buffer.from(text) })),
      fc.constant({ type: 'null' as const }),
    )
    const index = fc.constantFrom('0', '1', '1.1', '1.6', '2')
    fc.assert(
      fc.property(value, fc.dictionary(index, value), fc.string(), (one, table, text) => {
        const rows = new Map(Object.entries(table))
        const read: Read = {
          address: '192.0.2.1',
          known: { description: text, mac: '00:00:5e:00:53:01' },
          value: () => one,
          text: () => text,
          rows: () => rows,
          texts: () => new Map([['1', text]]),
        }
        for (const module of registry) {
          for (const source of [
            module.model,
            module.serial,
            module.firmware,
            module.mac,
            module.hostname,
            module.manufacturer,
          ])
            find(source, read, (found) => found.type)
          const document = {
            INFO: {},
            PORTS: {
              PORT: [
                { IFDESCR: text, MAC: text },
                { IFDESCR: 'ra0', IFTYPE: 6 },
              ],
            },
          }
          module.inventory?.apply(read, document)
        }
      }),
    )
  })
})
