/** The files part of the recorder. */
import { formatList, formatStat, formatStatFs } from '../capture/content.ts'
import { isIdDatabase } from '../ids.ts'
import { type Files, ok, type Reading } from '../port.ts'
import { redactionOf } from '../secrets.ts'
import { decodeText, encodeText } from '../text.ts'
import { MAX_FILE } from './limits.ts'
import type { RecordStore } from './record-store.ts'

/** Paths as the format wants them; undefined where it has none for it. */
export function plainPath(path: string): string | undefined {
  const drive = /^[A-Za-z]:(?=[\\/])/.exec(path)?.[0] ?? ''
  const rest = drive === '' ? path : path.slice(2).replaceAll('\\', '/')
  if (!rest.startsWith('/') || rest.includes('\0')) return undefined
  const parts: string[] = []
  for (const part of rest.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `${drive}/${parts.join('/')}`
}

export const NO_PATH: Reading<never> = { state: 'failed', detail: 'EINVAL' }

export function recordedFiles(
  files: Files,
  store: RecordStore,
  onDatabase: (path: string, text: string) => void,
): Files {
  /** The whole file as text, whether asked for text or bytes. */
  const whole = (path: string, read: () => Promise<Reading<string>>): Promise<Reading<string>> =>
    store.keep({
      kind: 'file',
      subject: [path],
      async ask() {
        const text = await read()
        if (text.state !== 'ok') return text
        if (isIdDatabase(path)) onDatabase(path, text.value)
        return ok(redactionOf(path)?.(text.value) ?? text.value)
      },
      write: (content) => ({ content }),
      limit: MAX_FILE,
    })

  const range = async (path: string, from: number, limit: number | undefined): Promise<Reading<Uint8Array>> => {
    const size = limit === undefined ? undefined : Math.min(limit, MAX_FILE + 1)
    const text = await store.keep({
      kind: 'file',
      subject: [path],
      attributes: from > 0 ? { from } : {},
      variant: String(limit),
      async ask() {
        const bytes = await files.bytes(path, size === undefined ? { from } : { from, limit: size })
        if (bytes.state !== 'ok') return bytes
        const content = decodeText(bytes.value)
        return ok(redactionOf(path)?.(content) ?? content)
      },
      write: (content) => ({ content }),
      limit: MAX_FILE,
    })
    return text.state === 'ok' ? ok(encodeText(text.value)) : text
  }

  const at = async <T>(path: string, read: (plain: string) => Promise<Reading<T>>): Promise<Reading<T>> => {
    const plain = plainPath(path)
    return plain === undefined ? NO_PATH : read(plain)
  }

  return {
    text: (path) => at(path, (plain) => whole(plain, () => files.text(plain))),
    bytes: (path, { from = 0, limit } = {}) =>
      at(path, async (plain) => {
        if (from > 0 || limit !== undefined) return range(plain, from, limit)
        const text = await whole(plain, async () => {
          const bytes = await files.bytes(plain)
          return bytes.state === 'ok' ? ok(decodeText(bytes.value)) : bytes
        })
        return text.state === 'ok' ? ok(encodeText(text.value)) : text
      }),
    list: (dir) =>
      at(dir, (path) =>
        store.keep({
          kind: 'list',
          subject: [path],
          ask: () => files.list(path),
          write: (entries) => ({ content: formatList(entries) }),
        }),
      ),
    stat: (asked, options) =>
      at(asked, (path) =>
        store.keep({
          kind: 'stat',
          subject: [path],
          attributes: options?.follow === false ? { nofollow: true } : {},
          ask: () => files.stat(path, options),
          write: (stat) => ({ content: `${formatStat(stat)}\n` }),
        }),
      ),
    link: (asked) =>
      at(asked, (path) =>
        store.keep({
          kind: 'link',
          subject: [path],
          ask: () => files.link(path),
          write: (target) => ({ content: `${target}\n` }),
        }),
      ),
    statfs: (asked) =>
      at(asked, (path) =>
        store.keep({
          kind: 'statfs',
          subject: [path],
          ask: () => files.statfs(path),
          write: (fs) => ({ content: formatStatFs(fs) }),
        }),
      ),
  }
}
