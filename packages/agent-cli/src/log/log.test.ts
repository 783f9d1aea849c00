import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, memoryIo, parse } from '@fusioninventory/cli-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tool } from '../options.ts'
import { facilityOf, withPriority } from '../process/syslog.ts'
import { ctime, logFile } from './io/log-file.ts'
import { openLog } from './open.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fi-log-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

test('dates as the C library writes them', () => {
  expect(ctime(new Date(2026, 10, 2, 7, 8, 9))).toBe('Mon Nov  2 07:08:09 2026')
  expect(ctime(new Date(2026, 10, 22, 17, 43, 50))).toBe('Sun Nov 22 17:43:50 2026')
})

test('a log file: date and level before each line, a new file at its size, the old one kept', () => {
  const file = join(dir, 'a.log')
  const log = createLogger({
    stream: logFile(file, { maxBytes: 100, keep: 1, now: () => new Date(2026, 10, 22, 17, 43, 50) }),
  })
  log.info('one')
  expect(readFileSync(file, 'utf8')).toBe('[Sun Nov 22 17:43:50 2026][info] one\n')
  log.warning('x'.repeat(100))
  log.info('three')
  expect(readFileSync(file, 'utf8')).toBe('[Sun Nov 22 17:43:50 2026][info] three\n')
  expect(readFileSync(`${file}.1`, 'utf8')).toContain('[warning] xxx')
})

test('a link in the place of a log file is not followed', () => {
  writeFileSync(join(dir, 'target'), '')
  symlinkSync(join(dir, 'target'), join(dir, 'a.log'))
  expect(() => logFile(join(dir, 'a.log'), { maxBytes: 0, keep: 1 })).toThrow(/Can't write to log file/)
})

test('priorities of syslog', () => {
  expect(facilityOf('LOG_DAEMON')).toBe(3)
  expect(facilityOf('local7')).toBe(23)
  expect(facilityOf('LOG_PIGEON')).toBeUndefined()
  expect(withPriority('[error] oh no\n', 3)).toBe('<27>oh no\n')
  expect(withPriority('[debug2] x', 1)).toBe('<15>x')
})

test('what the configuration asks for; secrets are in none of it', async () => {
  const file = join(dir, 'a.log')
  const { options } = parse(tool, ['--logfile', file, '--password', 'canary', '--debug'])
  const io = memoryIo()
  const log = await openLog({ ...options, logger: ['stderr', 'file'] }, io)
  log.error('the word is canary')
  log.debug2('no')
  expect(io.err()).toBe('[error] the word is <redacted>\n')
  expect(readFileSync(file, 'utf8')).toMatch(/^\[\w{3} \w{3} .*\]\[error\] the word is <redacted>\n$/)
  expect(existsSync(`${file}.1`)).toBe(false)
  await expect(openLog({ ...options, logger: ['syslog'], logfacility: 'x' }, io)).rejects.toThrow(/logfacility/)
})
