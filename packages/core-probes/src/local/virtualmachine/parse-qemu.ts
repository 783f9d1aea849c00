import { macs, mebibytes } from './parse-amount.ts'

/** A guest by the arguments of its emulator. */
export interface QemuGuest {
  readonly name?: string | undefined
  /** Number that Proxmox gives it. */
  readonly id?: string | undefined
  readonly uuid?: string | undefined
  readonly serial?: string | undefined
  /** MiB. */
  readonly memory: number
  readonly vcpus: number
  readonly accelerated: boolean
  readonly mac?: string | undefined
}

/** What qemu takes where nothing is said. */
const defaultMemory = 128

/** Is it an emulator of a whole machine, and not one of its helpers? */
const isQemu = (program: string): boolean =>
  /^(?:qemu|kvm|qemu-kvm|qemu-dm|qemu-system-\w+)$/.test(program.slice(program.lastIndexOf('/') + 1))

/** `a,b=c,d=e,,f`: the word without a name, and the others by theirs; `,,` is a comma. */
function suboptions(value: string): { readonly first: string; readonly named: ReadonlyMap<string, string> } {
  const named = new Map<string, string>()
  let first = ''
  value
    .replaceAll(',,', '\0')
    .split(',', 1000)
    .map((part) => part.replaceAll('\0', ','))
    .forEach((part, at) => {
      const equals = part.indexOf('=')
      if (equals > 0) named.set(part.slice(0, equals), part.slice(equals + 1))
      else if (at === 0) first = part
    })
  return { first, named }
}

/** Processors: a number, `cpus=`, or the product of the topology. */
function processors(value: string): number {
  const { first, named } = suboptions(value)
  const count = Number(first || named.get('cpus'))
  if (Number.isInteger(count) && count > 0) return count
  const levels = ['drawers', 'books', 'sockets', 'dies', 'clusters', 'modules', 'cores', 'threads']
  return levels.reduce((product, level) => product * (Number(named.get(level) ?? 1) || 1), 1)
}

/** Arguments of `qemu-system-*`, `qemu` and `kvm` (qemu(1)); undefined for any other program. */
export function parseQemu(args: readonly string[]): QemuGuest | undefined {
  const [program = ''] = args
  if (!isQemu(program)) return undefined
  const guest = {
    name: undefined as string | undefined,
    id: undefined as string | undefined,
    uuid: undefined as string | undefined,
    serial: undefined as string | undefined,
    memory: 0,
    vcpus: 1,
    accelerated: /kvm$/.test(program),
  }
  let system: ReadonlyMap<string, string> = new Map()
  let drive: string | undefined
  const cards: (string | undefined)[] = []
  for (let at = 1; at < args.length; at++) {
    const option = /^--?(\w[\w-]*)$/.exec(args[at] ?? '')?.[1] ?? ''
    const value = args[at + 1] ?? ''
    const { first, named } = suboptions(value)
    if (/^(?:[fhsv]d[a-d]|cdrom)$/.test(option)) drive ??= value
    else if (option === 'drive') drive ??= named.get('file')
    else if (option === 'name') guest.name = named.get('guest') || first || guest.name
    else if (option === 'id') guest.id = value
    else if (option === 'm') guest.memory = mebibytes(named.get('size') ?? first, 'm') ?? guest.memory
    else if (option === 'smp') guest.vcpus = processors(value)
    else if (option === 'uuid') guest.uuid = value
    else if (option === 'smbios' && named.get('type') === '1') system = new Map([...system, ...named])
    else if (option === 'enable-kvm') guest.accelerated = true
    else if (option === 'accel' || option === 'machine' || option === 'M')
      guest.accelerated ||= /^kvm\b/.test(named.get('accel') ?? (option === 'accel' ? first : ''))
    else if (option === 'device' || option === 'net' || option === 'nic')
      cards.push(named.get('mac') ?? named.get('macaddr'))
  }
  return {
    ...guest,
    memory: guest.memory || defaultMemory,
    name: guest.name ?? drive,
    uuid: system.get('uuid') ?? guest.uuid,
    serial: system.get('serial'),
    mac: macs(cards),
  }
}
