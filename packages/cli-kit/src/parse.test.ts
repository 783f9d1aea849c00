import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from './exit.ts'
import type { OptionTable } from './options.ts'
import { parse } from './parse.ts'

const options = {
  help: { kind: 'flag', short: 'h', doc: '' },
  html: { kind: 'flag', doc: '' },
  verbose: { kind: 'flag', short: 'v', doc: '' },
  version: { kind: 'flag', doc: '' },
  debug: { kind: 'count', doc: '' },
  tag: { kind: 'text', short: 't', doc: '' },
  url: { kind: 'text', doc: '' },
  output: { kind: 'text', short: 'o', doc: '' },
  server: { kind: 'text', aliases: ['host'], repeat: true, doc: '' },
  timeout: { kind: 'int', default: 180, doc: '' },
  format: { kind: 'text', choices: ['xml', 'json'], default: 'xml', doc: '' },
  explain: { kind: 'text', optional: true, doc: '' },
  recursive: { kind: 'flag', short: 'R', doc: '' },
  remove: { kind: 'flag', short: 'r', doc: '' },
  httpd: { kind: 'flag', doc: '' },
  'no-httpd': { kind: 'flag', doc: '' },
  'no-category': { kind: 'list', doc: '' },
  only: { kind: 'list', repeat: true, doc: '' },
  password: { kind: 'text', short: 'p', secret: true, env: 'X_PASSWORD', doc: '' },
  pin: { kind: 'int', secret: true, doc: '' },
  colour: { kind: 'flag', env: 'X_COLOUR', doc: '' },
  old: { kind: 'flag', deprecated: 'use --html', doc: '' },
} as const satisfies OptionTable
const grammar = { options }
const withOperands = { options, operands: 'FILE' }

