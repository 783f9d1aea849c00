import { smbios as build, captureText, structure } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { captureHost } from '../../host/adapters/capture.ts'
import { parseCapture } from '../../host/capture/parse.ts'
import type { Host } from '../../host/port.ts'
import { linuxBios } from '../bios/linux.ts'
import { linuxHardware } from '../hardware/linux.ts'
import { linuxMemory } from '../memory/linux.ts'
import { linuxOs } from '../os/linux.ts'
import type { Probe } from '../probe.ts'

/** A host that notes every path and command that it is asked for. */
function noting(host: Host): { readonly host: Host; readonly asked: Set<string> } {
  const asked = new Set<string>()
  const files = Object.fromEntries(
    Object.entries(host.files).map(([name, read]) => [
      name,
      (path: string, ...rest: unknown[]) => {
        asked.add(path)
        return (read as (...all: unknown[]) => unknown).call(host.files, path, ...rest)
      },
    ]),
  ) as unknown as Host['files']
  const run: Host['commands']['run'] = (argv, options) => {
    asked.add(argv.join(' '))
    return host.commands.run(argv, options)
  }
  return { host: { ...host, facts: host.facts, files, commands: { ...host.commands, run } }, asked }
}

const declared = (probe: Probe, asked: string): boolean =>
  probe.reads.some(
    ({ file, dir, command }) =>
      file === asked ||
      command?.join(' ') === asked ||
      (dir !== undefined && (asked === dir || asked.startsWith(`${dir}/`))),
  )

const { table, entryPoint } = build([structure('system', { serial: 'S1' })])
const captures = {
  'a guest without firmware': captureText({
    files: { '/proc/cpuinfo': 'flags : fpu hypervisor\n', '/proc/device-tree/model': 'x' },
  }),
  WSL: captureText({ files: { '/proc/version': 'microsoft' }, env: { WSL_DISTRO_NAME: 'Ubuntu' } }),
  nspawn: captureText({ files: { '/run/systemd/container': 'systemd-nspawn' } }),
  'Docker on hardware': captureText({
    files: {
      '/.dockerenv': '',
      '/sys/firmware/dmi/tables/DMI': table,
      '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint,
    },
  }),
  'hidden resolver, strings of sysfs': captureText({
    files: { '/etc/resolv.conf': 'nameserver 127.0.0.53\n', '/sys/class/dmi/id/sys_vendor': 'Acme\n' },
  }),
}

test.each(Object.entries(captures))('probes read only what they declare: %s', async (_, text) => {
  for (const probe of [linuxBios, linuxHardware, linuxMemory, linuxOs]) {
    const { host, asked } = noting(captureHost(parseCapture(text)))
    await probe.run(host, {
      signal: new AbortController().signal,
      debug: () => {},
      hint: () => {},
      options: { scanHomedirs: false, scanProfiles: false, assetname: 1, maskSecrets: true },
    })
    expect(
      [...asked].filter((one) => !declared(probe, one)),
      probe.name,
    ).toEqual([])
  }
})
