import type { Network } from './link.ts'

export type Wireless = Pick<Network, 'WIFI_SSID' | 'WIFI_BSSID' | 'WIFI_MODE' | 'WIFI_VERSION' | 'SPEED'>

/** As the program spells it: admission brings hardware addresses to one form. */
const bssid = (text: string | undefined): string | undefined =>
  /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(text ?? '') ? text : undefined
const rate = (text: string | undefined): string | undefined => text && `${Math.trunc(Number(text))}`

/** `iwconfig IF`: standard, network name in quotes (`off/any` is none), mode, access point, bit rate in Mb/s. */
export function parseIwconfig(text: string): Wireless {
  const head = text.slice(0, 10_000)
  return {
    WIFI_VERSION: /IEEE (802\.11\S{0,20})/.exec(head)?.[1],
    WIFI_SSID: /ESSID:"([^"\n]{1,64})"/.exec(head)?.[1],
    WIFI_MODE: /Mode:(\S{1,30})/.exec(head)?.[1],
    WIFI_BSSID: bssid(/Access Point: (\S{1,30})/.exec(head)?.[1]),
    SPEED: rate(/Bit Rate[=:](\d{1,9})/.exec(head)?.[1]),
  }
}

/** The standard that a rate belongs to (IEEE 802.11 clauses 19 to 36), by the words beside it; the newest first. */
const standards: readonly (readonly [sign: RegExp, version: string])[] = [
  [/\bEHT-/, '802.11be'],
  [/\bHE-/, '802.11ax'],
  [/\bVHT-/, '802.11ac'],
  [/\bMCS\b/, '802.11n'],
]

/** `iw dev IF link`: `Connected to BSSID`, `SSID:`, `tx bitrate: 866.7 MBit/s VHT-MCS 9 80MHz`. */
export function parseIwLink(text: string): Wireless {
  const head = text.slice(0, 10_000)
  const bitrate = /^[ \t]*tx bitrate: (.{1,100})$/m.exec(head)?.[1] ?? ''
  return {
    WIFI_SSID: /^[ \t]*SSID: (.{1,64})$/m.exec(head)?.[1],
    WIFI_BSSID: bssid(/^Connected to (\S{17})/m.exec(head)?.[1]),
    WIFI_VERSION: standards.find(([sign]) => sign.test(bitrate))?.[1],
    SPEED: rate(/^(\d{1,9})/.exec(bitrate)?.[1]),
  }
}

/** `iw dev IF info`: `type managed`; the mode is spelled as iwconfig does. */
export function parseIwInfo(text: string): Wireless {
  const type = /^[ \t]*type (\w{1,30})/m.exec(text.slice(0, 10_000))?.[1]
  return { WIFI_MODE: type && (modes[type] ?? type) }
}
const modes: Readonly<Record<string, string>> = {
  managed: 'Managed',
  AP: 'Master',
  IBSS: 'Ad-Hoc',
  monitor: 'Monitor',
  mesh: 'Mesh',
}

/** `nmcli -g DEVICE,ACTIVE,... dev wifi list`: what follows of the active network of a device; colons in values are escaped. */
export function parseNmcli(text: string, device: string): string[] {
  for (const line of text.split('\n', 10_000)) {
    const values = line
      .slice(0, 1000)
      .split(/(?<!\\):/)
      .map((value) => value.replace(/\\(.)/g, '$1'))
    if (values[0] === device && values[1] === 'yes') return values.slice(2)
  }
  return []
}
