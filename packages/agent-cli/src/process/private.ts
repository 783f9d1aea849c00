import { spawnSync } from 'node:child_process'

/** What a program that stays owes to the machine: its files are private, and a crash writes no memory to the disk. */
export function becomePrivate(prlimit: string | undefined): void {
  if (process.platform === 'win32') return
  process.umask(0o077)
  if (prlimit === undefined) return
  spawnSync(prlimit, [`--pid=${process.pid}`, '--core=0:0'], { stdio: 'ignore', timeout: 5000 })
}
