import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { daemons } from './daemons.ts'
import type { Namespace } from './namespace.ts'

/** A recording of all frames at an interface. */
export interface Capture {
  /** Lines of tcpdump for the packets that the filter takes; ends the recording. */
  packets(filter: string): Promise<readonly string[]>
}

export async function capture(machine: Namespace, interfaceName: string, dir: string): Promise<Capture> {
  const file = join(dir, `${machine.name}-${interfaceName}.pcap`)
  const child = machine.start([
    daemons.tcpdump,
    '-U',
    '--immediate-mode',
    '-i',
    interfaceName,
    '-s',
    '128',
    '-B',
    '65536',
    '-w',
    file,
  ])
  // It says when it listens.
  await Promise.race([once(child.stderr as NodeJS.ReadableStream, 'data'), sleep(3000)])
  let ended = false
  return {
    async packets(filter) {
      if (!ended) {
        ended = true
        await sleep(300)
        const exit = once(child, 'exit')
        child.kill('SIGINT')
        await exit
      }
      const { code, stdout, stderr } = await machine.run([daemons.tcpdump, '-n', '-r', file, filter])
      if (code !== 0) throw new Error(`tcpdump: ${stderr}`)
      return stdout
        .toString()
        .split('\n')
        .filter((line) => line !== '')
    },
  }
}
