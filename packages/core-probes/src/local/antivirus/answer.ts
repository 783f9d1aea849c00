import type { Content } from '@fusioninventory/protocol'
import { type Argv, type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Patch, ProbeContext } from '../probe.ts'

/** Tells of one product. */
export type ReadAntivirus = (host: Host, ctx: ProbeContext) => Promise<readonly Patch[]>

type Antivirus = NonNullable<Content['ANTIVIRUS']>[number]

/** What a product's tool prints; nothing where it fails. Such tools ask their service, which may not answer. */
export const ask = async ({ commands }: Host, argv: Argv): Promise<string> =>
  ifOk(await commands.run(argv, { timeoutMs: 15_000 }))?.stdout ?? ''

export const product = (from: string, entry: Antivirus): readonly Patch[] => [{ from, content: { ANTIVIRUS: [entry] } }]

/** Values of `key: value` lines, or of two columns with at least two blanks between, by the key as it stands. */
export function keyValues(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, key, value] = /^[\s-]{0,40}(\S.{0,80}?)(?::\s{1,80}|\s{2,80}|=\s{0,9}|\s=\s{0,9})(\S.*)$/.exec(line) ?? []
    if (key !== undefined && value !== undefined && !values.has(key)) values.set(key, value.trim())
  }
  return values
}
