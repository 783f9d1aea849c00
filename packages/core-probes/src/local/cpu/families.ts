import { manufacturer } from '@fusioninventory/protocol'
import { type CpuBlock, processorBlocks, speedIn } from './parse-cpuinfo.ts'
import { type Board, type Cpu, type Socket, sockets } from './socket.ts'
import { armImplementers, armParts, riscvVendors, zMachines } from './tables.ts'

type Reader = (blocks: readonly CpuBlock[], board: Board) => readonly Socket[]

/** A processor family: how `uname -m` names it, and how to know it from /proc/cpuinfo alone. */
interface Family {
  readonly machine: RegExp
  readonly known: (has: (key: string) => boolean, first: CpuBlock) => boolean
  readonly read: Reader
  /** sysfs is needed to tell packages. */
  readonly topology?: true
  /** Another file that tells of the processors. */
  readonly more?: string
}

const hex = (text: string | undefined): number | undefined =>
  /^0x[0-9a-f]{1,16}$/i.test(text ?? '') ? Number(text) : undefined
const whole = (text: string | undefined): number | undefined =>
  /^\d{1,9}$/.test(text ?? '') ? Number(text) : undefined
const atLeast1 = (text: string | undefined): number => Math.max(1, whole(text) ?? 1)
const megahertz = (text: string | undefined): number | undefined => {
  const value = Math.round(Number.parseFloat(text ?? ''))
  return value > 0 ? value : undefined
}
/** Where the machine is unknown, the family's first name. */
const arch64 = (board: Board, name: string): string => (/64/.test(board.machine ?? '') ? `${name}64` : name)

/** Intel, AMD and compatible. Cores and siblings stand in each block; packages are told by `physical id`. */
const x86: Reader = (all, board) => {
  const packages = new Map<string, Socket>()
  processorBlocks(all).forEach((block, at) => {
    const id = block['physical id']
    const key = id ?? `block ${at}`
    const seen = packages.get(key)
    if (seen) {
      packages.set(key, { ...seen, threads: seen.threads + 1 })
      return
    }
    const cores = id === undefined ? 1 : atLeast1(block['cpu cores'])
    const siblings = id === undefined ? 1 : (whole(block.siblings) ?? cores)
    const fields: Cpu = {
      ARCH: /^(x86_64|amd64)$/.test(board.machine ?? '') ? 'x86_64' : 'i386',
      NAME: block['model name'],
      MANUFACTURER: block.vendor_id && manufacturer(block.vendor_id),
      FAMILYNUMBER: block['cpu family'],
      MODEL: block.model,
      STEPPING: whole(block.stepping),
      CORE: cores,
      THREAD: Math.max(1, Math.ceil(siblings / cores)),
      SPEED: speedIn(block['model name']),
    }
    const clock = megahertz(block['cpu mhz'])
    packages.set(key, { cpu: whole(block.processor) ?? at, threads: 1, fields, clock })
  })
  return [...packages].sort(([a], [b]) => (whole(a) ?? 0) - (whole(b) ?? 0)).map(([, socket]) => socket)
}

/** Arm names its cores by implementer and part; packages may hold several kinds (big.LITTLE), each is an entry. */
const arm: Reader = (all, board) => {
  const blocks = processorBlocks(all)
  // Old kernels name the model once (`Processor : ARMv7 ...`) and tell the features of all cores in a block of their own.
  const shared = all.find((block) => block['cpu implementer'] !== undefined) ?? {}
  const model = blocks.map((block) => block.processor).find((text) => !/^\d*$/.test(text ?? ''))
  const of = (block: CpuBlock, key: string): string | undefined => block[key] ?? shared[key]
  const describe = (block: CpuBlock): Cpu => {
    const implementer = hex(of(block, 'cpu implementer')) ?? -1
    const part = armParts[implementer]?.[hex(of(block, 'cpu part')) ?? -1]
    return {
      ARCH: (Number.parseInt(of(block, 'cpu architecture') ?? '', 10) || 0) >= 8 ? 'aarch64' : 'arm',
      NAME: block['model name'] ?? model ?? part ?? block.processor,
      MANUFACTURER: armImplementers[implementer],
    }
  }
  return sockets(
    blocks,
    board.topology,
    describe,
    (block) => `${of(block, 'cpu implementer')} ${of(block, 'cpu part')}`,
  )
}

const powerpc: Reader = (all, board) => {
  const maker = all.some((block) => /\bIBM\b/.test(block.machine ?? '')) ? 'IBM' : undefined
  return sockets(processorBlocks(all), board.topology, (block) => ({
    ARCH: arch64(board, 'powerpc'),
    NAME: block.cpu,
    MANUFACTURER: maker,
    SPEED: megahertz(block.clock),
  }))
}

/** The first block tells how many processors there are; `Cpu<n>ClkTck` their clocks in Hz, in hex. */
const sparc: Reader = ([first = {}], board) =>
  Array.from({ length: Math.min(1024, whole(first['ncpus probed']) ?? 1) }, (_, cpu) => {
    const hertz = Number.parseInt(first[`cpu${cpu}clktck`] ?? first.cpu0clktck ?? '', 16)
    const speed = hertz > 0 ? Math.round(hertz / 1e6) : undefined
    return { cpu, threads: 1, fields: { ARCH: arch64(board, 'sparc'), NAME: first.cpu, SPEED: speed } }
  })

