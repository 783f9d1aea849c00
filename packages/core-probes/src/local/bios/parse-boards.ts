/** What machines without SMBIOS tell about themselves. */

export interface Board {
  readonly manufacturer?: string | undefined
  readonly model?: string | undefined
  readonly serial?: string | undefined
  readonly boardModel?: string | undefined
  readonly boardSerial?: string | undefined
  readonly firmware?: string | undefined
}

const cleaned = (text: string | undefined): string | undefined => text?.replaceAll('\0', ' ').trim() || undefined

/**
 * The last block of an ARM /proc/cpuinfo that is about no processor: `Hardware` (dropped by newer kernels) or `Model`,
 * `Revision`, `Serial`. Keys in lower case.
 */
export function parseBoardBlock(cpuinfo: string): Readonly<Record<string, string>> {
  const blocks = cpuinfo.split(/\n[ \t]*\n/)
  for (let index = blocks.length - 1; index >= 0; index--) {
    const fields: Record<string, string> = {}
    for (const line of (blocks[index] ?? '').split('\n', 200)) {
      const colon = line.indexOf(':')
      const value = line.slice(colon + 1).trim()
      if (colon > 0 && value !== '') fields[line.slice(0, colon).trim().toLowerCase()] = value
    }
    const keys = Object.keys(fields)
    if (keys.length > 0 && !keys.some((key) => key.startsWith('processor') || key.startsWith('cpu'))) return fields
  }
  return {}
}

export function boardOfCpuinfo(cpuinfo: string): Board {
  const { hardware, model, revision, serial } = parseBoardBlock(cpuinfo)
  return { boardModel: hardware ?? model, boardSerial: revision, serial }
}

/** Properties of the root of a device tree, as their files under /proc/device-tree. */
export interface DeviceTree {
  readonly model?: string | undefined
  readonly 'serial-number'?: string | undefined
  readonly compatible?: string | undefined
  readonly copyright?: string | undefined
  readonly 'system-id'?: string | undefined
  readonly 'openprom/model'?: string | undefined
  /** One byte a colour: two nibbles of it are its number. */
  readonly 'color-code'?: string | undefined
}

/** ARM, RISC-V, MIPS, LoongArch: the tree names the board, its maker is the first word of `compatible` (`vendor,board`). */
export function boardOfDeviceTree(tree: DeviceTree): Board {
  const maker = /^([a-z0-9.-]{1,40}),/i.exec(tree.compatible ?? '')?.[1]
  return { boardModel: cleaned(tree.model), serial: cleaned(tree['serial-number']), manufacturer: maker }
}

const plain = (text: string | undefined): string | undefined => cleaned(text?.replace(/[^\w,. ]/g, ''))

/** PowerPC: Apple machines (colour of the case, `openprom`) and pSeries (`system-id`: maker, type and serial). */
export function boardOfPowerPc(tree: DeviceTree): Board {
  const color = [...(tree['color-code'] ?? '')].map((letter) => letter.charCodeAt(0)).find((code) => code > 0)
  const model = plain(tree.model)
  return {
    manufacturer: /Apple/.test(tree.copyright ?? '')
      ? 'Apple Computer, Inc.'
      : /^IBM,/.test(model ?? '')
        ? 'IBM'
        : undefined,
    model: model && color !== undefined ? `${model} color: ${color}` : model,
    serial: plain(tree['serial-number']) ?? plain(tree['system-id']),
    firmware: plain(tree['openprom/model']),
  }
}

/** s390: /proc/sysinfo. The sequence code with the plant where the machine was made is its serial number. */
export function boardOfSysinfo(text: string): Board {
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}:[ \\t]*(\\S.*)$`, 'm').exec(text)?.[1]?.trim()
  const [plant, sequence] = [field('Plant'), field('Sequence Code')]
  return {
    manufacturer: field('Manufacturer'),
    model: [field('Type'), field('Model')].filter(Boolean).join(' ') || undefined,
    serial: sequence && [plant, sequence].filter(Boolean).join('-'),
  }
}
