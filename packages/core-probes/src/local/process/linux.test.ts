import { captureText, meminfo, passwd, runProbe } from '@fusioninventory/testkit'
import { describe, expect, it } from 'vitest'
import { linuxProcesses } from './linux.ts'

/** A line of /proc/<pid>/stat: 100 s of CPU time, started 600 s after boot. */
const stat = (pid: number, comm: string, { flags = 4_194_560, state = 'S', tty = 0 } = {}): string =>
  `${pid} (${comm}) ${state} 1 1 1 ${tty} -1 ${flags} 9 9 9 9 6000 4000 9 9 20 0 1 0 60000 10485760 2560 1844674 1 1\n`

const kernelThread = { flags: 2_129_984 }

const system = {
  '/etc/passwd': passwd(['root', 0], ['toor', 0], ['user1', 1000]),
  '/proc/meminfo': meminfo(1_024_000),
  // One hour before the clock of the capture, 2026-11-22T17:00:00Z.
  '/proc/stat': `cpu  1 2 3\nbtime ${Date.UTC(2026, 10, 22, 16) / 1000}\nprocesses 99\n`,
}

describe('linuxProcesses', () => {
  it('tells of each process, by process id', async () => {
    const capture = captureText({
      files: {
        ...system,
        '/proc/1000/stat': stat(1000, 'bash', { tty: 34_816 }),
        '/proc/1000/cmdline': '-bash\0\0\0',
        '/proc/200/stat': stat(200, 'worker) R (x'),
        '/proc/200/cmdline': 'worker\0--token\0abc\0line\nfeed\0',
        '/proc/2/stat': stat(2, 'kthreadd', kernelThread),
        '/proc/30/stat': stat(30, 'gone', { state: 'Z' }),
        '/proc/30/cmdline': '',
      },
      lists: { '/proc': ['d 1000', 'd 2', 'd 200', 'd 30', 'd 31', 'd self', 'f 5x', 'f meminfo'] },
      stats: { '/proc/1000': 'd 555 1000 1000 0 0', '/proc/2': 'd 555 0 0 0 0', '/proc/200': 'd 555 99 99 0 0' },
    })
    const { patches } = await runProbe(linuxProcesses, capture)
    const same = {
      CPUUSAGE: '3.3',
      MEM: '1.0',
      VIRTUALMEMORY: 10_240,
      TTY: '?',
      STARTED: '2026-11-22 17:10',
    }
    expect(patches).toEqual([
      {
        from: '/proc/<pid>',
        content: {
          PROCESSES: [
            { ...same, USER: 'root', PID: 2, CMD: '[kthreadd]' },
            { ...same, USER: undefined, PID: 30, CMD: '[gone] <defunct>' },
            { ...same, USER: '99', PID: 200, CMD: 'worker --token <redacted> line feed' },
            { ...same, USER: 'user1', PID: 1000, CMD: '-bash', TTY: 'pts/0' },
          ],
        },
      },
    ])
  })

  it('keeps bytes of a title that are not UTF-8', async () => {
    const cmdline = Buffer.from('caf\xe9\0', 'latin1')
    const capture = captureText({ files: { '/proc/5/stat': stat(5, 'x'), '/proc/5/cmdline': cmdline } })
    expect((await runProbe(linuxProcesses, capture)).patches[0]?.content.PROCESSES?.[0]?.CMD).toBe('caf\udce9')
  })

  it('shows secrets only when told to', async () => {
    const capture = captureText({ files: { '/proc/5/stat': stat(5, 'x'), '/proc/5/cmdline': 'x\0--password=abc\0' } })
    const { patches } = await runProbe(linuxProcesses, capture, { probe: { maskSecrets: false } })
    expect(patches[0]?.content.PROCESSES).toMatchObject([{ CMD: 'x --password=abc' }])
  })

  it('leaves out what cannot be known without clock and memory size', async () => {
    const capture = captureText({ files: { '/proc/5/stat': stat(5, 'x'), '/proc/5/cmdline': 'x\0' } })
    const { patches } = await runProbe(linuxProcesses, capture)
    expect(patches[0]?.content.PROCESSES?.[0]).toMatchObject({
      CPUUSAGE: undefined,
      MEM: undefined,
      STARTED: undefined,
      VIRTUALMEMORY: 10_240,
    })
  })

  it('never reads the arguments of a kernel thread', async () => {
    const capture = captureText({
      files: { ...system, '/proc/2/stat': stat(2, 'kthreadd', kernelThread), '/proc/2/cmdline': 'wrong\0' },
    })
    const { patches } = await runProbe(linuxProcesses, capture)
    expect(patches[0]?.content.PROCESSES).toMatchObject([{ CMD: '[kthreadd]' }])
  })

  it('asks ps where there is no /proc, and then busybox', async () => {
    const wide = 'ps -A -o user,pid,pcpu,pmem,vsz,tty,etime,command'
    const posix = await runProbe(
      linuxProcesses,
      captureText({
        commands: {
          [wide]: 'USER PID %CPU %MEM VSZ TT ELAPSED COMMAND\nuser1 7 0.1 2.0 99 pts/1 01:00 vi --api-key k\n',
        },
      }),
    )
    expect(posix.patches).toMatchObject([
      {
        from: 'ps',
        content: {
          PROCESSES: [
            {
              USER: 'user1',
              PID: 7,
              CPUUSAGE: '0.1',
              MEM: '2.0',
              VIRTUALMEMORY: '99',
              TTY: 'pts/1',
              STARTED: '2026-11-22 17:59',
              CMD: 'vi --api-key <redacted>',
            },
          ],
        },
      },
    ])
    const busybox = await runProbe(
      linuxProcesses,
      captureText({ commands: { [wide]: { exit: 1 }, ps: 'PID USER TIME COMMAND\n1 root 0:00 init\n' } }),
    )
    expect(busybox.patches[0]?.content.PROCESSES).toMatchObject([{ USER: 'root', PID: 1, CMD: 'init' }])
  })
})
