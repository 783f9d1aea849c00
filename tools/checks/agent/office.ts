/** Jobs of a server in an office of network namespaces: real SNMP daemons, packet filters, a router. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missingDaemons } from '../../testkit/src/netns/daemons.ts'
import { whyNoNetworks } from '../../testkit/src/netns/namespace.ts'
import { office, officeUser } from '../../testkit/src/netns/office.ts'
import { check, skip } from '../checks.ts'

/** What the script in the scanner's namespace tells. */
interface Told {
  readonly code: number | null
  readonly stderr: string
  /** By address, for each thing that was found. */
  readonly found: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** NAME of each device that was described, by id; or its error. */
  readonly described: Readonly<Record<string, string>>
  readonly controls: readonly string[]
}

/** Of an OPTION: an SNMPv3 user and a community. */
const { username, authPassword, privPassword } = officeUser
const credentials = `<AUTHENTICATION ID="1" VERSION="2c" COMMUNITY="public"/><AUTHENTICATION ID="2" VERSION="3" USERNAME="${username}" AUTHPROTOCOL="SHA" AUTHPASSPHRASE="${authPassword}" PRIVPROTOCOL="AES" PRIVPASSPHRASE="${privPassword}"/>`
const search = `<OPTION><NAME>NETDISCOVERY</NAME><PARAM PID="1" THREADS_DISCOVERY="16" TIMEOUT="1"/><RANGEIP ID="1" IPSTART="10.77.0.1" IPEND="10.77.0.254" ENTITY="0"/><RANGEIP ID="2" IPSTART="10.77.1.1" IPEND="10.77.1.20" ENTITY="4"/>${credentials}</OPTION>`
const describe = `<OPTION><NAME>SNMPQUERY</NAME><PARAM PID="2" THREADS_QUERY="4" TIMEOUT="2"/><DEVICE ID="10" IP="10.77.0.10" AUTHSNMP_ID="1"/><DEVICE ID="11" IP="10.77.0.11" AUTHSNMP_ID="2"/><DEVICE ID="30" IP="10.77.0.30" AUTHSNMP_ID="1"/><DEVICE ID="110" IP="10.77.1.10" AUTHSNMP_ID="1"/>${credentials}</OPTION>`

export async function inTheOffice(top: string): Promise<void> {
  const why = whyNoNetworks() ?? (missingDaemons().length > 0 ? `no ${missingDaemons().join(', ')}` : undefined)
  if (why !== undefined) return skip('jobs of a server in an office', why, true)
  const inside = fileURLToPath(new URL('office-inside.ts', import.meta.url))
  const tsx = fileURLToPath(new URL('../../../node_modules/tsx/dist/cli.mjs', import.meta.url))
  const network = await office()
  try {
    const run = async (name: string, options: string): Promise<Told> => {
      const argv = [process.execPath, tsx, inside, join(top, name), options] as const
      const { code, stdout, stderr } = await network.scanner.run([...argv], { timeoutMs: 180_000 })
      assert.equal(code, 0, stderr)
      return JSON.parse(stdout.toString()) as Told
    }
    await check('NETDISCOVERY in an office: START, the count, what is there and nothing else, END', async () => {
      const { code, stderr, found, controls } = await run('office', search)
      assert.equal(code, 0, stderr)
      assert.deepEqual(controls, ['START', 'NBIP 274', 'END'])
      assert.equal(found['10.77.0.10']?.SNMPHOSTNAME, 'core')
      assert.deepEqual([found['10.77.0.11']?.SNMPHOSTNAME, found['10.77.0.11']?.AUTHSNMP], ['secure', '2'])
      assert.equal(found['10.77.0.20']?.NETBIOSNAME, 'FILES')
      assert.equal(found['10.77.1.10']?.SNMPHOSTNAME, 'far-agent')
      assert.equal(found['10.77.1.10']?.ENTITY, '4')
      for (const last of [13, 30, 31, 32]) assert.ok(found[`10.77.0.${last}`], `10.77.0.${last} is not found`)
      for (const last of [100, 200, 210, 253]) assert.equal(found[`10.77.0.${last}`], undefined)
      console.log(`    ${Object.keys(found).length} found`)
    })
    await check('SNMPQUERY in an office: v2c, v3, one that does not answer, one behind a router', async () => {
      const { code, stderr, described } = await run('office', describe)
      assert.equal(code, 0, stderr)
      assert.deepEqual([described['10'], described['11'], described['110']], ['core', 'secure', 'far-agent'])
      assert.match(described['30'] ?? '', /no response|Connection refused|unreachable/i)
    })
  } finally {
    await network.remove()
  }
}
