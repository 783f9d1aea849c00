import { type Entry, type Host, valueOf as ifOk } from '../../host/port.ts'

/**
 * Entries of /sys/bus/NAME/devices. None where sysfs is there but has no such bus: no program would find more.
 * Undefined where sysfs does not tell.
 */
export async function busEntries(host: Host, name: 'pci' | 'usb'): Promise<readonly Entry[] | undefined> {
  const list = await host.files.list(`/sys/bus/${name}/devices`)
  if (list.state !== 'absent') return ifOk(list)
  return ifOk(await host.files.stat('/sys/bus'))?.type === 'd' ? [] : undefined
}
