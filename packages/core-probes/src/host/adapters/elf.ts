/** The machine that a program was made for, by its ELF header (System V ABI, e_machine). */

/** `uname -m` by e_machine: [64 bit, 32 bit]; the ending of little-endian variants in the next table. */
const MACHINES: ReadonlyMap<number, readonly [wide: string, narrow: string]> = new Map([
  [2, ['sparc64', 'sparc']],
  [3, ['i686', 'i686']],
  [4, ['m68k', 'm68k']],
  [8, ['mips64', 'mips']],
  [15, ['parisc64', 'parisc']],
  [20, ['ppc', 'ppc']],
  [21, ['ppc64', 'ppc64']],
  [22, ['s390x', 's390']],
  [40, ['armv7l', 'armv7l']],
  [42, ['sh4', 'sh4']],
  [43, ['sparc64', 'sparc64']],
  [50, ['ia64', 'ia64']],
  [62, ['x86_64', 'x86_64']],
  [183, ['aarch64', 'aarch64']],
  [243, ['riscv64', 'riscv32']],
  [258, ['loongarch64', 'loongarch32']],
])

const LITTLE: Readonly<Record<string, string>> = { ppc64: 'ppc64le' }

/** undefined where the bytes are no ELF header, or of a machine without name here. */
export function machineOf(header: Uint8Array): string | undefined {
  if (header.length < 20 || header[0] !== 0x7f || header[1] !== 0x45 || header[2] !== 0x4c || header[3] !== 0x46)
    return undefined
  const little = header[5] === 1
  const [low = 0, high = 0] = little ? [header[18], header[19]] : [header[19], header[18]]
  const name = MACHINES.get(low | (high << 8))?.[header[4] === 2 ? 0 : 1]
  return little && name !== undefined ? (LITTLE[name] ?? name) : name
}
