import type { Queue } from './queue.ts'

/**
 * /etc/cups/printers.conf (root): `<Printer NAME>` or `<DefaultPrinter NAME>` with a directive a line, up to
 * `</Printer>`. What CUPS writes is escaped with backslashes.
 */
export function parsePrintersConf(text: string): readonly Queue[] {
  const queues: Queue[] = []
  let name: string | undefined
  let values = new Map<string, string>()
  for (const line of text.split('\n', 200_000).map((one) => one.trim())) {
    const opened = /^<(?:Default)?(?:Printer|Class) ([^>]{1,1024})>$/.exec(line)?.[1]
    if (opened !== undefined) {
      name = opened
      values = new Map()
    } else if (line.startsWith('</')) {
      if (name !== undefined && values.has('deviceuri')) queues.push(queueOf(name, values))
      name = undefined
    } else {
      const [, key = '', value = ''] = /^([A-Za-z]{1,64})\s+(.*)$/.exec(line) ?? []
      if (key !== '' && !values.has(key.toLowerCase())) values.set(key.toLowerCase(), value.replace(/\\(.)/g, '$1'))
    }
  }
  return queues
}

function queueOf(name: string, values: ReadonlyMap<string, string>): Queue {
  const shared = values.get('shared')?.toLowerCase()
  const state = values.get('state')?.toLowerCase()
  return {
    name,
    uri: withoutUser(values.get('deviceuri')),
    info: values.get('info'),
    location: values.get('location'),
    model: values.get('makemodel'),
    state: state === 'idle' || state === 'stopped' ? state : undefined,
    reasons: values.get('reason')?.split(/[\s,]+/),
    message: values.get('statemessage'),
    shared: shared === undefined ? undefined : shared === 'yes',
  }
}

/** Only this file has the passwords of print servers; the daemon itself gives them to nobody. */
const withoutUser = (uri: string | undefined): string | undefined =>
  uri?.replace(/^([a-z0-9+.-]{1,32}:\/\/)[^/?#]*@/i, '$1')

/** `lpstat -v`: `device for NAME: URI`, a queue a line. */
export const parseLpstat = (text: string): readonly Queue[] =>
  text.split('\n', 100_000).flatMap((line) => {
    const [, name, uri] = /^device for ([^:]{1,1024}): (\S.*)$/.exec(line.trimEnd()) ?? []
    // CUPS writes a path where the queue prints into a file.
    return name && uri ? [{ name, uri: withoutUser(uri.startsWith('/') ? `file:${uri}` : uri) }] : []
  })
