import {
  admit,
  clean,
  diskManufacturer,
  ipv4Mask,
  ipv4Subnet,
  squeeze,
  toMegabytes,
  toMegahertz,
} from '@fusioninventory/protocol'
import { parseBoardBlock } from '../../../packages/core-probes/src/local/bios/parse-boards.ts'
import { cpusFromSmbios } from '../../../packages/core-probes/src/local/cpu/from-smbios.ts'
import { parseCpuinfo, processorBlocks } from '../../../packages/core-probes/src/local/cpu/parse-cpuinfo.ts'
import { parseDf } from '../../../packages/core-probes/src/local/drive/parse-df.ts'
import { parseSystemId } from '../../../packages/core-probes/src/local/hardware/parse-systemid.ts'
import { addresses, type Link, shared } from '../../../packages/core-probes/src/local/network/link.ts'
import { parseDhclient } from '../../../packages/core-probes/src/local/network/parse-dhcp.ts'
import { parseIfconfig } from '../../../packages/core-probes/src/local/network/parse-ifconfig.ts'
import { parseIpAddr } from '../../../packages/core-probes/src/local/network/parse-ip-addr.ts'
import { parseIpRoute, parseNetstat } from '../../../packages/core-probes/src/local/network/parse-route.ts'
import { parseIwconfig } from '../../../packages/core-probes/src/local/network/parse-wireless.ts'
import { releaseOf, withPointRelease } from '../../../packages/core-probes/src/local/os/parse-os-release.ts'
import { parseBirth } from '../../../packages/core-probes/src/local/os/parse-system.ts'
import { parsePs } from '../../../packages/core-probes/src/local/process/parse-ps.ts'
import { fromPs } from '../../../packages/core-probes/src/local/process/present.ts'
import { parseDmidecode } from '../../../packages/core-probes/src/local/smbios/index.ts'
import type { Json } from '../src/case.ts'
import { byType, captureFacts, oneRow, smbiosOf } from '../src/working.ts'
import { replayed, type Units } from './step.ts'

const string = (value: Json | undefined): string | undefined =>
  value === null || value === undefined ? undefined : String(value)
const rows = (links: readonly Link[]) =>
  links.flatMap((link) => addresses(link, []).map((row) => ({ ...shared(link), ...row })))

/** Firmware tables, processors, memory, addresses, drives, accounts, processes, and the forms of values. */
export const base: Units = {
  'Generic.Dmidecode.Battery._getBatteries': replayed,
  'Generic.Dmidecode.Bios._getBios': replayed,
  'Generic.Dmidecode.Bios._getBiosHardware': replayed,
  'Generic.Dmidecode.Hardware._getHardware': replayed,
  'Generic.Dmidecode.Memory._getMemories': replayed,
  'Generic.Dmidecode.Ports._getPorts': replayed,
  'Generic.Dmidecode.Psu.doInventory': replayed,
  'Generic.Dmidecode.Slots._getSlots': replayed,
  'Generic.Softwares.Deb._getPackagesList': replayed,
  'Generic.Softwares.RPM._getPackagesList': replayed,
  'Linux.ARM.Board._getBios': replayed,
  'Linux.ARM.CPU._getCPUsFromProc': replayed,
  'Linux.Drives._parseLshal': replayed,
  'Linux.Networks.FibreChannel._getInterfacesFromFcHost': replayed,
  'Linux.PowerPC.CPU._getCPUsFromProc': replayed,
  'Linux.SPARC.CPU._getCPUsFromProc': replayed,
  'Linux.i386.CPU._getCPUs': replayed,

  'Generic.getCpusFromDmidecode': ({ text }) => cpusFromSmbios(smbiosOf(text())),
  'Generic.getDmidecodeInfos': ({ text }) => byType(parseDmidecode(text()).structures),
  'Linux.ARM.Board._getBoardFromProc': ({ text }) => parseBoardBlock(text()),
  'Linux.Distro.OSRelease._fixDebianOS': ({ text }) =>
    withPointRelease(releaseOf(text('/etc/os-release')), text('/etc/debian_version'), undefined),
  'Linux.Distro.OSRelease._getOSRelease': ({ text }) => releaseOf(text()),
  'Linux.Hardware._getRHNSystemId': ({ text }) => parseSystemId(text()),
  'Linux.Networks._parseIwconfig': ({ text }) => {
    const found = parseIwconfig(text())
    return { mode: found.WIFI_MODE, version: found.WIFI_VERSION, SSID: found.WIFI_SSID, BSSID: found.WIFI_BSSID }
  },
  'Linux.OS._debianInstallDate': ({ text }) => parseBirth(text()),
  'Linux.getCPUsFromProc': ({ text }) => processorBlocks(parseCpuinfo(text())),
  'Linux.getDefaultGatewayFromIp': ({ text }) => parseIpRoute(text())[0],
  'Linux.getInterfacesFromIfconfig': ({ text }) => parseIfconfig(text()).map(oneRow),
  'Linux.getInterfacesFromIp': ({ text }) => rows(parseIpAddr(text())),
  // The form that admission gives every hardware address.
  'Network.alt2canonical': ({ args: [mac] }) =>
    admit({ NETWORKS: [{ MACADDR: mac }] }, () => {}).NETWORKS?.[0]?.MACADDR,
  'Network.getNetworkMask': ({ args: [prefix] }) => ipv4Mask(Number(prefix)),
  'Network.isSameNetwork': ({ args: [one, other, mask] }) =>
    ipv4Subnet(String(one), String(mask)) === ipv4Subnet(String(other), String(mask)),
  'Unix._getProcessesOther': ({ text }) => parsePs(text()).map((line) => fromPs(line, captureFacts, false)),
  'Unix._parseDhcpLeaseFile': ({ text, args }) => parseDhclient(text(), string(args[1]) ?? '', 0),
  'Unix.getFilesystemsFromDf': ({ text }) => parseDf(text()),
  'Unix.getRootFSBirth': ({ text }) => parseBirth(text()),
  'Unix.getRoutingTable': ({ text }) => Object.fromEntries(parseNetstat(text())),
  getCanonicalManufacturer: ({ args: [name] }) => diskManufacturer(string(name) ?? ''),
  getCanonicalSize: ({ args: [size, base] }) => toMegabytes(string(size), base === 1024 ? 1024 : 1000),
  getCanonicalSpeed: ({ args: [speed] }) => toMegahertz(string(speed)),
  getSanitizedString: ({ args: [text] }) => clean(string(text) ?? ''),
  trimWhitespace: ({ args: [text] }) => squeeze(string(text) ?? ''),
}
