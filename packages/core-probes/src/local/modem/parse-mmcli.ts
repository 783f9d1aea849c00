/** A modem as ModemManager knows it. */
export interface Modem {
  readonly MANUFACTURER?: string | undefined
  readonly MODEL?: string | undefined
  readonly IMEI?: readonly string[] | undefined
}

/** Paths of `mmcli -L -J`: `{"modem-list":["/org/freedesktop/ModemManager1/Modem/0"]}`. */
export function parseModemList(text: string): string[] {
  const list = at(json(text), 'modem-list')
  return Array.isArray(list) ? list.flatMap((path) => /\/Modem\/(\d{1,6})$/.exec(String(path))?.[1] ?? []) : []
}

/** `mmcli -m N -J`; what is unknown reads `--`. */
export function parseModem(text: string): Modem | undefined {
  const modem = at(json(text), 'modem')
  const generic = at(modem, 'generic')
  const known = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' && value !== '--' ? value : undefined
  const imei = known(at(at(modem, '3gpp'), 'imei'))
  const found = {
    MANUFACTURER: known(at(generic, 'manufacturer')),
    MODEL: known(at(generic, 'model')),
    IMEI: imei === undefined ? undefined : [imei],
  }
  return found.MODEL || imei ? found : undefined
}

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
