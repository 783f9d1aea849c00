import { elements, parseXml } from '../testkit/src/server/xml.ts'

/** One device of a discovery; a list is a text with blanks between. */
export type Fields = Readonly<Record<string, string>>

/** The devices of documents one after the other, by address. */
export function devicesOf(text: string): ReadonlyMap<string, Fields> {
  const documents = text.split(/(?=<\?xml )/).filter((one) => one.trim() !== '')
  return new Map(
    documents.flatMap((one) =>
      elements(parseXml(one), 'CONTENT', 'DEVICE').map((device): [string, Fields] => {
        const fields = Object.fromEntries(
          device.children.map((child) => [
            child.name,
            child.children.length > 0 ? child.children.map((item) => item.text).join(' ') : child.text,
          ]),
        )
        return [fields.IP ?? '', fields]
      }),
    ),
  )
}
