/** What the log of an X server tells of its adapter. */
export interface XorgLog {
  readonly name?: string
  readonly product?: string
  /** kB. */
  readonly memory?: number
  readonly resolution?: string
  readonly place?: { readonly bus: number; readonly device: number; readonly function: number }
  /** Vendor, device and subsystem: `8086:27ae:1025:022f`. */
  readonly id?: string
}

type Found = { -readonly [K in keyof XorgLog]: XorgLog[K] }

const size = (width: string, height: string): string => `${width}x${height}`

/** Of two lines that tell the same the later one holds, but for modes: the first is that in use. */
const lines: readonly (readonly [
  word: string,
  pattern: RegExp,
  take: (found: Found, values: readonly string[]) => void,
])[] = [
  [
    'Modeline "',
    /Modeline "(\d{1,5})x(\d{1,5})/,
    (found, [width = '', height = '']) => {
      found.resolution ??= size(width, height)
    },
  ],
  [
    'Virtual s',
    /Virtual (?:screen size determined to be|size is) (\d{1,5}) ?x ?(\d{1,5})/,
    (found, [width = '', height = '']) => {
      found.resolution = size(width, height)
    },
  ],
  ['Integrated Graphics Chipset: ', /Integrated Graphics Chipset: (.{1,200})/, named],
  ['NVIDIA GPU ', /NVIDIA GPU (.{1,200}?) at /, named],
  ['VESA VBE OEM:', /VESA VBE OEM: (.{1,200})/, named],
  ['): Chipset: "', /(?:RADEON|AMDGPU)\(\d\): Chipset: "([^"]{1,200})"/i, named],
  ['NOUVEAU(0): Chipset: "', /NOUVEAU\(0\): Chipset: "([^"]{1,200})"/, product],
  ['VESA VBE OEM Product:', /VESA VBE OEM Product: (.{1,200})/, product],
  [
    'Mem',
    /(?:VESA VBE Total Mem|NVIDIA\(\d\): Memory): (\d{1,9}) ?kB/i,
    (found, [memory]) => {
      found.memory = Number(memory)
    },
  ],
  [
    'PCI:*(',
    /PCI:\*\((?:\d{1,5}:(?=\d{1,3}:\d{1,2}:))?(\d{1,3})(?:@\d{1,5})?:(\d{1,2}):(\d)\)(?: ([\da-f]{4}(?::[\da-f]{4}){3}))?/,
    (found, [bus, device, func, id]) => {
      found.place = { bus: Number(bus), device: Number(device), function: Number(func) }
      if (id) found.id = id
    },
  ],
]

function named(found: Found, [name = '']: readonly string[]): void {
  found.name = name.trim()
}

function product(found: Found, [name = '']: readonly string[]): void {
  found.product = name.trim()
}

/** Reads the log of an Xorg or XFree86 server. */
export function parseXorgLog(text: string): XorgLog {
  const found: Found = {}
  for (const line of text.split('\n'))
    for (const [word, pattern, take] of lines) {
      const at = line.indexOf(word)
      // From a little before it: the driver's name.
      const values = at < 0 ? undefined : pattern.exec(line.slice(Math.max(0, at - 40), at + 400))
      if (values) take(found, values.slice(1))
    }
  return found
}
