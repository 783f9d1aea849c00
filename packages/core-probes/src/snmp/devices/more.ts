import { type DeviceModule, ent } from './module.ts'

/** Makers whose tree holds model, serial number and version as plain instances, and nothing else of interest. */
const plain = (
  name: string,
  arcs: string,
  places: { readonly model?: string; readonly serial?: string; readonly firmware?: string },
): DeviceModule => ({
  name,
  match: [{ object: ent(arcs) }],
  otherwise: Object.fromEntries(Object.entries(places).map(([field, place]) => [field, ent(place)])),
})

export const moreModules: readonly DeviceModule[] = [
  // HP-httpManageable-MIB: serial number of ProCurve switches.
  plain('procurve', '11.2.3.7.11', { serial: '11.2.36.1.1.2.9.0' }),
  // LaserJet-Common-MIB: model-name, serial-number.
  plain('laserjet', '11.2.3.9', { model: '11.2.3.9.4.2.1.1.3.2.0', serial: '11.2.3.9.4.2.1.1.3.3.0' }),
  // LEXMARK-PVT-MIB: prtgenPrinterName, prtgenSerialNo.
  plain('lexmark-private', '641', { model: '641.2.1.2.1.2.1', serial: '641.2.1.2.1.6.1' }),
  // BLUECOAT-SG-PROXY-MIB: sgProxySoftware, sgProxySerialNumber.
  plain('blue-coat', '3417', { serial: '3417.2.11.1.4.0', firmware: '3417.2.11.1.3.0' }),
  // IB-PLATFORMONE-MIB: ibHardwareType, ibSerialNumber, ibNiosVersion.
  plain('infoblox', '7779', {
    model: '7779.3.1.1.2.1.4.0',
    serial: '7779.3.1.1.2.1.6.0',
    firmware: '7779.3.1.1.2.1.7.0',
  }),
  // RBT/STEELHEAD-MIB: model, serialNumber, systemVersion.
  plain('riverbed', '17163.1.1', {
    model: '17163.1.1.1.1.0',
    serial: '17163.1.1.1.2.0',
    firmware: '17163.1.1.1.3.0',
  }),
  // DATA-DOMAIN-MIB: systemSerialNumber, systemModelNumber.
  plain('data-domain', '19746', { model: '19746.1.13.1.4.0', serial: '19746.1.13.1.1.0' }),
  // A10-AX-MIB: axSysSerialNumber, axSysPrimaryVersionOnDisk.
  plain('a10', '22610', { serial: '22610.2.4.1.6.2.0', firmware: '22610.2.4.1.1.1.0' }),
  // PEPLINK-DEVICE: deviceModel, deviceSerialNumber, deviceFirmwareVersion.
  plain('peplink', '23695', {
    model: '23695.200.1.1.1.1.1.0',
    serial: '23695.200.1.1.1.1.2.0',
    firmware: '23695.200.1.1.1.1.3.0',
  }),
  // WHISP-BOX-MIB of Canopy: whispBoxSoftwareVer.
  plain('canopy', '161.19', { firmware: '161.19.3.3.1.1.0' }),
]
