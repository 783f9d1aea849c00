import { type DeviceModule, ent } from './module.ts'

/** TOSHIBATEC-MIB of the label printers. */
const base = ent('1129.1.2.1.1')

export const toshiba: DeviceModule = {
  name: 'toshiba',
  match: [{ object: ent('1129') }],
  serial: `${base}.1.1.1.0`,
  model: `${base}.1.2.1.0`,
  firmwares: [
    {
      name: 'Toshiba printer',
      description: 'Toshiba printer firmware',
      type: 'printer',
      version: {
        needs: [`${base}.1.1.2.0`],
        from: ({ text }) => text(`${base}.1.1.2.0`)?.replace(/^B/, 'V'),
      },
    },
    { name: 'Toshiba boot', description: 'Toshiba boot firmware', type: 'boot', version: `${base}.1.2.5.0` },
  ],
}
