import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

type Conditions = Readonly<Record<string, string>>

/** What matters here of a package.json. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly private?: boolean
  readonly bin?: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, Conditions>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

export interface Package {
  /** Folder below packages/. */
  readonly folder: string
  readonly dir: string
  readonly manifest: Manifest
}

/** All packages of the workspace, in the order of their folders. */
const workspace: readonly Package[] = readdirSync(join(root, 'packages'))
  .sort()
  .map((folder) => {
    const dir = join(root, 'packages', folder)
    return { folder, dir, manifest: JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Manifest }
  })

/** Those that people install. */
export const published: readonly Package[] = workspace.filter(({ manifest }) => !manifest.private)

/** The source of each entry that a package offers: `@fusioninventory/protocol/json` to a path. */
export const sources: ReadonlyMap<string, string> = new Map(
  workspace.flatMap(({ dir, manifest }) =>
    Object.entries(manifest.exports).flatMap(([entry, { source }]): [string, string][] =>
      source === undefined ? [] : [[join(manifest.name, entry), join(dir, source)]],
    ),
  ),
)

/** The package.json that is published: a bundle has no dependencies, and its sources are not there. */
export function publishedManifest(manifest: Manifest): object {
  const {
    devDependencies: _,
    scripts: _scripts,
    files: _files,
    exports,
    ...rest
  } = manifest as Manifest & {
    readonly scripts?: unknown
    readonly files?: unknown
  }
  const withoutSources = Object.entries(exports).map(([entry, { source: _source, ...conditions }]) => [
    entry,
    conditions,
  ])
  return {
    ...rest,
    man: Object.keys(manifest.bin ?? {}).map((bin) => `man/${bin}.1`),
    exports: Object.fromEntries(withoutSources),
  }
}
