/**
 * npm run package [-- OUT]: the seven tarballs, each complete by itself: bundle, declarations, licence, notices, manual page.
 * OUT is a folder, by default `out/packages`. Everything has to be built before.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { notices } from './src/notices.ts'
import { type Package, published, publishedManifest, root } from './src/packages.ts'
import { addTypes, emitDeclarations } from './src/types.ts'

const limit = 2_000_000
const out = resolve(process.argv[2] ?? join(root, 'out/packages'))
mkdirSync(out, { recursive: true })
const work = mkdtempSync(join(tmpdir(), 'package-'))

try {
  const declarations = join(work, 'declarations')
  mkdirSync(declarations)
  emitDeclarations(declarations)
  for (const one of published) {
    const file = pack(one, declarations)
    const { size } = statSync(file)
    console.log(`${(size / 1000).toFixed(0).padStart(6)} kB  ${file}`)
    if (size > limit) {
      console.error(`[error] ${file} is larger than ${limit} bytes`)
      process.exitCode = 1
    }
  }
} finally {
  rmSync(work, { recursive: true })
}

function pack(one: Package, declarations: string): string {
  const { folder, dir, manifest } = one
  if (!existsSync(join(dir, 'dist/bin.js'))) throw new Error(`${folder} is not built: npm test or npm start`)
  const stage = join(work, folder)
  cpSync(join(dir, 'dist'), join(stage, 'dist'), {
    recursive: true,
    filter: (path) => !/metafile-\w+\.json$/.test(path),
  })
  if (existsSync(join(dir, 'service'))) cpSync(join(dir, 'service'), join(stage, 'service'), { recursive: true })
  addTypes(one, stage, declarations)
  for (const bin of Object.keys(manifest.bin ?? {})) {
    const page = join(root, 'docs/man', `${bin}.1`)
    if (existsSync(page)) cpSync(page, join(stage, 'man', `${bin}.1`))
  }
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(publishedManifest(manifest), undefined, 2)}\n`)
  writeFileSync(join(stage, 'README.md'), readme(one))
  writeFileSync(join(stage, 'THIRD-PARTY-NOTICES'), notices(manifest.name, dir))
  cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'))
  const made = execFileSync('npm', ['pack', '--json', '--pack-destination', out], {
    cwd: stage,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const [{ filename = '' } = {}] = JSON.parse(made) as { filename?: string }[]
  return join(out, filename)
}

function readme({ manifest: { name, description, bin } }: Package): string {
  const tool = Object.keys(bin ?? {})[0] ?? ''
  const library = name.startsWith('@')
  return `# ${name}

${description}.

    ${library ? `npm install ${name}` : `npx ${name} --help`}

One self-contained package without dependencies, for Node 20.19 or newer. \`${tool} --help\` tells every option; the manual
page is \`man/${tool}.1\`. Part of the FusionInventory agent suite: https://github.com/fusioninventory/fusioninventory
`
}
