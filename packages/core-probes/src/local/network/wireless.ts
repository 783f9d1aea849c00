import { type Argv, type Host, valueOf as ifOk } from '../../host/port.ts'
import { parseIwconfig, parseIwInfo, parseIwLink, parseNmcli, type Wireless } from './parse-wireless.ts'

/** Name, access point and rate of a wireless network are told by no file: a part for each program that knows them. */
export async function readWireless(
  host: Host,
  name: string,
): Promise<readonly (readonly [from: string, fields: Wireless])[]> {
  const output = async (...argv: Argv): Promise<string | undefined> => ifOk(await host.commands.run(argv))?.stdout
  const link = await output('iw', 'dev', name, 'link')
  const iw =
    link === undefined ? {} : { ...parseIwLink(link), ...parseIwInfo((await output('iw', 'dev', name, 'info')) ?? '') }
  // What iw tells of a link that is not up yet is little; its predecessor is asked then as well.
  const complete = iw.WIFI_MODE !== undefined && (iw.WIFI_VERSION !== undefined || iw.WIFI_SSID === undefined)
  const older = complete ? undefined : await output('iwconfig', name)
  if (link !== undefined || older !== undefined)
    return [
      ['iw', iw],
      ['iwconfig', parseIwconfig(older ?? '')],
    ]
  const columns = async (...names: string[]): Promise<readonly string[]> =>
    parseNmcli((await output('nmcli', '-g', names.join(','), 'dev', 'wifi', 'list')) ?? '', name)
  const [rate] = await columns('DEVICE', 'ACTIVE', 'RATE')
  if (rate === undefined) return []
  const [WIFI_SSID, bssid, mode] = await columns('DEVICE', 'ACTIVE', 'SSID', 'BSSID', 'MODE')
  const fields: Wireless = {
    SPEED: /^(\d{1,6}) Mbit/.exec(rate)?.[1],
    WIFI_SSID,
    WIFI_BSSID: bssid,
    WIFI_MODE: mode === 'Infra' ? 'Managed' : mode,
  }
  return [['nmcli', fields]]
}
