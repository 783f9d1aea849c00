import type { Network } from './link.ts'

export type Wireless = Pick<Network, 'WIFI_SSID' | 'WIFI_BSSID' | 'WIFI_MODE' | 'WIFI_VERSION' | 'SPEED'>

const bssid = (text: string | undefined): string | undefined =>
  /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(text ?? '') ? text?.toLowerCase() : undefined
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

/** `iw dev IF link`: `Connected to BSSID`, `SSID:`, `tx bitrate:` in MBit/s. */
export function parseIwLink(text: string): Wireless {
  const head = text.slice(0, 10_000)
  return {
    WIFI_SSID: /^[ \t]*SSID: (.{1,64})$/m.exec(head)?.[1],
    WIFI_BSSID: bssid(/^Connected to (\S{17})/m.exec(head)?.[1]),
    SPEED: rate(/tx bitrate: (\d{1,9})/.exec(head)?.[1]),
  }
}
