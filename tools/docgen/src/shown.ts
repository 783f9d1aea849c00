import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Row } from './coverage.ts'

export const checkout = fileURLToPath(new URL('../../../', import.meta.url))
const local = 'packages/core-probes/src/local'

/** Test files of the checkout under a folder of probes, in the order of their names. */
function testsIn(folder: string): readonly string[] {
  const dir = join(local, folder)
  try {
    return readdirSync(join(checkout, dir), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .sort()
      .map((name) => join(dir, name))
  } catch {
    return []
  }
}

/** The first test that names what the row is about; undefined where none does. */
export const testOf = ({ folders, shown }: Row): string | undefined =>
  folders.flatMap(testsIn).find((file) => shown.test(readFileSync(join(checkout, file), 'utf8')))
