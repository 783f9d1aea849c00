import { mac } from '../clean.ts'
import { compareOids } from '../oid.ts'
import { portsOf } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

export const cisco: DeviceModule = {
  name: 'cisco',
  match: [{ object: ent('9') }],
  priority: 5,
  /** OLD-CISCO-SYS-MIB, hostName. */
  hostname: ent('9.2.1.3.0'),
}

/** CISCO-UNIFIED-COMPUTING-COMPUTE-MIB: model and serial number of the blade or rack server. */
const board = '9.9.719.1.9.6.1'

export const ciscoUcsBoard: DeviceModule = {
  name: 'cisco-ucs-board',
  match: [{ object: ent('9'), instance: ent(`${board}.2.1`) }],
  priority: 5,
  model: ent(`${board}.6.1`),
  serial: ent(`${board}.14.1`),
}

/** CISCO-PORT-SECURITY-MIB: cpsGlobalPortSecurityEnable, cpsIfSecureLastMacAddress by ifIndex. */
const lastSecure = ent('9.9.315.1.2.1.1.10')

export const ciscoPortSecurity: DeviceModule = {
  name: 'cisco-port-security',
  match: [{ object: ent('9'), instance: ent('9.9.315.1.1.3.0'), value: /^1$/ }],
  priority: 5,
  inventory: {
    walks: [lastSecure],
    apply: (read, document) => {
      for (const port of portsOf(document)) {
        const last = mac(read.rows(lastSecure).get(String(port.IFNUMBER)))
        if (last !== undefined) port.CONNECTIONS = { CONNECTION: { MAC: [last] } }
      }
    },
  },
}

/** AIRESPACE-SWITCHING-MIB of the wireless controllers: agentInventoryMachineModel, SerialNumber. */
export const ciscoWlc: DeviceModule = {
  name: 'cisco-wlc',
  match: [{ object: ent('14179') }, { object: ent('9'), description: /^Cisco Controller\b/ }],
  type: 'NETWORKING',
  model: ent('14179.1.1.1.3.0'),
  serial: ent('14179.1.1.1.4.0'),
}

/** Cisco Small Business: the rlPhdUnitGenParam table of RADLAN-Physicaldescription-MIB, by unit: serial number and model. */
const units = ent('9.6.1.101.53.14.1')

export const ciscoSmallBusiness: DeviceModule = {
  name: 'cisco-small-business',
  match: [{ object: ent('9.6.1') }],
  serial: {
    walks: [`${units}.5`],
    from: ({ rows }) => [...rows(`${units}.5`)].sort(([a], [b]) => compareOids(a, b))[0]?.[1],
  },
}
