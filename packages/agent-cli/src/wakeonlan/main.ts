import { exit, type Main, type Run, runTool, UsageError } from '@fusioninventory/cli-kit'
import { macBytes } from '../tasks/wakeonlan/packet.ts'
import { tool } from './options.ts'

/** Exit 0: every machine was sent a packet; 1: some were not. */
export const main: Main = (io) => runTool(tool, io, run, { level: 'warning' })

async function run({ options, io, log }: Run<typeof tool.options>): Promise<0 | 1> {
  const { mac, methods, broadcast, port, secureon } = options
  if (mac.length === 0) throw new UsageError('no mac address given, aborting')
  const machines = mac.map((text) => {
    const bytes = macBytes(text)
    if (bytes === undefined) throw new UsageError('invalid mac address given, aborting')
    return { mac: bytes }
  })
  if (port < 1 || port > 65_535) throw new UsageError(`Value "${port}" invalid for option port (1 to 65535 expected)`)
  const password = secureon === undefined ? undefined : macBytes(secureon)
  if (secureon !== undefined && password === undefined)
    throw new UsageError('Value invalid for option secureon (six bytes expected, like 00:1a:2b:3c:4d:5e)')
  for (const method of methods) {
    if (method === 'udp') break
    log.warning('method ethernet needs raw sockets, which this version does not have')
    if (!methods.includes('udp')) return exit.failed
  }
  const { wake } = await import('../tasks/wakeonlan/send.ts')
  const woken = await wake(machines, {
    signal: io.signal,
    log,
    port,
    ...(broadcast !== undefined && { broadcast }),
    ...(password !== undefined && { password }),
  })
  return woken === machines.length ? exit.done : exit.failed
}
