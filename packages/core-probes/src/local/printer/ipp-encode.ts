import { encodeText } from '../../host/text.ts'
import { group, type IppMessage, type IppValue, tag } from './ipp.ts'

/** An attribute to be sent: all its values are of the kind of that tag. */
export type Sent = readonly [name: string, tag: number, ...values: readonly IppValue[]]

/** A message of version 2.0. Texts must be shorter than 32 KiB. */
export function encodeIpp(
  message: Omit<IppMessage, 'groups'> & { readonly groups: readonly (readonly [tag: number, ...Sent[]])[] },
): Uint8Array {
  const parts: Uint8Array[] = [bytes(0x0200, 2), bytes(message.code, 2), bytes(message.requestId, 4)]
  for (const [delimiter, ...attributes] of message.groups) {
    parts.push(bytes(delimiter, 1))
    for (const [name, kind, ...values] of attributes)
      for (const [at, value] of values.entries())
        parts.push(bytes(kind, 1), ...field(encodeText(at === 0 ? name : '')), ...field(valueBytes(kind, value)))
  }
  return Buffer.concat([...parts, bytes(group.end, 1)])
}

function bytes(number: number, size: 1 | 2 | 4): Uint8Array {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(number >>> 0)
  return buffer.subarray(4 - size)
}
const field = (value: Uint8Array): readonly Uint8Array[] => [bytes(value.length, 2), value]
const valueBytes = (kind: number, value: IppValue): Uint8Array => {
  if (kind === tag.boolean) return bytes(value ? 1 : 0, 1)
  return typeof value === 'number' ? bytes(value, 4) : encodeText(String(value))
}
