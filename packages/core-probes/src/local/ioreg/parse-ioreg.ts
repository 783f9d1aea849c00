/** A value of the I/O Registry. Numbers, Yes and No, and bytes (`<00ff>`, within a list or map) stay as they are written. */
export type IoregValue = string | readonly IoregValue[] | IoregMap
export interface IoregMap {
  readonly [name: string]: IoregValue
}

/** Deeper values are cut off. */
const deepest = 50

/**
 * The devices of a class in what `ioreg -l` prints on macOS: a heading for each node of the tree, then its attributes,
 * one a line, in braces.
 */
export function parseIoreg(text: string, className: string): readonly IoregMap[] {
  const devices: IoregMap[] = []
  let device: Record<string, IoregValue> | undefined
  for (const line of text.split('\n')) {
    const heading = /^[ |]*\+-o (.*)$/.exec(line)?.[1]
    if (heading !== undefined) {
      const kind = heading.slice(heading.lastIndexOf('<class ') + 7).split(/[,>]/, 1)[0]
      device = kind === className ? Object.create(null) : undefined
      if (device) devices.push(device)
    } else if (device) {
      const [, name, value = ''] = /^[ |]*"([^"]+)" = (.*)$/.exec(line) ?? []
      if (name !== undefined) device[name] = parseIoregValue(value)
    }
  }
  return devices
}

/** `{"a"=1,"b"=("x",<00>)}`, `"text"`, `<hex>`, `<"text">`, or a bare word. */
export function parseIoregValue(text: string): IoregValue {
  const trimmed = text.trim()
  if (/^[{(]/.test(trimmed)) return new Reader(trimmed).value(0)
  return trimmed.replace(/^<(.*)>$/, '$1').replace(/^"(.*)"$/, '$1')
}

class Reader {
  private at = 0
  constructor(private readonly text: string) {}

  value(depth: number): IoregValue {
    const first = this.text[this.at]
    if (depth > deepest) return this.word()
    if (first === '{') return this.map(depth)
    if (first === '(') return this.list(depth)
    return first === '"' ? this.quoted() : this.word()
  }

  private map(depth: number): IoregMap {
    const found: Record<string, IoregValue> = Object.create(null)
    this.at += 1
    while (this.at < this.text.length && this.text[this.at] !== '}') {
      const name = this.text[this.at] === '"' ? this.quoted() : this.word()
      if (this.text[this.at] === '=') this.at += 1
      found[name] = this.value(depth + 1)
      this.separator('}')
    }
    this.at += 1
    return found
  }

  private list(depth: number): readonly IoregValue[] {
    const found: IoregValue[] = []
    this.at += 1
    while (this.at < this.text.length && this.text[this.at] !== ')') {
      found.push(this.value(depth + 1))
      this.separator(')')
    }
    this.at += 1
    return found
  }

  /** Between two entries; what does not belong there is passed over, so that the end is always reached. */
  private separator(end: string): void {
    if (this.text[this.at] !== end) this.at += 1
  }

  private quoted(): string {
    const end = this.text.indexOf('"', this.at + 1)
    const last = end < 0 ? this.text.length : end
    const found = this.text.slice(this.at + 1, last)
    this.at = last + 1
    return found
  }

  private word(): string {
    const from = this.at
    while (this.at < this.text.length && !/[,=)}]/.test(this.text.charAt(this.at))) this.at += 1
    return this.text.slice(from, this.at)
  }
}
