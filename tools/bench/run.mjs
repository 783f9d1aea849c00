// npm run bench [-- RUNS]: this suite beside the Perl agent, and the cold start of every tool beside Node alone.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inTurns, table } from './measure.mjs'

const packages = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'packages')
const bin = (name) => join(packages, name, 'dist', 'bin.js')
const runs = Number(process.argv[2] ?? 15)
const perl = '/usr/bin/fusioninventory-inventory'

if (!existsSync(bin('inventory-cli'))) {
  console.error('[error] nothing is built: run npm test or npm start first')
  process.exit(1)
}

if (existsSync(perl)) {
  console.log('Full inventory of this machine\n')
  const commands = {
    'node -e 0': [process.execPath, '-e', '0'],
    'fusioninventory-inventory': [process.execPath, bin('inventory-cli')],
    'Perl agent 2.6': [perl],
  }
  console.log(table(inTurns(commands, runs), 'fusioninventory-inventory', 'Perl agent 2.6'))
} else console.log(`${perl} is not installed: no comparison (apt-get install fusioninventory-agent)`)

console.log('\nCold start, --version\n')
for (const name of [
  'inventory-cli',
  'injector-cli',
  'netdiscovery-cli',
  'netinventory-cli',
  'agent-cli',
  'core-probes',
  'protocol',
]) {
  const commands = { [name]: [process.execPath, bin(name), '--version'], 'node -e 0': [process.execPath, '-e', '0'] }
  console.log(`${table(inTurns(commands, runs), name, 'node -e 0')}\n`)
}