const mips: Reader = (all, board) =>
  sockets(processorBlocks(all), board.topology, (block) => ({
    ARCH: arch64(board, 'mips'),
    NAME: block['cpu model'],
    SPEED: megahertz(block['cpu mhz']),
  }))

const alpha: Reader = (all) =>
  processorBlocks(all).map((block, cpu) => {
    const hertz = megahertz(block['cycle frequency [hz]'])
    const fields = {
      ARCH: 'alpha',
      NAME: block.processor,
      SERIAL: block['cpu serial number'],
      SPEED: hertz && Math.round(hertz / 1e6),
    }
    return { cpu, threads: 1, fields }
  })

const m68k: Reader = (all) =>
  processorBlocks(all).map((block, cpu) => ({
    cpu,
    threads: 1,
    fields: { ARCH: 'm68k', NAME: block.cpu, SPEED: speedIn(block.clocking) },
  }))

/** A partition sees logical processors only, so it is one entry: their number, by what the machine is. */
const s390: Reader = (all, board) => {
  const head = all[0] ?? {}
  const line = (key: string): string | undefined => new RegExp(`^${key}:[ \\t]*(\\S+)`, 'm').exec(board.more ?? '')?.[1]
  const type = line('Type') ?? /machine = (\d{4})/.exec(head['processor 0'] ?? '')?.[1]
  const threads = Math.max(1, whole(head['# processors']) ?? whole(line('CPUs Configured')) ?? 1)
  const perCore = (whole(head['max thread id']) ?? 0) + 1
  const clock = all.find((block) => block['cpu mhz dynamic'] !== undefined)
  const maker = line('Manufacturer') ?? head.vendor_id?.split('/')[0]
  const fields: Cpu = {
    ARCH: board.machine ?? 's390x',
    NAME: type === undefined ? head.vendor_id : `IBM ${zMachines[type] ?? 'Z'} (${type})`,
    MANUFACTURER: maker,
    CORE: Math.ceil(threads / perCore),
    THREAD: perCore,
    SPEED: megahertz(clock?.['cpu mhz dynamic']),
  }
  return [{ cpu: 0, threads, fields }]
}

/** Harts of one kind are one entry. */
const riscv: Reader = (all, board) => {
  const tree = board.more?.split('\0')[0]
  const kind = (block: CpuBlock): string => block.uarch ?? block.isa ?? ''
  const placed = processorBlocks(all).map((block) => ({ ...block, 'physical id': block['physical id'] ?? '0' }))
  return sockets(
    placed,
    board.topology,
    (block) => {
      const vendor = riscvVendors[hex(block.mvendorid) ?? -1]
      return { ARCH: board.machine ?? 'riscv64', NAME: block.uarch ?? tree ?? block.isa, MANUFACTURER: vendor }
    },
    kind,
  )
}

const loongarch: Reader = (all, board) =>
  sockets(processorBlocks(all), board.topology, (block) => ({
    ARCH: board.machine ?? 'loongarch64',
    NAME: block['model name'],
    MANUFACTURER: /^loongson/i.test(block['model name'] ?? block['cpu family'] ?? '') ? 'Loongson' : undefined,
    SPEED: megahertz(block['cpu mhz']),
  }))

/** Names of the first processor in the device tree, NUL between them. */
const compatible = '/proc/device-tree/cpus/cpu@0/compatible'

/** In the order in which they are tried when the machine is unknown: the clearest sign first. */
const families: readonly Family[] = [
  { machine: /^s390/, known: (has) => has('# processors'), read: s390, more: '/proc/sysinfo' },
  { machine: /^riscv/, known: (has) => has('hart') || has('uarch'), read: riscv, topology: true, more: compatible },
  { machine: /^(arm|aarch64)/, known: (has) => has('cpu implementer'), read: arm, topology: true },
  { machine: /^sparc/, known: (has) => has('ncpus probed'), read: sparc },
  { machine: /^alpha/, known: (has) => has('cycle frequency [hz]'), read: alpha },
  {
    machine: /^loongarch/,
    known: (_, first) => /loongson/i.test(first['cpu family'] ?? ''),
    read: loongarch,
    topology: true,
  },
  { machine: /^mips/, known: (has) => has('cpu model'), read: mips, topology: true },
  { machine: /^m68k/, known: (has) => has('clocking'), read: m68k },
  { machine: /^(ppc|powerpc)/, known: (has) => has('cpu') && has('clock'), read: powerpc, topology: true },
  { machine: /^(i\d86|x86_64|amd64)$/, known: (has) => has('vendor_id') || has('model name'), read: x86 },
]

/** The family of the machine, where it is known and else by what its blocks tell. */
export function familyOf(machine: string | undefined, blocks: readonly CpuBlock[]): Family | undefined {
  const named = machine === undefined ? undefined : families.find((family) => family.machine.test(machine))
  if (named) return named
  const has = (key: string): boolean => blocks.some((block) => block[key] !== undefined)
  return families.find((family) => family.known(has, processorBlocks(blocks)[0] ?? {}))
}
