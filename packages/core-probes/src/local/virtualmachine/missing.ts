import type { Host } from '../../host/port.ts'

/** Whether a path is known not to be there: its directory is, and it is not. */
export async function isMissing(host: Host, path: string): Promise<boolean> {
  const [own, parent] = await Promise.all([
    host.files.stat(path),
    host.files.stat(path.slice(0, path.lastIndexOf('/')) || '/'),
  ])
  return own.state === 'absent' && parent.state === 'ok'
}
