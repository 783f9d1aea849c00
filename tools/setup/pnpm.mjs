// Runs the pinned pnpm on a machine that has only Node and npm. No dependency: it is what brings them.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Runs a program in the workspace, its output on ours; a failure ends this process with the same code. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (error) {
    console.error(`[error] ${command} can't be run: ${error.message}`)
    process.exit(1)
  }
  if (status !== 0) process.exit(status ?? 1)
}

export const pnpm = (...args) => run('npx', ['--yes', packageManager, ...args])

/** Installs what the lock file names, and builds every package. */
export function setUp() {
  const quiet = process.env.CI ? [] : ['--reporter=silent']
  pnpm('install', '--frozen-lockfile', ...quiet)
  pnpm('run', ...quiet, 'build')
}
