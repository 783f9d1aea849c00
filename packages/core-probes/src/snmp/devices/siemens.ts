import { type DeviceModule, ent, type Read, type Source } from './module.ts'
import { shown } from './source.ts'

/** SIMATIC NET: AUTOMATION-SYSTEM-MIB (4196) and SN-MSPS (4329). */
const base = '4196.1.1.8.3.100.1'
const system = '4329.6.3.2.1.1'

/** Fields of sysDescr: `Siemens, SIMATIC NET, SCALANCE X208, 6GK5 208-0BA10-2AA3, HW: 5, FW: V5.0, SVPB7140912`. */
const field = (read: Read, at: number): string | undefined =>
  read.known.description?.split(',')[at]?.trim() || undefined

const firstText = (read: Read, ...oids: string[]): string | undefined => {
  for (const oid of oids) {
    const text = read.text(ent(oid))
    if (text !== undefined) return text
  }
  return undefined
}

const serial: Source = {
  needs: [ent(`${base}.8.6.0`), ent(`${system}.3.0`)],
  from: (read) =>
    firstText(read, `${base}.8.6.0`, `${system}.3.0`) ?? field(read, 6) ?? read.known.mac?.replaceAll(':', ''),
}

export const siemens: DeviceModule = {
  name: 'siemens',
  match: [{ object: ent('4196') }, { object: ent('4329.6') }],
  type: 'NETWORKING',
  manufacturer: { text: 'Siemens' },
  model: {
    needs: [ent(`${base}.8.26.0`), ent(`${system}.2.0`)],
    from: (read) => {
      const part = firstText(read, `${base}.8.26.0`, `${system}.2.0`) ?? field(read, 3)
      const named = field(read, 2)
      return named ?? (part === undefined ? undefined : `Siemens module (PartNumber: ${part})`)
    },
  },
  serial,
  firmware: {
    needs: [ent(`${base}.8.4.0`), ent(`${system}.5.0`)],
    from: (read) =>
      firstText(read, `${base}.8.4.0`, `${system}.5.0`) ??
      /\bFW: ?(?:Version )?([^,]+)/.exec(shown(read.known.description ?? ''))?.[1]?.trim(),
  },
  mac: ent(`${base}.10.10.0`),
  hostname: {
    needs: [ent(`${base}.2.21.2.0`)],
    from: (read) => firstText(read, `${base}.2.21.2.0`) ?? read.known.serial,
  },
}
