import { spawn } from 'node:child_process'

/** sd_notify(3): what the service manager may know. Where there is none, nothing happens. */
export interface ServiceManager {
  ready(status: string): void
  reloading(): void
  stopping(): void
  /** No more words. */
  close(): void
}

const silent = (): void => undefined
const nobody: ServiceManager = { ready: silent, reloading: silent, stopping: silent, close: silent }

/**
 * Through `systemd-notify`: Node has no datagram sockets of files. The unit needs NotifyAccess=all, and
 * should have a WatchdogSec of minutes: it is told at half of that, as long as `isWell`.
 */
export function serviceManager(
  env: Readonly<Record<string, string | undefined>>,
  isWell: () => boolean,
): ServiceManager {
  if (!env.NOTIFY_SOCKET) return nobody
  const { NOTIFY_SOCKET, PATH = '/usr/bin:/bin' } = env
  const tell = (...words: readonly string[]): void => {
    const child = spawn('systemd-notify', [`--pid=${process.pid}`, ...words], {
      stdio: 'ignore',
      env: { NOTIFY_SOCKET, PATH },
      timeout: 10_000,
    })
    child.on('error', () => undefined)
    child.unref()
  }
  const limit = Number(env.WATCHDOG_USEC) / 1000
  const wanted = limit > 0 && [undefined, String(process.pid)].includes(env.WATCHDOG_PID)
  const watchdog = wanted ? setInterval(() => isWell() && tell('WATCHDOG=1'), limit / 2) : undefined
  return {
    ready: (status: string) => tell('--ready', `--status=${status}`),
    // By the clock of systemd: CLOCK_MONOTONIC, in microseconds.
    reloading: () => tell('RELOADING=1', `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`),
    stopping: () => tell('STOPPING=1'),
    close: () => clearInterval(watchdog),
  }
}
