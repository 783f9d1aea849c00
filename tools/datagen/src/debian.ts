import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A package of Debian, unpacked. */
export interface Unpacked {
  readonly version: string
  /** Text of one of its files, by its path in an installed system. */
  text(path: string): string
}

/** Packages of a release of Debian, fetched by apt into `dir` and installed nowhere. */
export function unpack(dir: string, release: string, names: readonly string[]): ReadonlyMap<string, Unpacked> {
  const at = (...parts: string[]): string => join(dir, ...parts)
  for (const folder of ['lists/partial', 'archives/partial']) mkdirSync(at(folder), { recursive: true })
  const key = '/usr/share/keyrings/debian-archive-keyring.gpg'
  writeFileSync(at('sources.list'), `deb [signed-by=${key}] http://deb.debian.org/debian ${release} main\n`)
  writeFileSync(at('status'), '')
  const options = {
    'Dir::Etc::sourcelist': at('sources.list'),
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': at('lists'),
    'Dir::State::status': at('status'),
    'Dir::Cache': dir,
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
  }
  const apt = (command: string, ...args: string[]): string => {
    const set = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])
    return execFileSync(command, [...set, ...args], { cwd: dir, encoding: 'utf8' })
  }
  apt('apt-get', 'update')
  apt('apt-get', 'download', ...names)
  return new Map(
    names.map((name) => {
      const version = /^Version: (.*)$/m.exec(apt('apt-cache', 'show', '--no-all-versions', name))?.[1] ?? ''
      const file = `${name}_${version.replaceAll(':', '%3a')}_all.deb`
      execFileSync('dpkg-deb', ['--extract', at(file), at(name)])
      return [name, { version, text: (path) => readFileSync(at(name, path), 'utf8') }]
    }),
  )
}
