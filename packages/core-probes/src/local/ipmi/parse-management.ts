import { type Content, ipv4Subnet, isIpv4 } from '@fusioninventory/protocol'
import { macIn } from '../network/link.ts'

type Network = NonNullable<Content['NETWORKS']>[number]

const ipv4 = (text: string | undefined): string | undefined =>
  text !== undefined && isIpv4(text) && text !== '0.0.0.0' ? text : undefined

/** Addresses as a network has them; without an address nothing of it holds. */
function addresses(address: string | undefined, mask: string | undefined, gateway: string | undefined): Network {
  return {
    IPADDRESS: address,
    IPMASK: address && mask,
    IPSUBNET: address && mask && ipv4Subnet(address, mask),
    IPGATEWAY: address && gateway,
  }
}

/**
 * `ipmitool lan print`: the port of the management controller, `IP Address   : 10.0.0.2` and the like. Undefined where
 * there is no such controller.
 */
export function parseIpmiLan(text: string): Network | undefined {
  const head = text.slice(0, 20_000)
  const value = (label: string): string | undefined => new RegExp(`^${label}[ \\t]*:[ \\t]*(\\S+)`, 'm').exec(head)?.[1]
  const written = macIn(value('MAC Address'))
  const mac = written === '00:00:00:00:00:00' ? undefined : written
  const address = ipv4(value('IP Address'))
  if (mac === undefined && address === undefined) return undefined
  return {
    DESCRIPTION: 'bmc',
    TYPE: 'ethernet',
    MANAGEMENT: '1',
    STATUS: address === undefined ? 'Down' : 'Up',
    MACADDR: mac,
    ...addresses(address, ipv4(value('Subnet Mask')), ipv4(value('Default Gateway IP'))),
  }
}

/** `hponcfg -aw -`: settings of HP's iLO as RIBCL, a script of elements with a VALUE. */
export function parseHponcfg(text: string): Network | undefined {
  const head = text.slice(0, 200_000)
  const value = (element: string): string | undefined =>
    new RegExp(`<${element}\\s{1,9}VALUE\\s{0,9}=\\s{0,9}"([^"\\n]{1,64})"`).exec(head)?.[1]
  const enabled = value('ENABLE_NIC')
  const address = ipv4(value('IP_ADDRESS'))
  if (enabled === undefined && address === undefined) return undefined
  const speed = value('NIC_SPEED')
  return {
    DESCRIPTION: 'Management Interface - HP iLO',
    TYPE: 'ethernet',
    MANAGEMENT: 'iLO',
    STATUS: enabled === 'Y' ? 'Up' : 'Down',
    SPEED: /^\d{1,6}$/.test(speed ?? '') ? speed : undefined,
    ...addresses(address, ipv4(value('SUBNET_MASK')), ipv4(value('GATEWAY_IP_ADDRESS'))),
  }
}
