import { bytesOf } from '../byte-size.ts'

/** A line of `flatpak list`. */
interface Ref {
  readonly id: string
  readonly branch: string
  readonly installation: string
  readonly name: string
}

/** Rows of `flatpak list --columns=application,branch,installation,name`, separated by tabs. */
export function parseFlatpakList(text: string): Ref[] {
  return text.split('\n').flatMap((line) => {
    const [id = '', branch = '', installation = '', name = ''] = line.split('\t', 4).map((column) => column.trim())
    return /^[\w.-]+$/.test(id) && branch && !branch.startsWith('-') ? [{ id, branch, installation, name }] : []
  })
}

/** What `flatpak info` tells of one. Undefined is "not told". */
interface FlatpakInfo {
  readonly arch: string | undefined
  readonly version: string | undefined
  readonly origin: string | undefined
  /** Bytes on disk. */
  readonly size: number | undefined
  /** Of the commit, `2020-12-20 18:56:49 +0000`. */
  readonly date: string | undefined
}

/** The `Key: value` lines of `flatpak info`, aligned at their colons. */
export function parseFlatpakInfo(text: string): FlatpakInfo {
  const fields = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, key, value] = /^\s{0,40}([A-Z][a-z]{1,20}):\s(.*)$/.exec(line) ?? []
    if (key !== undefined && value !== undefined && !fields.has(key)) fields.set(key, value.trim())
  }
  return {
    arch: fields.get('Arch'),
    version: fields.get('Version'),
    origin: fields.get('Origin'),
    size: bytesOf(fields.get('Installed') ?? ''),
    date: fields.get('Date'),
  }
}

/** Extensions that are parts of what they are called after. */
const parts: Readonly<Record<string, string>> = {
  Locale: ' translations',
  Debug: ' debug symbols',
  Sources: ' sources',
  Docs: ' docs',
}

/** The name that flatpak shows of one that names itself nowhere: `org.gnome.Platform.Locale` is `gnome platform translations`. */
export function readableName(id: string): string {
  const words = id.split('.')
  const part = words.length > 3 ? parts[words.at(-1) ?? ''] : undefined
  if (part !== undefined) words.pop()
  const last = words.pop() ?? id
  const kind = last === 'Sdk' ? ' development platform' : last === 'Platform' ? ' platform' : undefined
  return `${kind === undefined ? last : `${words.pop() ?? ''}${kind}`}${part ?? ''}`.trim()
}
