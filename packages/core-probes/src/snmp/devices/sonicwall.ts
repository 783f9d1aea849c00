import { type DeviceModule, described, ent } from './module.ts'

/** SNWL-COMMON-MIB: model, serial number, firmware, ROM version. */
const base = ent('8741.2.1.1')

export const sonicwall: DeviceModule = {
  name: 'sonicwall',
  match: [{ object: ent('8741') }],
  model: [`${base}.1.0`, described(/^SonicWALL (.+?) \(/i)],
  serial: `${base}.2.0`,
  firmware: `${base}.4.0`,
  firmwares: [
    {
      name: { needs: [`${base}.1.0`], from: ({ known }) => known.model },
      description: 'SonicOS firmware',
      type: 'system',
      version: { oid: `${base}.3.0`, pattern: /^(?:SonicOS(?: \w+)? )?(.+)/ },
    },
  ],
}
