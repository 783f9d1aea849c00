import { type CaptureParts, captureText, cpuinfo, runProbe, smbios, structure } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { originOf } from '../probe.ts'
import { linuxCpu } from './linux.ts'

const cpus = async (text: string, parts: CaptureParts = {}, machine = 'x86_64') => {
  const files = { '/proc/cpuinfo': text, ...parts.files }
  const { patches } = await runProbe(linuxCpu, captureText({ ...parts, header: { machine }, files }))
  return patches.flatMap((patch) => patch.content.CPUS ?? [])
}

const xeon = { name: 'Intel(R) Xeon(R) CPU E5-2699 v3 @ 2.30GHz', model: 63, stepping: 2 }

test('x86: one entry a package, threads a core', async () => {
  const got = await cpus(cpuinfo({ ...xeon, packages: 2, cores: 18, threads: 2 }))
  expect(got).toHaveLength(2)
  expect(got[1]).toEqual({
    ARCH: 'x86_64',
    NAME: 'Intel(R) Xeon(R) CPU E5-2699 v3 @ 2.30GHz',
    MANUFACTURER: 'Intel',
    FAMILYNUMBER: '6',
    MODEL: '63',
    STEPPING: 2,
    CORE: 18,
    THREAD: 2,
    SPEED: 2300,
  })
})

test('x86: the family in a composed capture, and on a 32-bit kernel', async () => {
  expect((await cpus(cpuinfo(xeon), {}, ''))[0]?.ARCH).toBe('i386')
  expect((await cpus(cpuinfo(xeon), {}, 'i686'))[0]?.ARCH).toBe('i386')
})

test('x86 without packages: every block stands alone', async () => {
  const block = 'processor : 0\nvendor_id : AuthenticAMD\nmodel name : AMD X\ncpu MHz : 1999.998\n\n'
  const got = await cpus(block + block)
  expect(got.map(({ CORE, THREAD, SPEED, MANUFACTURER }) => [CORE, THREAD, SPEED, MANUFACTURER])).toEqual([
    [1, 1, 2000, 'AMD'],
    [1, 1, 2000, 'AMD'],
  ])
})

