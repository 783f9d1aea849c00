import type { CaptureParts } from '../builders/capture.ts'
import { linesIn } from './parts.ts'

/** A unit as `ipmitool fru print` shows it. */
const unit = (name: string, fields: Readonly<Record<string, string>>): string =>
  `FRU Device Description : ${name}\n${Object.entries(fields)
    .map(([label, value]) => ` ${label.padEnd(22)}: ${value}\n`)
    .join('')}\n`

const board = (product: string, serial: string, part: string): Readonly<Record<string, string>> => ({
  'Board Mfg': 'DELL',
  'Board Product': product.padEnd(30),
  'Board Serial': serial,
  'Board Part Number': part,
})

const fru =
  unit('Builtin FRU Device (ID 0)', board('PowerEdge R650', '.XXXXX01.CNIVC0000001.', '0XHRYJA02')) +
  unit('PS1 (ID 1)', board('PWR SPLY,800W,RDNT,DELTA', 'CNDED0000001', '0CMPGMA01')) +
  'FRU Device Description : PS2 (ID 2)\n Device not present (Timeout)\n\n' +
  unit('BP1 (ID 13)', board('DRIVE BACKPLANE', 'CNIVC0000003', '0MG81CA02')) +
  unit('NDC (ID 4)', board('BRCM 10G/GbE 2+2P 57800-t rNDC', 'CNIVC0000004', '0G8RPDA00')) +
  unit('PERC1 (ID 10)', board('Dell Storage Cntlr. H745 Front', 'CNIVC0000005', '0GDJ3JA03'))

const lan = `Set in Progress         : Set Complete
IP Address Source       : Static Address
IP Address              : 192.0.2.200
Subnet Mask             : 255.255.255.0
MAC Address             : 02:00:5e:10:0b:3c
Default Gateway IP      : 192.0.2.254
802.1q VLAN ID          : Disabled
`

const port = { port_name: '0x10000000c9afdfc6', port_state: 'Online', speed: '16 Gbit' }
const systool = `Class = "fc_host"

  Class Device = "host15"
  Class Device path = "/sys/devices/pci0000:30/0000:30:03.0/0000:32:00.0/host15/fc_host/host15"
${Object.entries(port)
  .map(([name, value]) => `    ${name.padEnd(20)}= "${value}"\n`)
  .join('')}
    Device = "host15"
`

const network = '0123456789ab'
const container = { Name: 'web', MacAddress: '02:42:c0:00:02:05', IPv4Address: '192.0.2.65/24', IPv6Address: '' }

/** What a server has beside its processors: a management controller, a Fibre Channel port, a macvlan of Docker. */
export const management = (): CaptureParts => ({
  files: { ...linesIn('/sys/class/fc_host/host15', port), '/run/docker.pid': '812' },
  commands: {
    'ipmitool fru print': fru,
    'ipmitool lan print': lan,
    'systool -c fc_host -v': systool,
    'docker network ls --filter driver=macvlan -q': `${network}\n`,
    [`docker network inspect ${network}`]: JSON.stringify([{ Name: 'lan', Containers: { '0a': container } }]),
  },
})

/** A wireless card that is in a network. */
export const wireless = (name: string): CaptureParts => ({
  commands: {
    [`iwconfig ${name}`]: `${name}  IEEE 802.11  ESSID:"Office"
          Mode:Managed  Frequency:5.18 GHz  Access Point: 02:00:5E:10:0C:01
          Bit Rate=866.7 Mb/s   Tx-Power=22 dBm
`,
  },
})
