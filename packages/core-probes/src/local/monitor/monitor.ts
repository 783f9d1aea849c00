import { pnpMaker } from '../ids/pnp.ts'
import { decodeEdid } from './edid.ts'
import { serialsOf } from './serials.ts'

/** An entry of MONITORS. */
export interface Monitor {
  readonly CAPTION?: string | undefined
  readonly DESCRIPTION?: string | undefined
  readonly MANUFACTURER?: string | undefined
  readonly SERIAL?: string | undefined
  readonly ALTSERIAL?: string | undefined
  readonly PORT?: string | undefined
  readonly BASE64?: string | undefined
}

/** Makers of displays whose code the registry does not have, or has for another company. */
const makers: Readonly<Record<string, string>> = {
  AIC: 'AG Neovo',
  AOC: 'AOC International (USA) Ltd.',
  BNQ: 'BenQ Corporation',
  EIZ: 'EIZO',
  FCM: 'Funai Electric Company of Taiwan',
  HEI: 'Hyundai Electronics Industries Co., Ltd.',
  HSL: 'Hansol Electronics',
  IBM: 'IBM',
  ICL: 'Fujitsu ICL',
  IMP: 'Impression Products Incorporated',
  NAN: 'NANAO',
  PDC: 'Polaroid',
  ZCM: 'Zenith Data Systems',
}

export const makerName = (code: string | undefined): string | undefined =>
  code && (makers[code] ?? pnpMaker(code) ?? code)

/** A display by its EDID, all blocks of it. What is no EDID still is a display at that port. */
export function monitorOf(bytes: Uint8Array, port?: string): Monitor {
  return { ...identityOf(bytes), PORT: port, BASE64: Buffer.from(bytes).toString('base64') }
}

/** What the EDID says; undefined where it is none. */
export function identityOf(bytes: Uint8Array): Monitor | undefined {
  const edid = decodeEdid(bytes)
  if (!edid) return undefined
  const { serial, alternative } = serialsOf(edid)
  const name = [edid.names, edid.texts].map((texts) => texts.filter(Boolean).join(' ')).find(Boolean)
  return {
    CAPTION: name?.replace(/[^ -~].*$/s, '').trimEnd() || undefined,
    // Week 255 marks a model year.
    DESCRIPTION: edid.week === 255 ? String(edid.year) : `${edid.week}/${edid.year}`,
    MANUFACTURER: makerName(edid.maker),
    SERIAL: serial,
    ALTSERIAL: alternative,
  }
}

/** One entry for each serial number, or for each EDID where there is none; the first that knows a field holds. */
export function distinct(monitors: readonly Monitor[]): readonly Monitor[] {
  const known = new Map<string, Monitor>()
  for (const monitor of monitors) {
    const key = monitor.SERIAL ?? monitor.BASE64 ?? ''
    known.set(key, { ...monitor, ...stated(known.get(key)) })
  }
  return [...known.values()]
}

const stated = (monitor: Monitor = {}): Monitor =>
  Object.fromEntries(Object.entries(monitor).filter(([, value]) => value !== undefined))
