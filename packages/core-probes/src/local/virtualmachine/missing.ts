import type { Host } from '../../host/port.ts'

/** Whether a path is known not to be there: the kernel's files are, and it is not. Of a partial recording nothing is known. */
export async function isMissing(host: Host, path: string): Promise<boolean> {
  const [own, kernel] = await Promise.all([host.files.stat(path), host.files.stat('/proc/cpuinfo')])
  return own.state === 'absent' && kernel.state === 'ok'
}
