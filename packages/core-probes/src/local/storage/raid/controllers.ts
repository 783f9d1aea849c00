import { valueOf as ifOk } from '../../../host/port.ts'
import type { Storage } from '../disk.ts'
import { jsonIn } from './json.ts'
import { parseCards, parsePort, parsePorts, parseUnits } from './parse-3ware.ts'
import { parseArcconf, parseArcconfCount } from './parse-arcconf.ts'
import { parseIpssend, parseIpssendControllers } from './parse-ipssend.ts'
import { parseMegasasctl } from './parse-megasasctl.ts'
import { parseMptStatus } from './parse-mpt.ts'
import { parseScsi } from './parse-scsi.ts'
import { parseStorcli } from './parse-storcli.ts'
import type { Hidden, Tool } from './tool.ts'

/** Controllers whose program needs no more than to be asked in turn. */

export async function storcli(tool: Tool): Promise<readonly Storage[]> {
  for (const place of ['/call/eall/sall', '/call/sall']) {
    const found = parseStorcli(jsonIn(await tool.ask([place, 'show', 'all', 'J'])))
    if (found.length > 0) return found
  }
  return []
}

export const megasasctl = async (tool: Tool): Promise<readonly Storage[]> => parseMegasasctl(await tool.ask(['-v']))

export async function threeWare(tool: Tool): Promise<readonly Storage[]> {
  const found: Storage[] = []
  for (const card of parseCards(await tool.ask(['info'])))
    for (const unit of parseUnits(await tool.ask(['info', card.id])))
      for (const port of parsePorts(await tool.ask(['info', card.id, unit]))) {
        const fields = ['model', 'serial', 'capacity', 'firmware']
        found.push({ NAME: card.id + port, ...parsePort(await tool.ask(['info', card.id, port, ...fields]), card) })
      }
  return found
}

export async function arcconf(tool: Tool): Promise<readonly Storage[]> {
  const first = await tool.ask(['getconfig', '1', 'PD'])
  const found = [...parseArcconf(first)]
  for (let controller = 2; controller <= parseArcconfCount(first); controller++)
    found.push(...parseArcconf(await tool.ask(['getconfig', String(controller), 'PD'])))
  return found
}

export async function ipssend(tool: Tool): Promise<readonly Storage[]> {
  const found: Storage[] = []
  for (const controller of parseIpssendControllers(await tool.ask(['GETVERSION'])))
    found.push(...parseIpssend(await tool.ask(['GETCONFIG', controller, 'PD'])))
  return found
}

/** A volume of the controller has the number of its SCSI target; most machines have one, at 0. */
export async function mptStatus(tool: Tool): Promise<readonly Storage[]> {
  const targets = (ifOk(await tool.host.files.list('/sys/class/scsi_disk')) ?? []).flatMap(
    ({ name }) => /^\d+:\d+:(\d+):\d+$/.exec(name)?.[1] ?? [],
  )
  const found: Storage[] = []
  for (const target of new Set(['0', ...targets]))
    for (const { node, ...disk } of parseMptStatus(await tool.ask(['-n', '-i', target])))
      found.push(await withSmart(tool, { NAME: node, ...disk }, { device: `/dev/${node}` }))
  return found
}

/** Adaptec, ServeRAID and Sun controllers show their disks as generic SCSI devices. */
export async function adaptec(tool: Tool): Promise<readonly Storage[]> {
  const found: Storage[] = []
  for (const { node, ...disk } of parseScsi(ifOk(await tool.host.files.text('/proc/scsi/scsi')) ?? '')) {
    const [smart] = await tool.smart([{ device: `/dev/${node}` }])
    if (smart && /disk/i.test(smart.TYPE ?? '')) found.push({ NAME: node, ...disk, ...smart, MODEL: disk.MODEL })
  }
  return found
}

/** What the controller says goes before what smartctl says of the disk. */
async function withSmart(tool: Tool, disk: Storage, hidden: Hidden): Promise<Storage> {
  const [smart] = await tool.smart([hidden])
  return { ...smart, TYPE: 'disk', ...disk }
}
