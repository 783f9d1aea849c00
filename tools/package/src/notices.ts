import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './packages.ts'

/** What esbuild tells of a bundle: its output files with the inputs that are in them. */
interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>
}

interface Library {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly text: string
}

/** Folders of libraries in a path of pnpm's store. */
const inStore = /node_modules\/\.pnpm\/[^/]+\/node_modules\/((?:@[^/]+\/)?[^/]+)\//

/** The libraries whose code is in the bundles of a package, by name, with the text of their licences. */
function bundledLibraries(dir: string): readonly Library[] {
  const { outputs } = JSON.parse(readFileSync(join(dir, 'dist/metafile-esm.json'), 'utf8')) as Metafile
  const folders = new Set<string>()
  for (const { inputs } of Object.values(outputs))
    for (const input of Object.keys(inputs)) {
      // `on-demand:...` is what the build puts before a module that stands here too.
      const match = input.includes(':') ? null : inStore.exec(input)
      if (match) folders.add(join(root, input.slice(0, match.index + match[0].length).replace(/^(?:\.\.\/)+/, '')))
    }
  return [...folders].map(libraryIn).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function libraryIn(folder: string): Library {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Library
  const file = readdirSync(folder).find((one) => /^(?:licen[cs]e|copying)/i.test(one))
  if (file === undefined && !license) throw new Error(`${name} ${version}: no licence`)
  return { name, version, license, text: file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim() }
}

/** Data that is no code: files of the package that name their licence in their first lines. */
function dataNotices(dir: string): readonly string[] {
  const data = join(dir, 'dist/data')
  if (!existsSync(data)) return []
  return readdirSync(data)
    .filter((name) => name.endsWith('.ids'))
    .map((name) => {
      const head = readFileSync(join(data, name), 'utf8')
        .split('\n')
        .slice(0, 20)
        .filter((line) => line.startsWith('#'))
      return `${name}\n\n${head.join('\n')}`
    })
}

const rule = '-'.repeat(78)

/** The file THIRD-PARTY-NOTICES of a package. */
export function notices(name: string, dir: string): string {
  const libraries = bundledLibraries(dir).map(
    (library) => `${library.name} ${library.version} (${library.license})\n\n${library.text}`,
  )
  const parts = [...libraries, ...dataNotices(dir)]
  return [`${name} contains these works of others:`, ...parts].join(`\n\n${rule}\n`).concat('\n')
}
