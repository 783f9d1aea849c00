import { captureText } from '../testkit/src/builders/capture.ts'
import { cpuinfo, dpkgStatus, meminfo } from '../testkit/src/builders/linux.ts'
import { smbios, structure } from '../testkit/src/builders/smbios.ts'

/** A made-up server with SMBIOS tables, told apart by its name. */
export function smbiosCapture(name: string): string {
  const module = (locator: string, serial: string, size: number) =>
    structure('memoryDevice', {
      arrayHandle: 0x1000,
      totalWidth: 72,
      dataWidth: 64,
      size,
      formFactor: 9,
      locator,
      memoryType: 0x1a,
      speed: 3200,
      manufacturer: 'Kingston',
      serial,
      partNumber: 'KSM32RS4/16',
    })
  const { entryPoint, table } = smbios([
    structure('bios', { vendor: 'Acme Firmware', version: '1.42', releaseDate: '03/14/2024' }),
    structure('system', {
      manufacturer: 'Acme',
      product: 'Box 9',
      serial: `SN-${name}`,
      uuid: '4c4c4544-0042-3510-8052-b4c04f564433',
    }),
    structure('baseboard', { manufacturer: 'Acme', product: 'Board 3', serial: `MB-${name}` }),
    structure('chassis', { manufacturer: 'Acme', chassisType: 23, assetTag: 'A-1001' }),
    structure('memoryArray', { location: 3, use: 3, errorCorrection: 6, devices: 4 }, { handle: 0x1000 }),
    module('DIMM_A1', '1A2B3C4D', 16384),
    module('DIMM_A2', '5E6F7A8B', 16384),
    module('DIMM_B1', '9C0D1E2F', 16384),
    structure('memoryDevice', { arrayHandle: 0x1000, formFactor: 9, locator: 'DIMM_B2' }),
  ])
  return captureText({
    header: { hostname: name, fqdn: `${name}.example.org` },
    files: {
      '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint,
      '/sys/firmware/dmi/tables/DMI': table,
      '/proc/cpuinfo': cpuinfo({
        name: 'Intel(R) Xeon(R) Silver 4208 CPU @ 2.10GHz',
        packages: 2,
        cores: 8,
        threads: 2,
      }),
      '/proc/meminfo': meminfo(49_152_000, 2_097_148),
      '/etc/os-release':
        'NAME="Debian GNU/Linux"\nVERSION="12 (bookworm)"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n',
      '/var/lib/dpkg/status': dpkgStatus(
        { name: 'bash', version: '5.2.15-2', summary: 'GNU Bourne Again SHell' },
        { name: 'libréfaçon', version: '1.0', summary: 'naïve <tags> & "quotes"' },
      ),
    },
  })
}
