/** Makes the tables that the packages carry: npx tsx tools/datagen/run.ts [RELEASE of Debian]. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unpack } from './src/debian.ts'
import { comment, licence, type Selection, select } from './src/id-table.ts'

interface Table extends Selection {
  /** Name of the table and of the package. */
  readonly name: string
  readonly path: string
  readonly copyright: string
  /** How it may be passed on. */
  terms(debianCopyright: string): string
}

const bsd = (text: string): string => `under this licence:\n\n${licence(text, 'BSD-3-clause')}`

const tables: readonly Table[] = [
  {
    name: 'pci.ids',
    path: 'usr/share/misc/pci.ids',
    depth: 2,
    classDepth: 1,
    copyright: 'Martin Mares and Albert Pool, https://pci-ids.ucw.cz',
    terms: bsd,
  },
  {
    name: 'usb.ids',
    path: 'usr/share/misc/usb.ids',
    depth: 1,
    classDepth: 1,
    copyright: 'Stephen J. Gowdy, http://www.linux-usb.org/usb-ids.html',
    terms: bsd,
  },
  {
    name: 'pnp.ids',
    path: 'usr/share/hwdata/pnp.ids',
    depth: 0,
    copyright: '2008 different people, https://github.com/vcrhonek/hwdata',
    terms: () => 'under the X11 (XFree86) licence.',
  },
]

const out = join(import.meta.dirname, '../../packages/core-probes/src/host/io/data')
const dir = mkdtempSync(join(tmpdir(), 'datagen-'))
try {
  const packages = unpack(
    dir,
    process.argv[2] ?? 'trixie',
    tables.map(({ name }) => name),
  )
  mkdirSync(out, { recursive: true })
  for (const { name, path, copyright, terms, ...selection } of tables) {
    const found = packages.get(name)
    if (!found) throw new Error(`no package ${name}`)
    const text = found.text(path)
    const date = /^#\s*Date:\s*(\S+)/m.exec(text)?.[1]
    const about = [
      `Made by tools/datagen from ${name} of Debian's package ${name} ${found.version}${date ? `, dated ${date}` : ''}.`,
      `Copyright (c) ${copyright}; passed on ${terms(found.text(`usr/share/doc/${name}/copyright`))}`,
    ]
    writeFileSync(join(out, name), comment(about.join('\n')) + select(text, selection))
  }
} finally {
  rmSync(dir, { recursive: true })
}
