import { decodeText } from '../../host/text.ts'
import { group, type IppMessage, type IppValue, tag } from './ipp.ts'

/** More printers than any print server has. */
const mostGroups = 100_000

/** Reads what is there: a message that was cut off ends where it cannot be read on. Undefined where there is no header. */
export function decodeIpp(message: Uint8Array): IppMessage | undefined {
  if (message.length < 8) return undefined
  const view = new DataView(message.buffer, message.byteOffset, message.length)
  const groups: { readonly tag: number; readonly attributes: Map<string, IppValue[]> }[] = []
  let values: IppValue[] = []
  /** Attributes inside collections are passed over. */
  let depth = 0
  for (let at = 8; at < message.length; ) {
    const kind = view.getUint8(at++)
    if (kind === group.end || groups.length === mostGroups) break
    if (kind < 0x10) {
      groups.push({ tag: kind, attributes: new Map() })
      depth = 0
      continue
    }
    const name = fieldAt(view, at)
    const value = name && fieldAt(view, name.end)
    if (!name || !value) break
    at = value.end
    if (depth === 0 && name.content.length > 0) {
      values = []
      groups.at(-1)?.attributes.set(decodeText(name.content), values)
    }
    if (kind === tag.beginCollection) depth += 1
    else if (kind === tag.endCollection) depth = Math.max(0, depth - 1)
    else if (depth === 0) values.push(...readValue(kind, value.content))
  }
  return { code: view.getUint16(2), requestId: view.getUint32(4), groups }
}

function fieldAt(view: DataView, at: number): { readonly content: Uint8Array; readonly end: number } | undefined {
  if (at + 2 > view.byteLength) return undefined
  const end = at + 2 + view.getUint16(at)
  if (end > view.byteLength) return undefined
  return { content: new Uint8Array(view.buffer, view.byteOffset + at + 2, end - at - 2), end }
}

function readValue(kind: number, content: Uint8Array): readonly IppValue[] {
  const view = new DataView(content.buffer, content.byteOffset, content.length)
  // Out-of-band values tell why there is none.
  if (kind < 0x20) return []
  if (kind === tag.integer || kind === tag.enum) return content.length === 4 ? [view.getInt32(0)] : []
  if (kind === tag.boolean) return content.length === 1 ? [content[0] !== 0] : []
  if (kind === tag.resolution) return content.length === 9 ? [resolution(view)] : []
  if (kind === tag.textWithLanguage || kind === tag.nameWithLanguage) {
    const language = fieldAt(view, 0)
    const text = language && fieldAt(view, language.end)
    return text ? [decodeText(text.content)] : []
  }
  return kind >= 0x40 && kind < 0x60 ? [decodeText(content)] : []
}

/** Two numbers and the unit: 3 dots per inch, 4 per centimetre. */
function resolution(view: DataView): string {
  const [across, along] = [view.getInt32(0), view.getInt32(4)]
  const unit = view.getInt8(8) === 4 ? 'dpcm' : 'dpi'
  return `${across === along ? across : `${across}x${along}`}${unit}`
}