const got = (argv: readonly string[], env = {}): Readonly<Record<string, unknown>> => {
  const { options: values, given } = parse(grammar, argv, env)
  return Object.fromEntries([...given].map((name) => [name, values[name as keyof typeof options]]))
}
const refusal = (argv: readonly string[], env = {}): string => {
  try {
    parse(grammar, argv, env)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  throw new Error('accepted')
}

describe('parse', () => {
  it.each<[spelling: string, argv: string[], values: Record<string, unknown>]>([
    ['long, equals sign', ['--tag=a b'], { tag: 'a b' }],
    ['long, next word', ['--tag', 'x'], { tag: 'x' }],
    ['an equals sign in the value', ['--tag=a=b'], { tag: 'a=b' }],
    ['an empty next word', ['--tag', ''], { tag: '' }],
    ['a value that looks like an option', ['--tag', '--html'], { tag: '--html' }],
    ['a value that looks like the end of options', ['--tag', '--'], { tag: '--' }],
    ['quotes stay', ['--tag="x"', "--url='"], { tag: '"x"', url: "'" }],
    ['more than a line', ['--tag=a\nb'], { tag: 'a\nb' }],
    ['text that looks like a number', ['--tag=007'], { tag: '007' }],
    ['short, next word', ['-t', 'x'], { tag: 'x' }],
    ['short, glued', ['-tfoo'], { tag: 'foo' }],
    ['short, glued, with an equals sign inside', ['-tx=b'], { tag: 'x=b' }],
    ['short, equals sign', ['-t=foo'], { tag: 'foo' }],
    ['a letter behind two dashes', ['--t', 'x'], { tag: 'x' }],
    ['long name, one dash', ['-url', 'X'], { url: 'X' }],
    ['long name, one dash, equals sign', ['-url=X'], { url: 'X' }],
    ['case of long names', ['--TAG', 'x', '-Html'], { tag: 'x', html: true }],
    ['prefix', ['--serv=a'], { server: ['a'] }],
    ['prefix, one dash', ['-serv', 'a'], { server: ['a'] }],
    ['prefix of an alias', ['--ho=a'], { server: ['a'] }],
    ['a name that is the prefix of no other', ['--outp', 'f'], { output: 'f' }],
    ['help', ['-h'], { help: true }],
    ['letters have a case', ['-R'], { recursive: true }],
    ['letters have a case, the other', ['-r'], { remove: true }],
    ['bundle', ['-vrR'], { verbose: true, remove: true, recursive: true }],
    ['count', ['--debug', '--debug', '--debug'], { debug: 3 }],
    ['flag twice', ['--html', '--html'], { html: true }],
    ['the last one wins', ['--tag=a', '-tb', '--timeout=1', '--timeout=2'], { tag: 'b', timeout: 2 }],
    ['repeat accumulates', ['--server=a', '--host', 'b', '--server=a'], { server: ['a', 'b', 'a'] }],
    ['no- is a name, no negation', ['--no-httpd'], { 'no-httpd': true }],
    ['list', ['--no-category= software, ,cpu '], { 'no-category': ['software', 'cpu'] }],
    ['the last list wins', ['--no-category=a', '--no-category=b'], { 'no-category': ['b'] }],
    ['lists add up', ['--only=a,b', '--only=c'], { only: ['a', 'b', 'c'] }],
    ['number', ['--timeout', '-5'], { timeout: -5 }],
    ['optional, without', ['--explain'], { explain: '' }],
    ['optional takes no next word', ['--explain', '--html'], { explain: '', html: true }],
    ['optional, with', ['--explain=CPUS'], { explain: 'CPUS' }],
    ['choice', ['--format=json'], { format: 'json' }],
    ['secret', ['-phunter2'], { password: 'hunter2' }],
    ['nothing', [], {}],
  ])('%s', (_spelling, argv, values) => {
    expect(got(argv)).toEqual(values)
  })

  it.each<[argv: string[], message: string]>([
    [['--foo'], 'Unknown option: foo'],
    [['--foo=bar'], 'Unknown option: foo'],
    [['-vt'], 'Unknown option: vt'],
    [['-T', 'x'], 'Unknown option: T'],
    [['--=x'], 'Unknown option: --=x'],
    [['---tag=x'], 'Unknown option: -tag'],
    [['--no-html'], 'Unknown option: no-html'],
    [['--__proto__=x'], 'Unknown option: __proto__'],
    [['--tag'], 'Option tag requires an argument'],
    [['-t'], 'Option t requires an argument'],
    [['--ta'], 'Option tag requires an argument'],
    [['--tag='], 'Option tag requires an argument'],
    [['--html=1'], 'Option html does not take an argument'],
    [['--debug=2'], 'Option debug does not take an argument'],
    [['--timeout=x'], 'Value "x" invalid for option timeout (number expected)'],
    [['--timeout', '1.5'], 'Value "1.5" invalid for option timeout (number expected)'],
    [['--timeout=99999999999999999999'], 'Value "99999999999999999999" invalid for option timeout (number expected)'],
    [['--format=yaml'], 'Value "yaml" invalid for option format (xml or json expected)'],
    [['--h'], 'Option h is ambiguous (help, host, html, httpd)'],
    [['--vers', '--ver'], 'Option ver is ambiguous (verbose, version)'],
    [['--html', 'word'], 'Unexpected argument: word'],
    [['--', '--html'], 'Unexpected argument: --html'],
    [['-'], 'Unexpected argument: -'],
    [['http://user:geheim@host/'], 'Unexpected argument: http://host/'],
    [['http://user:ge/he im@host/'], 'Unexpected argument: http://host/'],
    [['user:ge/heim@host:80'], 'Unexpected argument: host:80'],
    [['me@host'], 'Unexpected argument: me@host'],
    [['--explain', 'CPUS'], 'Unexpected argument: CPUS (did you mean --explain=CPUS?)'],
    [['--explain=BIOS', 'CPUS'], 'Unexpected argument: CPUS'],
    [['--password', 'two', 'words'], 'Unexpected argument'],
    [['--pin=geheim'], 'Value invalid for option pin (number expected)'],
  ])('%j is refused', (argv, message) => {
    expect(refusal(argv)).toBe(message)
  })

  it('has an ambiguity like the one of old where two names begin so', () => {
    const two = { options: { help: options.help, html: options.html } }
    expect(() => parse(two, ['--h'])).toThrow('Option h is ambiguous (help, html)')
    expect(parse(two, ['-h']).options).toEqual({ help: true, html: false })
  })

  it('fills in defaults', () => {
    const values = parse(grammar, []).options
    expect(values).toMatchObject({ html: false, debug: 0, timeout: 180, format: 'xml', server: [], 'no-category': [] })
    expect(values.tag).toBeUndefined()
    expect(values.explain).toBeUndefined()
  })

  it('keeps operands where the tool has them', () => {
    expect(parse(withOperands, ['a', '--html', '-', '--', '--tag']).operands).toEqual(['a', '-', '--tag'])
  })

  it('takes values from the environment, the command line first', () => {
    expect(got([], { X_PASSWORD: 'p', X_COLOUR: '1' })).toEqual({ password: 'p', colour: true })
    expect(got(['--password=q'], { X_PASSWORD: 'p', X_COLOUR: '0' })).toEqual({ password: 'q' })
  })

  it('tells what it took for what', () => {
    const notices = parse(grammar, ['--serv=geheim', '--old', '--tag=x']).notices
    expect(notices).toEqual([
      { level: 'verbose', text: '--serv is taken as --server; write the name out in scripts' },
      { level: 'warning', text: 'Option old: use --html' },
    ])
  })

  it('gives a result or a usage error, whatever the words', () => {
    const names = Object.entries(options).flatMap(([name, option]) => [name, 'short' in option ? option.short : name])
    const word = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.constantFrom('-', '--', '---'), fc.constantFrom(...names), fc.nat(12), fc.constantFrom('', '=', '=1'))
        .map(([dashes, name, length, rest]) => `${dashes}${name.slice(0, length)}${rest}`),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (argv) => {
        try {
          const parsed = parse(withOperands, argv)
          expect(Object.keys(parsed.options)).toEqual(Object.keys(options))
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('gives every value back unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 1 }), (next, inline) => {
        expect(got(['--tag', next, `--server=${inline}`])).toEqual({ tag: next, server: [inline] })
      }),
    )
  })

  it('never shows a secret', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z]{6,12}$/),
        fc.constantFrom('--pin=', '--password=x --foo --pin='),
        (pin, head) => {
          expect(refusal(`${head}${pin}`.split(' '))).not.toContain(pin)
        },
      ),
    )
  })
})
