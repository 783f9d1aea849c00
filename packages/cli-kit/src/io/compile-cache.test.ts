import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compileCacheDir } from './compile-cache.ts'

const home = mkdtempSync(join(tmpdir(), 'cache-'))
const dir = join(home, '.cache/fusioninventory')
const uid = process.getuid?.() ?? 0
/** Root has one folder for all, which stands in here for that of a user. */
const folderFor = (env: Record<string, string>): string | undefined => compileCacheDir(env, uid, dir)
afterAll(() => rmSync(home, { recursive: true }))

describe.runIf(process.platform !== 'win32')('compiled code is kept', () => {
  it('not where nobody made a folder', () => {
    expect(folderFor({ HOME: home })).toBeUndefined()
    expect(compileCacheDir({}, 1000)).toBeUndefined()
    expect(compileCacheDir({ XDG_CACHE_HOME: 'relative' }, 1000)).toBeUndefined()
  })
  it('in a folder of the user that nobody else can write to', () => {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    expect(folderFor({ HOME: home })).toBe(dir)
    expect(compileCacheDir({ HOME: home }, uid + 1)).toBeUndefined()
    chmodSync(dir, 0o770)
    expect(folderFor({ HOME: home })).toBeUndefined()
  })
})
