/** Keeps synchronous readings away from file systems whose server or daemon does not answer. */
import type { Commands, Reading, StatFs } from '../port.ts'
import { SHORT_TIMEOUT_MS } from './limits.ts'
import { liveMounts, type Mounts, type Risk } from './mounts.ts'

const TIMEOUT: Reading<never> = { state: 'timeout' }

export interface Guard {
  readonly mounts: Mounts
  /** The reading, or `timeout` where the path (below `root`) stands on a file system that does not answer. */
  read<T>(path: string, read: () => Reading<T>, root?: string): Promise<Reading<T>>
  /** statfs in a child process that can be left behind. */
  statfs(path: string): Promise<Reading<StatFs>>
}

export function mountGuard(commands: Commands, mounts: Mounts = liveMounts()): Guard {
  const alive = new Map<string, Promise<boolean>>()

  /** Asked once a run; for automounts once a directory below. */
  const answers = ({ mount, path }: Risk): Promise<boolean> => {
    const below = path.slice(mount.point.length).split('/')[1]
    const asked = mount.type === 'autofs' && below ? `${mount.point}/${below}` : mount.point
    let answer = alive.get(asked)
    if (!answer) {
      answer = statInChild(commands, asked).then(({ state }) => state !== 'timeout')
      alive.set(asked, answer)
    }
    return answer
  }

  return {
    mounts,
    read(path, read, root = '') {
      const risk = mounts.risky(path, root)
      if (!risk) return Promise.resolve(read())
      return answers(risk).then((answered) => (answered ? read() : TIMEOUT))
    },
    statfs: (path) => statInChild(commands, path),
  }
}

async function statInChild(commands: Commands, path: string): Promise<Reading<StatFs>> {
  const output = await commands.run(['stat', '-f', '-c', '%t %S %b %f %a', path], { timeoutMs: SHORT_TIMEOUT_MS })
  if (output.state === 'absent') return { state: 'failed', detail: 'ENOSYS' }
  if (output.state === 'timeout') return TIMEOUT
  if (output.state !== 'ok') return output
  if (output.value.code !== 0) return { state: 'failed', detail: 'EIO' }
  // What takes captures apart is too much for a run without such file systems.
  const { readStatFs } = await import('../capture/content.ts')
  try {
    return { state: 'ok', value: readStatFs(output.value.stdout) }
  } catch {
    return { state: 'failed', detail: 'EIO' }
  }
}
