import { infoOf } from './document.ts'
import { type DeviceModule, described, ent } from './module.ts'

/** Dell-Vendor-MIB (productIdentification) of the PowerConnect and N series, and DELLEMC-OS10-CHASSIS-MIB. */
const vendor = ent('674.10895.3000.1.2.100')
const os10 = ent('674.11000.5000.100.4.1.1.3.1')
const networking = ent('674.10895.3000')

export const dellSwitch: DeviceModule = {
  name: 'dell-switch',
  match: [
    { object: ent('674'), resource: networking },
    { unnamed: true, resource: networking },
    { object: ent('674.10895') },
    { object: ent('674.11000.5000.100.2') },
  ],
  type: 'NETWORKING',
  manufacturer: { text: 'Dell' },
  otherwise: { model: `${vendor}.1.0` },
  serial: [`${vendor}.8.1.2.1`, `${os10}.5.1`],
  firmware: `${vendor}.4.0`,
  mac: `${os10}.3.1`,
  inventory: {
    needs: [`${vendor}.8.1.3.1`, `${vendor}.8.1.4.1`, `${os10}.7.1`],
    apply: ({ text }, document) => {
      const asset = text(`${vendor}.8.1.3.1`)
      const tag = asset === undefined || asset === 'none' ? (text(`${vendor}.8.1.4.1`) ?? text(`${os10}.7.1`)) : asset
      if (tag !== undefined) infoOf(document).ASSETTAG = tag
    },
  },
}

/** IDRAC-MIB: service tag and model of the server, firmware of the controller; 2.1.1.11 in the older DELL-RAC-MIB. */
const drac = '674.10892.5.1'

export const idrac: DeviceModule = {
  name: 'idrac',
  match: [{ object: ent('674.10892') }],
  serial: [ent('674.10892.2.1.1.11.0'), ent(`${drac}.3.2.0`)],
  model: [ent(`${drac}.3.12.0`), ent('674.10892.2.1.1.2.0')],
  firmware: [ent(`${drac}.1.8.0`), ent('674.10892.2.1.2.1.0')],
}

/** Laser printers: `Dell MFP Laser 3115cn; Net 9.26`, `Dell S5830dn version NH62`. */
export const dellPrinter: DeviceModule = {
  name: 'dell-printer',
  match: [{ object: ent('674.10898') }],
  type: 'PRINTER',
  otherwise: { model: described(/^Dell ([^;]+?)(?:;| version)/) },
}
