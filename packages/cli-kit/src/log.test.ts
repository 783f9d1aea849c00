import { Writable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLogger, type LogOptions, levelOf } from './log.ts'

const logger = (more: Partial<LogOptions> & { isTTY?: boolean } = {}) => {
  let written = ''
  const write = (chunk: Buffer, _: string, done: () => void) => {
    written += chunk.toString()
    done()
  }
  const stream = Object.assign(new Writable({ write }), { isTTY: more.isTTY ?? false })
  const text = () => {
    const taken = written
    written = ''
    return taken
  }
  return { log: createLogger({ ...more, stream }), text }
}

describe('logger', () => {
  it('writes what the level allows', () => {
    const { log, text } = logger()
    log.error('a')
    log.info('b')
    log.debug('c')
    expect(text()).toBe('[error] a\n[info] b\n')
    expect([log.enabled('info'), log.enabled('debug')]).toEqual([true, false])
  })

  it('follows --verbose and --debug', () => {
    expect(levelOf({}, 'warning')).toBe('warning')
    expect(levelOf({ verbose: true }, 'warning')).toBe('info')
    expect(levelOf({ verbose: true, debug: 1 }, 'warning')).toBe('debug')
    expect(levelOf({ debug: 3 }, 'warning')).toBe('debug2')
  })

  it('keeps one message in one line', () => {
    const { log, text } = logger()
    log.info('a\n[error] forged\x1b[2J\r\x9b\u202e\udc80\u{1f600}')
    expect(text()).toBe('[info] a\\n[error] forged\\x1b[2J\\r\\x9b\\u202e\\x80\u{1f600}\n')
  })

  it('cuts long lines', () => {
    const { log, text } = logger()
    log.info('x'.repeat(100_000))
    const line = text()
    expect(line).toHaveLength('[info] '.length + 8192 + 1)
    expect(line.endsWith('x...\n')).toBe(true)
  })

  it('masks secrets, plain and URL-encoded, and user-info', () => {
    const { log, text } = logger()
    log.hide('p@ss word')
    log.hide('')
    log.info('p@ss word p%40ss%20word http://me:p@ss@host/path@x')
    expect(text()).toBe('[info] <redacted> <redacted> http://host/path@x\n')
  })

  it('masks before it cuts', () => {
    const { log, text } = logger()
    log.hide('geheim')
    log.info(`${'x'.repeat(8186)}geheim`)
    expect(text()).not.toContain('gehe')
  })

  it('has colours on a terminal only, and not with NO_COLOR', () => {
    const on = logger({ isTTY: true })
    on.log.error('a')
    expect(on.text()).toBe('\x1b[31m[error]\x1b[0m a\n')
    const off = logger({ isTTY: true, env: { NO_COLOR: '1' } })
    off.log.error('a')
    expect(off.text()).toBe('[error] a\n')
  })

  it('writes exactly one line of plain text, whatever the message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (message) => {
        const { log, text } = logger()
        log.info(message)
        expect(text()).toMatch(/^\[info\] [^\x00-\x1f\x7f-\x9f]*\n$/)
      }),
    )
  })
})
