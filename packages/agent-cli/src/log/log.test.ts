import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, loggerOf, memoryIo, parse } from '@fusioninventory/cli-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tool } from '../options.ts'
import { facilityOf, withPriority } from '../process/syslog.ts'
import { ctime, logFile } from './io/log-file.ts'
import { changeable } from './logger.ts'
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

test('as many old files as are wanted, whoever begins a new one; private whatever the umask', () => {
  const file = join(dir, 'a.log')
  const before = process.umask(0o077)
  const [one, other] = [logFile(file, { maxBytes: 5, keep: 2 }), logFile(file, { maxBytes: 5, keep: 2 })]
  process.umask(before)
  expect(statSync(file).mode & 0o777).toBe(0o640)
  for (const text of ['first', 'second']) one.write(`${text}\n`)
  // It has the old file open, and renames the new one only when that is too large, too.
  other.write('third\n')
  other.write('fourth\n')
  one.write('fifth\n')
  expect(readdirSync(dir).sort()).toEqual(['a.log', 'a.log.1', 'a.log.2'])
  expect(['a.log.2', 'a.log.1', 'a.log'].map((name) => readFileSync(join(dir, name), 'utf8'))).toEqual([
    'first\n',
    'second\nthird\n',
    'fourth\nfifth\n',
  ])
  const none = logFile(join(dir, 'b.log'), { maxBytes: 5, keep: 0 })
  for (const text of ['first', 'second']) none.write(`${text}\n`)
  expect(readFileSync(join(dir, 'b.log'), 'utf8')).toBe('second\n')
  expect(existsSync(join(dir, 'b.log.1'))).toBe(false)
})

test('JSON: one object a line, whatever the message; no time in front of it', async () => {
  const file = join(dir, 'a.log')
  const { options } = parse(tool, ['--logfile', file, '--logger-format', 'json', '--password', 'canary'])
  const io = memoryIo({ now: new Date(Date.UTC(2026, 10, 22)) })
  const log = await openLog({ ...options, logger: ['stderr', 'file'] }, io)
  log.warning('a "canary"\nsings \u{1b}[31m')
  const expected = {
    time: '2026-11-22T00:00:00.000Z',
    level: 'warning',
    pid: process.pid,
    message: 'a "<redacted>"\\nsings \\x1b[31m',
  }
  expect(io.err().endsWith('}\n')).toBe(true)
  expect(JSON.parse(io.err())).toEqual(expected)
  expect(readFileSync(file, 'utf8')).toBe(io.err())
})

test('a log that is opened again goes on in a file of that name, and hides what the old one hid', async () => {
  const file = join(dir, 'a.log')
  const { options } = parse(tool, ['--logfile', file])
  const open = () => openLog({ ...options, logger: ['file'] }, memoryIo())
  const { log, change } = changeable(await open())
  log.hide('canary')
  log.info('before')
  renameSync(file, `${file}.old`)
  log.info('still there')
  change(await open())
  log.info('after, canary')
  log.debug('no')
  expect(readFileSync(`${file}.old`, 'utf8')).toMatch(/before\n.*still there\n$/)
  expect(readFileSync(file, 'utf8')).toMatch(/\[info\] after, <redacted>\n$/)
  let closed = 0
  const lines: string[] = []
  change({ ...loggerOf('debug2', { put: (_, text) => lines.push(text) }), close: () => closed++ })
  expect([log.level, log.enabled('debug2')]).toEqual(['debug2', true])
  log.debug2('yes')
  change({ ...loggerOf('error', { put: () => undefined }), close: () => undefined })
  expect([lines, closed]).toEqual([['yes'], 1])
})
