import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { decodeText } from '../../host/text.ts'
import { localDays } from '../local-time.ts'
import type { Patch } from '../probe.ts'
import { inBatches } from './batches.ts'
import { isSystemSnap, parseSnapInfo, parseSnapList, parseSnapState, parseTopLevel } from './parse-snap.ts'
import { readLarge } from './read-large.ts'
import type { ReadPackages } from './reader.ts'

/** Where snaps are mounted: the second where `/snap` is not to be (Fedora, Arch). */
const mounts = ['/snap', '/var/lib/snapd/snap'] as const
const state = '/var/lib/snapd/state.json'
const assertions = '/var/lib/snapd/assertions/asserts-v0'

/** Snaps: from the metadata in each, completed by what snapd keeps (root), else by the `snap` program. */
export const read: ReadPackages = async (host, ctx) => {
  const bytes = await readLarge(host, state, ctx.debug)
  const known = new Map(parseSnapState(bytes ? decodeText(bytes) : '').map((snap) => [snap.name, snap]))
  for (const dir of mounts) {
    const mounted = (ifOk(await host.files.list(dir)) ?? []).filter(({ type }) => type === 'd')
    // What is not mounted, as on a disk of another machine, has no metadata that could be read.
    const names = known.size > 0 ? [...known.keys()] : mounted.map(({ name }) => name)
    if (mounted.length === 0 && known.size === 0) continue
    const entries = await Promise.all(names.map((name) => fromMount(host, dir, name, known.get(name))))
    const SOFTWARES = entries.flat()
    if (SOFTWARES.length > 0) return [{ from: known.size > 0 ? state : dir, content: { SOFTWARES } }]
  }
  return known.size > 0 ? [] : fromCommand(host)
}

type Known = ReturnType<typeof parseSnapState>[number]

async function fromMount({ files, facts }: Host, dir: string, name: string, known: Known | undefined) {
  const folder = `${dir}/${name}`
  const yaml = ifOk(await files.text(`${folder}/current/meta/snap.yaml`))
  const meta = parseTopLevel(yaml ?? '')
  if ((yaml === undefined && known === undefined) || isSystemSnap(known?.type ?? meta.get('type'))) return []
  const revision = known?.revision ?? ifOk(await files.link(`${folder}/current`)) ?? ''
  const image = /^x?\d+$/.test(revision) ? `/var/lib/snapd/snaps/${name}_${revision}.snap` : undefined
  const mtime = ifOk(await files.stat(folder))?.mtime
  return [
    {
      NAME: name,
      VERSION: meta.get('version') || undefined,
      FROM: 'snap',
      FILESIZE: image === undefined ? undefined : ifOk(await files.stat(image))?.size,
      INSTALLDATE: mtime === undefined ? undefined : localDays(facts)(mtime),
      PUBLISHER: await publisher(files, known?.id),
      COMMENTS: meta.get('summary') || undefined,
      HELPLINK: meta.get('contact') || undefined,
    },
  ]
}

/** The store's assertions: a snap names the account of its publisher, and that has a name to show. */
async function publisher(files: Host['files'], id: string | undefined): Promise<string | undefined> {
  const header = async (dir: string, name: string): Promise<string | undefined> => {
    const active = ifOk(await files.list(dir))?.find((entry) => entry.name.startsWith('active'))
    return active && parseTopLevel(ifOk(await files.text(`${dir}/${active.name}`)) ?? '').get(name)
  }
  const plain = /^[\w-]+$/
  if (!plain.test(id ?? '')) return undefined
  const account = await header(`${assertions}/snap-declaration/16/${id}`, 'publisher-id')
  if (account === undefined || !plain.test(account)) return undefined
  // The account that snapd trusts from the start is in no file.
  if (account === 'canonical') return 'Canonical'
  return header(`${assertions}/account/${account}`, 'display-name')
}

async function fromCommand({ commands, files, facts }: Host): Promise<readonly Patch[]> {
  const list = parseSnapList(ifOk(await commands.run(['snap', 'list', '--color', 'never']))?.stdout ?? '')
  const day = localDays(facts)
  const SOFTWARES = await inBatches(list, async ({ name, version }) => {
    const answer = await commands.run(['snap', 'info', '--color', 'never', '--abs-time', name])
    const info = parseSnapInfo(ifOk(answer)?.stdout ?? '')
    const mtime = ifOk(await files.stat(`/snap/${name}`))?.mtime
    return {
      NAME: name,
      VERSION: version,
      FROM: 'snap',
      FILESIZE: info.size,
      INSTALLDATE: mtime === undefined ? undefined : day(mtime),
      PUBLISHER: info.publisher,
      COMMENTS: info.summary,
      HELPLINK: info.contact,
    }
  })
  return SOFTWARES.length > 0 ? [{ from: 'snap list', content: { SOFTWARES } }] : []
}
