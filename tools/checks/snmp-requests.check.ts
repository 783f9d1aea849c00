/**
 * How often a device is asked: ours at most a third of what the Perl agent sends to the same recorded device, and not
 * more than what is noted here for ten devices of different kinds. `snmp-requests.check.ts [--write]` prints the table anew.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../../packages/core-probes/src/snmp/index.ts'
import { runProgram } from '../testkit/src/run.ts'
import { type FarmProcess, spawnFarm } from '../testkit/src/snmp-farm/process.ts'
import { check, end, shared, skip } from './checks.ts'
import { community, documentsOf } from './snmp-documents.ts'

/** Requests of ours by v2c to agents whose answers fit into an Ethernet frame. */
const expected: Readonly<Record<string, number>> = {
  arista_eos: 97,
  'aruba-instant': 22,
  'axiscam_d4200-ve': 18,
  'eaton-mgeups_9px': 16,
  fortigate: 30,
  ios_c3560: 34,
  procurve_2520: 64,
  ricoh: 13,
  'sd-os-linux-unknown-003': 26,
  'sd-storage-netapp-fas3270': 20,
}

const perl = '/usr/bin/fusioninventory-netinventory'
/** The Perl agent asks for VLAN contexts at port 161 whatever the port of the device. */
const port = process.getuid?.() === 0 ? '161' : '16120'
const write = process.argv.includes('--write')

async function sentBy(farm: FarmProcess, name: string, ask: () => Promise<unknown>): Promise<number> {
  await farm.counts()
  await ask()
  return (await farm.counts())[name]?.requests ?? 0
}

const devices = shared && join(shared, 'snmp', 'devices')
if (devices === undefined || !existsSync(devices)) {
  skip('requests', 'no shared data')
} else {
  const farm = await spawnFarm(['--dir', devices, '--base', '127.15.0.1', '--port', port, ...Object.keys(expected)])
  const engine = await openEngine()
  try {
    for (const { name, address } of farm.devices)
      await check(name, async () => {
        const ours = await sentBy(farm, name, async () => {
          const session = await engine.openSession({ address, port: farm.port }, community())
          await documentsOf(session)
          session.close()
        })
        if (write) console.log(`  ${JSON.stringify(name)}: ${ours},`)
        else assert.ok(ours <= (expected[name] ?? 0), `${ours} requests instead of ${expected[name]}`)
        if (!existsSync(perl)) return skip(`${name}: Perl agent`, 'it is not installed')
        const args = ['--host', address, '--port', String(farm.port), '--credentials', 'version:2c,community:public']
        const theirs = await sentBy(farm, name, () => runProgram(perl, args, { timeoutMs: 300_000 }))
        console.log(`    ${name}: ${ours} instead of ${theirs}`)
        assert.ok(ours * 3 <= theirs, `${ours} requests, the Perl agent ${theirs}`)
      })
  } finally {
    engine.close()
    await farm.stop()
  }
}
end()
