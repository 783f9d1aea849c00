import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileProblem, findFiles, openFile, removeFile } from './files.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fi-files-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))
const make = (...names: string[]) => {
  for (const name of names) {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), name)
  }
}
const found = async (recursive: boolean, top = dir) => {
  const { files, problems } = await findFiles(top, recursive, (name) => name.endsWith('.xml'))
  return {
    files: files.map((path) => path.toString().slice(dir.length + 1)),
    problems: problems.map((one) => one.problem),
  }
}

describe('findFiles', () => {
  it('in byte order, hidden ones too, no folders', async () => {
    make('b.xml', 'Z.xml', '.h.xml', 'a.XML', 'é.xml', 'n.txt', 'd.xml/inner.xml')
    expect(await found(false)).toEqual({ files: ['.h.xml', 'Z.xml', 'b.xml', 'é.xml'], problems: [] })
    expect((await found(false, `${dir}//`)).files).toEqual(['.h.xml', 'Z.xml', 'b.xml', 'é.xml'])
  })

  it('recursive: names of one letter as well, folders in their place', async () => {
    make('c.xml', 'b/y.xml', 'b/a/x.xml', 'b/z.txt', '.hid/w.xml', 'd.xml/v.xml')
    expect((await found(true)).files).toEqual(['.hid/w.xml', 'b/a/x.xml', 'b/y.xml', 'c.xml', 'd.xml/v.xml'])
  })

  it('follows links, each folder once, so loops end', async () => {
    make('a/x.xml', 'b/y.xml')
    symlinkSync('..', join(dir, 'a', 'up'))
    symlinkSync('.', join(dir, 'a', 'self'))
    symlinkSync('../b', join(dir, 'a', 'other'))
    symlinkSync('a/x.xml', join(dir, 'link.xml'))
    symlinkSync('gone', join(dir, 'gone.xml'))
    expect((await found(true)).files).toEqual(['a/other/y.xml', 'a/x.xml', 'gone.xml', 'link.xml'])
  })

  it('keeps names that are not UTF-8', async () => {
    const name = Buffer.concat([Buffer.from(`${dir}/`), Buffer.from([0xe9]), Buffer.from('.xml')])
    writeFileSync(name, 'x')
    const { files } = await findFiles(dir, false, () => true)
    expect(files).toEqual([name])
    const file = await openFile(files[0] ?? Buffer.alloc(0))
    expect(file.identity.size).toBe(1)
    await file.close()
  })
})

describe('openFile', () => {
  it('reads a regular file', async () => {
    make('a.xml')
    const file = await openFile(Buffer.from(join(dir, 'a.xml')))
    const pieces: Uint8Array[] = []
    for await (const piece of file.chunks) pieces.push(piece)
    await file.close()
    expect(Buffer.concat(pieces).toString()).toBe('a.xml')
  })

  it.each([
    ['.', 'is not a regular file'],
    ['/dev/null', 'is not a regular file'],
    ['none', 'does not exist'],
    ['loop', 'is a symbolic link to itself'],
  ])('%s %s', async (name, problem) => {
    symlinkSync('loop', join(dir, 'loop'))
    const path = Buffer.from(name.startsWith('/') ? name : join(dir, name))
    const error: unknown = await openFile(path).catch((one: unknown) => one)
    expect(fileProblem(error)).toBe(problem)
  })
})

describe('removeFile', () => {
  it('removes what was read, not what came later', async () => {
    make('a.xml', 'b.xml', 'c.xml')
    const path = (name: string) => Buffer.from(join(dir, name))
    const read = async (name: string) => {
      const file = await openFile(path(name))
      await file.close()
      return file.identity
    }
    const [a, b, c] = [await read('a.xml'), await read('b.xml'), await read('c.xml')]
    writeFileSync(path('b.xml'), 'longer than before')
    rmSync(path('c.xml'))
    expect(await removeFile(path('a.xml'), a)).toBe('removed')
    expect(await removeFile(path('b.xml'), b)).toBe('changed')
    expect(await removeFile(path('c.xml'), c)).toEqual({ problem: 'ENOENT' })
    utimesSync(path('b.xml'), 1, 1)
    expect((await found(false)).files).toEqual(['b.xml'])
  })
})
