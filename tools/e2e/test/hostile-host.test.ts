import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { captureText, dpkgStatus, elements, passwd, runBin, textAt } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { expectSuccess, folder, xmlOf } from './kit.ts'

const linux = process.platform === 'linux'

/** A mounted system with these files. */
function machine(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = folder()
  for (const [path, content] of Object.entries({ '/etc/hostname': 'lab9\n', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

const names = (bytes: Uint8Array): (string | undefined)[] =>
  elements(xmlOf(bytes), 'CONTENT', 'SOFTWARES').map((one) => textAt(one, 'NAME'))

describe.runIf(linux)('--root', () => {
  test('reads a mounted system', async () => {
    const root = machine({
      '/etc/os-release':
        'NAME="Debian GNU/Linux"\nVERSION="12 (bookworm)"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n',
      '/etc/passwd': passwd(['root', 0], ['jane', 1000]),
      '/var/lib/dpkg/status': dpkgStatus(
        { name: 'bash', version: '5.2-1' },
        { name: 'gone', version: '1', status: 'deinstall ok config-files' },
      ),
    })
    const result = await runBin('inventory', ['--root', root])
    expectSuccess(result)
    const document = xmlOf(result.stdout)
    expect(names(result.stdout)).toEqual(['bash'])
    expect(textAt(document, 'CONTENT', 'HARDWARE', 'NAME')).toBe('lab9')
    expect(textAt(document, 'CONTENT', 'OPERATINGSYSTEM', 'FULL_NAME')).toBe('Debian GNU/Linux 12 (bookworm)')
    expect(elements(document, 'CONTENT', 'LOCAL_USERS', 'LOGIN').map((one) => one.text)).toContain('jane')
  })

  test('FIFOs in the place of files do not hang it', async () => {
    const root = machine({ '/var/lib/dpkg/status': dpkgStatus({ name: 'bash', version: '5.2-1' }) })
    for (const path of [
      '/etc/os-release',
      '/etc/passwd',
      '/etc/group',
      '/proc/cpuinfo',
      '/proc/meminfo',
      '/proc/mounts',
      '/sys/firmware/dmi/tables/DMI',
    ]) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      execFileSync('mkfifo', [join(root, path)])
    }
    const result = await runBin('inventory', ['--root', root])
    expectSuccess(result)
    expect(names(result.stdout)).toEqual(['bash'])
  })

  test('links of that system stay in it', async () => {
    const root = machine({ '/etc/inner-release': 'NAME="Inner"\nPRETTY_NAME="Inner OS"\n' })
    symlinkSync('/etc/inner-release', join(root, 'etc', 'os-release'))
    symlinkSync('../../../../../../../../../../../etc/passwd', join(root, 'etc', 'passwd'))
    const result = await runBin('inventory', ['--root', root])
    expectSuccess(result)
    const document = xmlOf(result.stdout)
    expect(textAt(document, 'CONTENT', 'OPERATINGSYSTEM', 'FULL_NAME')).toBe('Inner OS')
    expect(elements(document, 'CONTENT', 'LOCAL_USERS')).toHaveLength(0)
  })

  test('a folder that is not there, or is a file', async () => {
    for (const root of ['/nonexistent', '/etc/passwd']) {
      const result = await runBin('inventory', ['--root', root])
      expect([1, 2]).toContain(result.code)
      expect(result.stderr).toContain(root)
      expect(result.stderr).not.toMatch(/^\s+at /m)
      expect(result.stdout.length).toBe(0)
    }
  })

  test('an invalid byte in the name of a package costs at most that byte', async () => {
    const status = Buffer.from(
      dpkgStatus(
        { name: 'caf\xe9', version: '1' },
        { name: 'bash', version: '5.2-1', summary: 'GNU \x01 shell & <more>' },
      ),
      'latin1',
    )
    const result = await runBin('inventory', ['--root', machine({ '/var/lib/dpkg/status': status })])
    expectSuccess(result)
    expect(names(result.stdout)).toContain('café')
    const bash = elements(xmlOf(result.stdout), 'CONTENT', 'SOFTWARES').find((one) => textAt(one, 'NAME') === 'bash')
    expect(textAt(bash, 'COMMENTS')).toMatch(/^GNU +shell & <more>$/)
  })
})

describe('a capture', () => {
  const replay = (parts: Parameters<typeof captureText>[0], more: readonly string[] = []) =>
    runBin('inventory', ['--capture', '-', ...more], { stdin: captureText(parts) })

  test('a process whose title is not UTF-8', async () => {
    const stat = (pid: number, name: string) =>
      `${pid} (${name}) S 1 ${pid} ${pid} 0 -1 4194560 1 0 0 0 5 5 0 0 20 0 1 0 100 10000000 500 18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0\n`
    const result = await replay({
      files: {
        '/proc/stat': 'cpu  1 1 1 1\nbtime 1764000000\n',
        '/proc/uptime': '1000.00 900.00\n',
        '/proc/meminfo': 'MemTotal: 1000000 kB\n',
        '/etc/passwd': passwd(['root', 0]),
        '/proc/42/stat': stat(42, 'odd'),
        '/proc/42/status': 'Name:\todd\nUid:\t0\t0\t0\t0\nVmSize:\t 100 kB\nVmRSS:\t 50 kB\n',
        '/proc/42/cmdline': Buffer.from('odd\0caf\xe9\0\x1b[31m\0', 'latin1'),
        '/proc/43/stat': stat(43, 'even'),
        '/proc/43/status': 'Name:\teven\nUid:\t0\t0\t0\t0\nVmSize:\t 100 kB\nVmRSS:\t 50 kB\n',
        '/proc/43/cmdline': 'even\0',
      },
      stats: { '/proc/42': 'd 555 0 0 0 1764000001', '/proc/43': 'd 555 0 0 0 1764000001' },
    })
    expectSuccess(result)
    const commands = elements(xmlOf(result.stdout), 'CONTENT', 'PROCESSES', 'CMD').map((one) => one.text)
    expect(commands.some((one) => one.startsWith('odd caf'))).toBe(true)
    expect(commands).toContain('even')
  })

  test('readings that time out, are refused or fail cost no other section', async () => {
    const result = await replay({
      files: {
        '/proc/cpuinfo': { state: 'timeout' },
        '/proc/mounts': { state: 'failed=EIO' },
        '/etc/passwd': { state: 'denied' },
        '/sys/firmware/dmi/tables/DMI': { state: 'denied' },
        '/proc/meminfo': 'MemTotal:       1024000 kB\nSwapTotal:      0 kB\n',
        '/var/lib/dpkg/status': dpkgStatus({ name: 'bash', version: '5.2-1' }),
      },
      commands: { dmidecode: { state: 'timeout' }, 'df -P -T -k': { state: 'timeout' } },
    })
    expectSuccess(result)
    expect(names(result.stdout)).toEqual(['bash'])
    expect(textAt(xmlOf(result.stdout), 'CONTENT', 'HARDWARE', 'MEMORY')).toBe('1000')
  })

  test('nothing but a header is still a document', async () => {
    const result = await replay({})
    expectSuccess(result)
    expect(textAt(xmlOf(result.stdout), 'CONTENT', 'HARDWARE', 'NAME')).toBe('lab1')
  })
})
