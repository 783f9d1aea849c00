import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type Package, root, sources } from './packages.ts'

/** Declarations of all packages in one pass of the compiler, below `out` as the sources lie below the root. */
export function emitDeclarations(out: string): void {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const project = join(out, 'tsconfig.json')
  writeFileSync(
    project,
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        outDir: out,
        rootDir: root,
        typeRoots: [join(root, 'node_modules/@types')],
      },
      include: [join(root, 'packages/*/src')],
      exclude: [join(root, 'packages/*/src/**/*.test.ts')],
    }),
  )
  execFileSync(process.execPath, [tsc, '-p', project], { stdio: 'inherit' })
}

const imported = /(\bfrom |\bimport\()(['"])([^'"]+)\2/g

/**
 * Gives a staged package the declarations of its entries, with all that they refer to in the workspace: copied below
 * `dist/types`, so that a package stays complete by itself.
 */
export function addTypes({ folder, manifest, dir }: Package, stage: string, declarations: string): void {
  const types = join(stage, 'dist/types')
  const place = (source: string): string => join(types, relative(join(root, 'packages'), source).replace('/src/', '/'))
  const done = new Set<string>()
  const copy = (source: string): void => {
    if (done.has(source)) return
    done.add(source)
    const from = join(declarations, relative(root, source)).replace(/\.ts$/, '.d.ts')
    const text = readFileSync(from, 'utf8').replace(imported, (whole, keyword: string, quote: string, name: string) => {
      const target = name.startsWith('.') ? join(dirname(source), name) : sources.get(name)
      if (target === undefined || !existsSync(target)) return whole
      copy(target)
      const path = relative(dirname(place(source)), place(target)).replace(/\.ts$/, '.js')
      return `${keyword}${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`
    })
    const to = place(source).replace(/\.ts$/, '.d.ts')
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, text)
  }
  for (const { source, types: entry } of Object.values(manifest.exports)) {
    if (source === undefined || entry === undefined) throw new Error(`${folder}: an entry without source or types`)
    copy(join(dir, source))
    const path = relative(dirname(join(stage, entry)), place(join(dir, source))).replace(/\.ts$/, '.js')
    writeFileSync(join(stage, entry), `export * from './${path}'\n`)
  }
}
