import { valueOf as ifOk } from '../../../host/port.ts'
import { generics } from '../devices.ts'
import type { Storage } from '../disk.ts'
import { parseSerialPage } from '../parse-identify.ts'
import { parseConfig, parseDrives, parsePhysicalDrive, parseSlots } from './parse-hp.ts'
import type { Tool } from './tool.ts'

/** Disks of HP Smart Array controllers; where the program does not tell of each, smartctl does through the controller. */
export async function smartArray(tool: Tool): Promise<readonly Storage[]> {
  const found: Storage[] = []
  for (const slot of parseSlots(await tool.ask(['ctrl', 'all', 'show']))) {
    const controller = ['ctrl', `slot=${slot}`]
    for (const drive of parseDrives(await tool.ask([...controller, 'pd', 'all', 'show'])))
      found.push(parsePhysicalDrive(await tool.ask([...controller, 'pd', drive, 'show'])))
  }
  const told = found.filter(({ MODEL, SERIALNUMBER }) => MODEL ?? SERIALNUMBER)
  if (told.length > 0 || !(await tool.has('smartctl'))) return told
  return bySmartctl(tool)
}

async function bySmartctl(tool: Tool): Promise<readonly Storage[]> {
  const controllers = parseConfig(await tool.ask(['ctrl', 'all', 'show', 'config'])).filter(({ drives }) => drives > 0)
  if (controllers.length === 0) return []
  const found: Storage[] = []
  for (const { name } of ifOk(await tool.host.files.list(generics)) ?? []) {
    const page = ifOk(await tool.host.files.bytes(`${generics}/${name}/device/vpd_pg80`, { limit: 256 }))
    const serial = page && parseSerialPage(page)
    const controller = controllers.find((one) => one.serial === serial)
    if (!controller) continue
    const disks = Array.from({ length: controller.drives }, (_, at) => ({
      device: `/dev/${name}`,
      type: `cciss,${at}`,
    }))
    found.push(...(await tool.smart(disks)))
  }
  return found
}
