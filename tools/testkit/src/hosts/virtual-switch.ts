import type { CaptureParts } from '../builders/capture.ts'
import { network } from './network.ts'
import { linesIn } from './parts.ts'

/** A VLAN of an interface, and the bridge that guests are plugged into; the machine itself has no address there. */
export function virtualSwitch(base: string, vlan: number, mac: string): CaptureParts {
  const name = `${base}.${vlan}`
  const { files, links } = network([
    { name, index: 15, mac, kind: 'vlan', lower: [base] },
    { name: 'br0', index: 16, mac, kind: 'bridge', lower: [name] },
  ])
  const inSys = (given: CaptureParts['files' | 'links']) =>
    Object.fromEntries(Object.entries(given ?? {}).filter(([path]) => path.startsWith('/sys/')))
  const id = `8000.${mac.replaceAll(':', '')}`
  return {
    files: {
      ...inSys(files),
      ...linesIn('/sys/devices/virtual/net/br0/bridge', { bridge_id: id, stp_state: 0 }),
      ...linesIn(`/sys/devices/virtual/net/${name}/brport`, { bridge: '', port_no: '0x1' }),
      '/proc/net/vlan/config': `VLAN Dev name\t | VLAN ID\nName-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\n${name.padEnd(15)}| ${vlan}  | ${base}\n`,
      [`/proc/net/vlan/${name}`]: `${name}  VID: ${vlan}\t REORDER_HDR: 1  dev->priv_flags: 1021\nDevice: ${base}\n`,
    },
    links: {
      ...inSys(links),
      [`/sys/devices/virtual/net/${name}/master`]: '../br0',
      [`/sys/devices/virtual/net/br0/brif/${name}`]: `../../${name}/brport`,
    } as Readonly<Record<string, string>>,
  }
}
