import { parse } from '@fusioninventory/cli-kit'
import { expect, test } from 'vitest'
import { configOptions, tool } from '../options.ts'
import { checked } from './check.ts'
import { type Effective, effective } from './effective.ts'
import { oldNames } from './old-names.ts'
import { parseAgentCfg } from './parse-agent-cfg.ts'

function load(text: string, argv: readonly string[] = [], { strict = false, env = {} } = {}): Effective {
  const { options, given } = parse(tool, argv, env)
  const assignments = parseAgentCfg(text).flatMap((one) =>
    one.kind === 'assignment' ? [{ ...one, file: 'agent.cfg' }] : [],
  )
  return checked(effective({ line: options, given, env, assignments, strict }), '/work')
}

test('defaults, then the file, then the command line, then --set; each with its origin', () => {
  const found = load('tag = file\ntimeout = 20\nlazy = yes\ntag = later', ['--tag=line', '--set', 'TIMEOUT=30'])
  expect(found.settings).toMatchObject({ tag: 'line', timeout: 30, lazy: true, delaytime: 3600 })
  expect(Object.fromEntries(found.origins)).toEqual({
    tag: 'command line',
    timeout: '--set',
    lazy: 'agent.cfg:3',
    set: 'command line',
  })
  expect([...found.warnings, ...found.problems]).toEqual([])
})

test('a flag of the file can be switched off, and a value be unset', () => {
  const found = load('color = 1\ntag = a\nproxy = x', ['--set', 'color=0', '--set', 'tag='])
  expect(found.settings).toMatchObject({ color: false, tag: undefined, proxy: 'x' })
})

test('the environment is an origin of its own', () => {
  const found = load('password = a', [], { env: { FUSIONINVENTORY_PASSWORD: 'b' } })
  expect(found.settings.password).toBe('b')
  expect(found.origins.get('password')).toBe('environment (FUSIONINVENTORY_PASSWORD)')
})

test('keys that are not known: the nearest one is named, and --strict-config fails', () => {
  const text = 'NO-SSL-CHEK = 1\nwait = 5\nfrobnicate = 1'
  const lines = [
    'Config: unknown configuration directive NO-SSL-CHEK (agent.cfg:1); did you mean no-ssl-check?',
    'Config: unknown configuration directive wait (agent.cfg:2); it is an option of the command line only',
    'Config: unknown configuration directive frobnicate (agent.cfg:3)',
  ]
  expect(load(text)).toMatchObject({ warnings: lines, problems: [] })
  expect(load(text, [], { strict: true })).toMatchObject({ warnings: [], problems: lines })
})

test('what is wrong is said with its place, and never with a secret', () => {
  const { problems } = load('timeout = 180 sec\nhttpd-port = 70000\nlazy = maybe\nserver = ftp://me:canary@h/')
  expect(problems).toEqual([
    'Config: Value "180 sec" invalid for key timeout (number expected), agent.cfg:1',
    'Config: Value "maybe" invalid for key lazy (yes or no expected), agent.cfg:3',
    'Config: Value "70000" invalid for key httpd-port (0 to 65535 expected)',
    'Config: invalid protocol for URL: ftp://XXX@h/',
  ])
  expect(load('password = "canary" x').warnings.join()).not.toMatch(/canary/)
})

test('every name of an older version is understood, in the file and on the command line', () => {
  for (const [name, old] of Object.entries(oldNames)) {
    const value = 'is' in old && old.kind !== 'flag' ? '7' : '1'
    const { warnings, problems, settings } = load(`${name} = ${value}`)
    expect(problems, name).toEqual([])
    expect(warnings[0], name).toContain(`'${name}' option is deprecated`)
    const word =
      'ignored' in old && name !== 'devlib'
        ? `--${name}=x`
        : 'is' in old && old.kind !== 'flag'
          ? `--${name}=7`
          : `--${name}`
    expect(load('', [word]).settings, name).toEqual(settings)
  }
  expect(load('no-snmpquery = 1\nno-task = deploy').settings['no-task']).toEqual(['deploy', 'netinventory'])
  expect(load('rpc-port = 1234').settings['httpd-port']).toBe(1234)
  expect(load('no-inventory = 0').settings['no-task']).toEqual([])
  expect(load('', ['-D']).settings).toMatchObject({ daemon: true, 'no-fork': true })
})

test('settled before anything is done: paths, backends of messages, standard output', () => {
  expect(load('logfile = a.log\nlocal = out, -\nca-cert-file = /x').settings).toMatchObject({
    logfile: '/work/a.log',
    logger: ['stderr', 'file'],
    local: ['/work/out', '-'],
    'ca-cert-file': '/x',
  })
  expect(load('stdout = 1').settings.local).toEqual(['-'])
  expect(load('logger = File').problems).toEqual([
    "Config: usage of 'file' logger backend makes 'logfile' option mandatory",
  ])
  expect(load('ca-cert-file = /a\nca-cert-dir = /b').problems).toEqual([
    "Config: use either 'ca-cert-file' or 'ca-cert-dir' option, not both",
  ])
  expect(load('logger = pigeon').problems[0]).toContain('invalid for key logger')
  expect(load('conf-reload-interval = 5').settings['conf-reload-interval']).toBe(60)
  expect(load('conf-reload-interval = -5').settings['conf-reload-interval']).toBe(0)
})

test('tasks and categories that are not known are told', () => {
  const { warnings } = load('no-task = deploy, frob\ntasks = inventory, esx\nno-category = frobs')
  expect(warnings).toEqual([
    expect.stringContaining('frobs'),
    expect.stringContaining('unknown task frob in no-task'),
    expect.stringContaining('task ESX is not installed'),
  ])
})

test('S-12: who would be trusted by mistake is told', () => {
  const { warnings } = load('httpd-trust = 10.0.0.5, 192.168.0.0/24, 0.0.0.0/0, monitor.example, 1.2.3.999')
  expect(warnings).toEqual([
    'Config: "0.0.0.0/0" in httpd-trust is ignored: it would trust every address',
    expect.stringContaining('"1.2.3.999" in httpd-trust is ignored'),
  ])
})

test('every key of the table can be set in a file', () => {
  for (const [name, option] of Object.entries(configOptions)) {
    const value =
      'choices' in option ? option.choices[0] : option.kind === 'flag' || option.kind === 'count' ? '1' : '64'
    const { origins, problems } = load(`${name} = ${value}`)
    expect(origins.get(name), name).toBe('agent.cfg:1')
    expect(problems.filter((text) => text.includes('unknown'))).toEqual([])
  }
})
