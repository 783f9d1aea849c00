import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Storage } from './disk.ts'
import { fioStatus } from './fio-status.ts'
import { parseFioStatus } from './parse-fio.ts'
import { parseHdparm } from './parse-hdparm.ts'
import { parseSmartctl } from './parse-smartctl.ts'
import { jsonIn } from './raid/json.ts'
import type { Disk } from './read-disk.ts'

/** Disks that are asked at the same time: each takes a process, and sometimes the disk has to wake up. */
const lanes = 4

/** Adds what smartctl and hdparm tell, behind what is known; the full name of the model goes before a short one. */
export async function askTools(host: Host, disks: readonly Disk[]): Promise<readonly Disk[]> {
  const asked = [...disks]
  let next = 0
  const work = async (): Promise<void> => {
    for (let at = next++; at < disks.length; at = next++) {
      const disk = disks[at]
      if (disk) asked[at] = await ask(host, disk)
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return asked
}

async function ask(host: Host, disk: Disk): Promise<Disk> {
  if (disk.device.name.startsWith('fio')) {
    const output = ifOk(await host.commands.run(fioStatus))?.stdout ?? ''
    return { ...disk, parts: [...disk.parts, ['fio-status', parseFioStatus(jsonIn(output), disk.device.name)]] }
  }
  const path = `/dev/${disk.device.name}`
  const output = async (...argv: [string, ...string[]]): Promise<string> =>
    ifOk(await host.commands.run(argv))?.stdout ?? ''
  const { TYPE: _, ...smart } = parseSmartctl(await output('smartctl', '-i', path))
  const told = smart.MODEL !== undefined || smart.SERIALNUMBER !== undefined
  const { DESCRIPTION: bus, ...first } = told ? smart : ({} as Storage)
  const second = first.SERIALNUMBER && first.MODEL ? {} : parseHdparm(await output('hdparm', '-I', path))
  const names: (readonly [string, Storage])[] = disk.short
    ? [
        ['smartctl', { MODEL: first.MODEL }],
        ['hdparm', { MODEL: second.MODEL }],
      ]
    : []
  return {
    ...disk,
    parts: [...names, ...disk.parts, ['smartctl', { ...first, DESCRIPTION: bus }], ['hdparm', second]],
  }
}
