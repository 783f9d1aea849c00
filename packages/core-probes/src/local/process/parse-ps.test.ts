import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseElapsed, parsePs } from './parse-ps.ts'

const none = { cpu: undefined, mem: undefined, vsz: undefined, tty: undefined, elapsed: undefined }

describe('parsePs', () => {
  it('reads the POSIX columns', () => {
    const text = `USER       PID %CPU %MEM    VSZ TT           ELAPSED COMMAND
root         1  0.0  0.1 128328 ?           10:02:05 /sbin/init splash
user1       4711 12.5  3.4   9000 pts/0     2-00:00:01 sh -c  two  blanks
`
    expect(parsePs(text)).toEqual([
      {
        user: 'root',
        pid: 1,
        cpu: '0.0',
        mem: '0.1',
        vsz: '128328',
        tty: '?',
        elapsed: 36_125,
        command: '/sbin/init splash',
      },
      {
        user: 'user1',
        pid: 4711,
        cpu: '12.5',
        mem: '3.4',
        vsz: '9000',
        tty: 'pts/0',
        elapsed: 172_801,
        command: 'sh -c  two  blanks',
      },
    ])
  })

  it('reads busybox, old and new', () => {
    const old = `  PID USER       VSZ STAT COMMAND
    1 root      1524 S    init
    3 root         0 SW<  [kworker]
    9 root      1.2g S N  nice job
`
    expect(parsePs(old)).toEqual([
      { ...none, user: 'root', pid: 1, vsz: '1524', command: 'init' },
      { ...none, user: 'root', pid: 3, vsz: '0', command: '[kworker]' },
      { ...none, user: 'root', pid: 9, vsz: '1258291', command: 'nice job' },
    ])
    const recent = 'PID   USER     TIME  COMMAND\n    1 root      0:00 {entry} /bin/sh /entry\n'
    expect(parsePs(recent)).toEqual([{ ...none, user: 'root', pid: 1, command: '{entry} /bin/sh /entry' }])
  })

  it('refuses the columns of a session list', () => {
    expect(parsePs('  PID TTY          TIME CMD\n    1 ?        00:00:01 init\n')).toEqual([])
  })

  it('is total: at most one process a line, each with user, id and command', () => {
    const head = fc.constantFrom('USER PID COMMAND', 'PID USER VSZ STAT COMMAND', 'PID', '')
    fc.assert(
      fc.property(
        head,
        fc.array(fc.oneof(fc.string(), fc.constantFrom('root 1 x', '1 root 5 S < y', '   '))),
        (title, lines) => {
          const rows = parsePs([title, ...lines].join('\n'))
          expect(rows.length).toBeLessThanOrEqual(lines.join('\n').split('\n').length)
          for (const row of rows) expect(row.user && row.command && Number.isInteger(row.pid)).toBeTruthy()
        },
      ),
    )
  })
})

describe('parseElapsed', () => {
  it('reads back what etime writes', () => {
    const two = (n: number) => String(n).padStart(2, '0')
    fc.assert(
      fc.property(fc.nat(99_999), fc.nat(23), fc.nat(59), fc.nat(59), (days, hours, minutes, seconds) => {
        const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
        expect(parseElapsed(`${two(days)}-${two(hours)}:${two(minutes)}:${two(seconds)}`)).toBe(total)
      }),
    )
    expect(parseElapsed('01:05')).toBe(65)
  })

  it('is undefined for anything else', () => {
    for (const text of ['', '5', '1-2', '1:2:3:4', 'ELAPSED', '-05:00']) expect(parseElapsed(text)).toBeUndefined()
  })
})
