import type { wanted } from './cups-request.ts'
import { group, type IppValue } from './ipp.ts'
import { decodeIpp } from './ipp-decode.ts'
import type { Queue } from './queue.ts'

/** `client-error-not-found`: there are no queues. */
const notFound = 0x0406

const states: Readonly<Record<number, Queue['state']>> = { 3: 'idle', 4: 'processing', 5: 'stopped' }

/** The queues of an answer; undefined where it is no answer, or says that something went wrong. */
export function parsePrinters(body: Uint8Array): readonly Queue[] | undefined {
  const answer = decodeIpp(body)
  if (!answer || (answer.code >= 0x0100 && answer.code !== notFound)) return undefined
  return answer.groups
    .filter((one) => one.tag === group.printer)
    .flatMap(({ attributes }) => {
      const all = (name: (typeof wanted)[number]): readonly IppValue[] => attributes.get(name) ?? []
      const text = (name: (typeof wanted)[number]): string | undefined => {
        const [value] = all(name)
        return typeof value === 'string' && value !== '' ? value : undefined
      }
      const name = text('printer-name')
      if (name === undefined) return []
      const [shared] = all('printer-is-shared')
      return [
        {
          name,
          uri: text('device-uri'),
          info: text('printer-info'),
          location: text('printer-location'),
          model: text('printer-make-and-model'),
          state: states[Number(all('printer-state')[0])],
          reasons: all('printer-state-reasons').map(String),
          message: text('printer-state-message'),
          shared: typeof shared === 'boolean' ? shared : undefined,
          resolution: text('printer-resolution-default'),
        },
      ]
    })
}
