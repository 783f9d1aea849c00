/**
 * The files of the service: systemd takes the units and rates their exposure at most 4.0, logrotate takes its file, the
 * property list says what launchd needs; and an inventory under the capabilities of the unit is the one of root.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readXml } from '../../packages/protocol/src/xml/index.ts'
import { binPath } from '../testkit/src/run.ts'
import { check, end, skip } from './checks.ts'

const folder = fileURLToPath(new URL('../../packages/agent-cli/service/', import.meta.url))
const worst = 4

function ran(program: string, args: readonly string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', timeout: 60_000 })
  if (error) throw error
  return { status, text: stdout + stderr }
}
const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined

for (const name of readdirSync(folder).filter((one) => one.endsWith('.service'))) {
  if (!has('systemd-analyze')) {
    skip(name, 'systemd-analyze is not installed')
    continue
  }
  await check(`${name}: systemd takes it`, () => {
    const { text } = ran('systemd-analyze', ['verify', join(folder, name)])
    // On a machine without an agent the program itself is missing, which is no fault of the unit.
    const faults = text
      .split('\n')
      .filter((line) => line.includes(name) && !/is not executable|No such file/.test(line))
    assert.deepEqual(faults, [])
  })
  await check(`${name}: its exposure is at most ${worst.toFixed(1)}`, () => {
    const { text } = ran('systemd-analyze', ['security', '--offline=true', '--no-pager', join(folder, name)])
    const level = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(text)?.[1])
    console.log(`${name}: ${level}`)
    assert.ok(level <= worst, text.slice(-300))
  })
}

if (!has('logrotate')) skip('logrotate', 'it is not installed')
else
  await check('logrotate takes its file', () => {
    const { status, text } = ran('logrotate', ['-d', join(folder, 'fusioninventory-agent.logrotate')])
    assert.equal(status, 0, text)
    assert.doesNotMatch(text, /error:/)
  })

await check('the property list says what launchd needs', () => {
  const text = readFileSync(join(folder, 'org.fusioninventory.agent.plist'), 'utf8')
  const [dict] = readXml(text.replace(/<!DOCTYPE[^>]*>/, '')).children
  const keys = dict?.children.filter(({ name }) => name === 'key').map((one) => one.text)
  for (const key of ['Label', 'ProgramArguments', 'RunAtLoad', 'KeepAlive']) assert.ok(keys?.includes(key), key)
  assert.equal(dict?.children.length, 2 * (keys?.length ?? 0))
})

if (process.getuid?.() !== 0 || !has('setpriv')) skip('the capabilities of the unit', 'needs root and setpriv', true)
else
  await check('an inventory under the capabilities of the unit has what that of root has', () => {
    const unit = readFileSync(join(folder, 'fusioninventory-agent.service'), 'utf8')
    const capabilities = /^CapabilityBoundingSet=(.*)$/m.exec(unit)?.[1]?.split(' ') ?? []
    const bounds = ['-all', ...capabilities.map((one) => `+${one.replace(/^CAP_/, '').toLowerCase()}`)].join(',')
    const dir = mkdtempSync(join(tmpdir(), 'fi-service-'))
    try {
      const sections = (before: readonly string[]): Record<string, number> => {
        const file = join(dir, `${before.length}.xml`)
        const [program = '', ...args] = [...before, process.execPath, binPath('inventory')]
        const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 120_000 })
        assert.equal(status, 0, `${file}: ${stderr}`)
        const counts: Record<string, number> = {}
        const content = readXml(stdout).children.find(({ name }) => name === 'CONTENT')
        for (const { name } of content?.children ?? []) counts[name] = (counts[name] ?? 0) + 1
        // They come and go by themselves.
        return { ...counts, PROCESSES: 0 }
      }
      assert.deepEqual(sections(['setpriv', `--bounding-set=${bounds}`]), sections([]))
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
end()