const tables = (...processors: Parameters<typeof structure<'processor'>>[1][]) => {
  const { table, entryPoint } = smbios(processors.map((fields) => structure('processor', fields)))
  return { '/sys/firmware/dmi/tables/DMI': table, '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint }
}
const epyc = {
  name: 'AMD EPYC 7742 64-Core Processor',
  vendor: 'AuthenticAMD',
  family: 23,
  model: 49,
  stepping: 0,
  packages: 2,
  cores: 2,
  mhz: 1500,
}

test('SMBIOS sockets are matched in order, empty and disabled ones left out', async () => {
  const id = Buffer.from('100f8300fffb8b17', 'hex')
  const files = tables(
    {
      socket: 'P0',
      status: 0x41,
      id,
      currentSpeed: 2250,
      maxSpeed: 3400,
      externalClock: 100,
      family: 0x6b,
      coreCount: 64,
      serial: 'AA1',
    },
    { socket: 'P1', status: 0x00 },
    { socket: 'P2', status: 0x42, serial: 'CC3' },
    { socket: 'P3', status: 0x41, currentSpeed: 2250, coreCount: 2, serial: 'DD4' },
  )
  const got = await cpus(cpuinfo(epyc), { files })
  expect(got[0]).toMatchObject({
    SPEED: 2250,
    SERIAL: 'AA1',
    ID: '178BFBFF00830F10',
    EXTERNAL_CLOCK: 100,
    FAMILYNAME: 'Zen',
    CORE: 2,
    CORECOUNT: 64,
  })
  expect(got[1]).toMatchObject({ SPEED: 2250, SERIAL: 'DD4' })
  expect(got[1]).not.toHaveProperty('CORECOUNT')
  const [first = {}] = got
  expect(originOf(first, 'SPEED')).toBe('SMBIOS table type 4')
  expect(originOf(first, 'NAME')).toBe('/proc/cpuinfo')
})

test('clock and caches of sysfs', async () => {
  const dir = '/sys/devices/system/cpu/cpu0'
  const files = {
    [`${dir}/cpufreq/base_frequency`]: '2250000\n',
    [`${dir}/cpufreq/cpuinfo_max_freq`]: '3400000\n',
    [`${dir}/cache/index0/size`]: '32K\n',
    [`${dir}/cache/index0/shared_cpu_list`]: '0\n',
    [`${dir}/cache/index3/size`]: '16M\n',
    [`${dir}/cache/index3/shared_cpu_list`]: '0-1\n',
  }
  const [first = {}, second = {}] = await cpus(cpuinfo(epyc), { files })
  expect(first).toMatchObject({ SPEED: 2250, CACHE: 2 * 32 + 16 * 1024 })
  expect(originOf(first, 'CACHE')).toBe(`${dir}/cache`)
  expect(second).toMatchObject({ SPEED: 1500 })
  expect(second).not.toHaveProperty('CACHE')
})

const core = (at: number, part: string) =>
  `processor : ${at}\nCPU implementer : 0x41\nCPU architecture: 8\nCPU part : ${part}\n\n`
const topology = (cpu: number, package_: string, threads = `${cpu}`) => ({
  [`/sys/devices/system/cpu/cpu${cpu}/topology/core_siblings_list`]: `${package_}\n`,
  [`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`]: `${threads}\n`,
})

test('Arm: cores of one kind in one package are one entry, named by part', async () => {
  const text = [0, 1, 2, 3].map((at) => core(at, '0xd03')).join('') + [4, 5].map((at) => core(at, '0xd08')).join('')
  const speed = { '/sys/devices/system/cpu/cpu4/cpufreq/cpuinfo_max_freq': '1800000\n' }
  const got = await cpus(`${text}Model : Some Board\n`, { files: { ...topology(0, '0-5'), ...speed } }, 'aarch64')
  expect(got).toEqual([
    { ARCH: 'aarch64', NAME: 'Cortex-A53', MANUFACTURER: 'ARM', CORE: 4, THREAD: 1 },
    { ARCH: 'aarch64', NAME: 'Cortex-A72', MANUFACTURER: 'ARM', CORE: 2, THREAD: 1, SPEED: 1800 },
  ])
})

test('Arm: without topology every block is an entry; an unknown part is named by its number', async () => {
  const text =
    'processor : 0\nmodel name : ARMv6-compatible processor rev 7 (v6l)\nCPU implementer : 0x41\nCPU architecture: 7\n\nHardware : X\n'
  expect(await cpus(text, {}, '')).toEqual([
    { ARCH: 'arm', NAME: 'ARMv6-compatible processor rev 7 (v6l)', MANUFACTURER: 'ARM' },
  ])
  expect(await cpus(core(0, '0xfff'), {}, '')).toEqual([{ ARCH: 'aarch64', NAME: '0', MANUFACTURER: 'ARM' }])
})

test('POWER: threads of a package are one entry', async () => {
  const block = (at: number) => `processor : ${at}\ncpu : POWER9, altivec supported\nclock : 3800.000000MHz\n\n`
  const text = `${[0, 1, 2, 3, 4, 5, 6, 7].map(block).join('')}machine : PowerNV 8335-GTH IBM\n`
  expect(await cpus(text, { files: topology(0, '0-7', '0-3') }, 'ppc64le')).toEqual([
    { ARCH: 'powerpc64', NAME: 'POWER9, altivec supported', MANUFACTURER: 'IBM', SPEED: 3800, CORE: 2, THREAD: 4 },
  ])
  expect(await cpus('processor : 0\ncpu : 604r\nclock : ???\n', {}, '')).toEqual([{ ARCH: 'powerpc', NAME: '604r' }])
})

test('SPARC: as many as were probed, each with its clock', async () => {
  const text = 'cpu : UltraSparc T1\nncpus probed : 2\nCpu0ClkTck : 000000003bb94e80\nCpu1ClkTck : 000000003b9aca00\n'
  expect(await cpus(text, {}, '')).toEqual([
    { ARCH: 'sparc', NAME: 'UltraSparc T1', SPEED: 1002 },
    { ARCH: 'sparc', NAME: 'UltraSparc T1', SPEED: 1000 },
  ])
})

test('IBM Z: one entry for the partition', async () => {
  const head = 'vendor_id : IBM/S390\n# processors : 4\nmax thread id : 1\n'
  const text = `${head}processor 0: version = 00,  identification = 01, machine = 8561\n\ncpu number : 0\ncpu MHz dynamic : 5200\n`
  const sysinfo = { '/proc/sysinfo': 'Manufacturer:         IBM\nType:                 8561\nModel:  708 T01\n' }
  const expected = { ARCH: 's390x', NAME: 'IBM z15 T01 (8561)', MANUFACTURER: 'IBM', CORE: 2, THREAD: 2, SPEED: 5200 }
  expect(await cpus(text, { files: sysinfo }, 's390x')).toEqual([expected])
  expect(await cpus(text, {}, '')).toEqual([expected])
})

test('RISC-V: harts of a kind are cores of one entry', async () => {
  const hart = (at: number) =>
    `processor : ${at}\nhart : ${at}\nisa : rv64imafdc\nuarch : sifive,u74-mc\nmvendorid : 0x489\n\n`
  expect(await cpus(hart(0) + hart(1), {}, 'riscv64')).toEqual([
    { ARCH: 'riscv64', NAME: 'sifive,u74-mc', MANUFACTURER: 'SiFive', CORE: 2, THREAD: 1 },
  ])
  const tree = { '/proc/device-tree/cpus/cpu@0/compatible': 'thead,c906\0riscv\0' }
  expect(await cpus('processor : 0\nhart : 0\nisa : rv64imafdc\n', { files: tree }, 'riscv64')).toMatchObject([
    { NAME: 'thead,c906' },
  ])
})

test('LoongArch, MIPS, Alpha, m68k', async () => {
  const loong = (at: number) =>
    `processor : ${at}\npackage : 0\ncore : ${at >> 1}\nCPU Family : Loongson-64bit\nModel Name : Loongson-3A6000\nCPU MHz : 2500.00\n\n`
  expect(await cpus([0, 1, 2, 3].map(loong).join(''), {}, 'loongarch64')).toEqual([
    { ARCH: 'loongarch64', NAME: 'Loongson-3A6000', MANUFACTURER: 'Loongson', SPEED: 2500, CORE: 2, THREAD: 2 },
  ])
  expect(await cpus('processor : 0\ncpu model : MIPS 1004Kc V2.15\n', {}, '')).toEqual([
    { ARCH: 'mips', NAME: 'MIPS 1004Kc V2.15' },
  ])
  const alpha = 'cpu : Alpha\ncpu model : EV6\ncpu serial number : AY123\ncycle frequency [Hz] : 500000000 est.\n'
  expect(await cpus(alpha, {}, '')).toEqual([{ ARCH: 'alpha', SERIAL: 'AY123', SPEED: 500 }])
  expect(await cpus('CPU: 68040\nClocking: 24.8MHz\n', {}, '')).toEqual([{ ARCH: 'm68k', NAME: '68040', SPEED: 25 }])
})

test('without cpuinfo all comes from the firmware', async () => {
  const files = tables({
    status: 0x41,
    manufacturer: 'GenuineIntel',
    version: 'Intel(R) Xeon(R) CPU           5120  @ 1.86GHz',
    id: Buffer.from('f6060000fffbebbf', 'hex'),
    coreCount: 2,
    coreEnabled: 2,
    threadCount: 4,
  })
  const { patches } = await runProbe(linuxCpu, captureText({ files }))
  expect(patches).toEqual([
    {
      from: 'SMBIOS table type 4',
      content: {
        CPUS: [
          expect.objectContaining({
            NAME: 'Intel Xeon CPU 5120 @ 1.86GHz',
            MANUFACTURER: 'Intel',
            SPEED: 1860,
            FAMILYNUMBER: '6',
            MODEL: '15',
            STEPPING: 6,
            CORE: 2,
            THREAD: 2,
          }),
        ],
      },
    },
  ])
})

test('a machine that tells nothing has no processors', async () => {
  const { patches } = await runProbe(linuxCpu, captureText())
  expect(patches.flatMap((patch) => patch.content.CPUS ?? [])).toEqual([])
})

test('the family number of AMD adds the extended family', async () => {
  const files = tables({ status: 0x41, version: 'AMD Ryzen', id: Buffer.from('100f8700fffb8b17', 'hex') })
  const { patches } = await runProbe(linuxCpu, captureText({ files }))
  expect(patches[0]?.content.CPUS?.[0]).toMatchObject({ FAMILYNUMBER: '23', MODEL: '113', STEPPING: 0 })
})
