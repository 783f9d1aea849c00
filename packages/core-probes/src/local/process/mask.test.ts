import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskArguments, maskText } from './mask.ts'

const canary = 'c4n4ry'

describe('maskArguments', () => {
  it.each([
    [['mysql', `--password=${canary}`]],
    [['mysql', '--password', canary]],
    [['vault', '-token', canary]],
    [['env', `DB_PASSWORD=${canary} with blanks ${canary}`]],
    [['java', `-Dssl.keyStorePassword=${canary}`, 'Main']],
    [['tool', '--apiKey', canary]],
    [['sh', '-c', `PGPASSWORD=${canary} psql -h db`]],
    [['curl', '-H', `Authorization: Bearer ${canary}`]],
    [['curl', '-d', `{"password": "${canary}"}`]],
    [['wget', `https://example.org/?token=${canary}&page=1`]],
    [['git', 'clone', `https://me:${canary}@example.org/x.git`]],
    [['openssl', 'enc', '-pass', `pass:${canary}`]],
  ])('hides the secret of %j', (args) => {
    const shown = maskArguments(args)
    expect(shown.join(' ')).not.toContain(canary)
    expect(shown).toHaveLength(args.length)
    expect(shown[0]).toBe(args[0])
  })

  it.each([
    [['nginx', '-g', 'daemon off;']],
    [['passwd', 'ann']],
    [['ssh-agent', '-a', '/run/token/agent']],
    [['tokenizer', '--tokens', '5']],
    [['firefox', 'https://example.org/@someone']],
    [['ssh', 'user@example.org']],
    [['x', '--password', '--verbose']],
  ])('leaves %j alone', (args) => {
    expect(maskArguments(args)).toEqual(args)
  })

  it('keeps what is not the secret', () => {
    expect(maskArguments(['wget', 'https://me:x@example.org/?token=y&page=1'])).toEqual([
      'wget',
      'https://me:<redacted>@example.org/?token=<redacted>&page=1',
    ])
  })

  it('is total', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('password', '=', ':', '--', '://', '@', '"', ' ', 'key'),
    )
    fc.assert(
      fc.property(fc.array(fc.array(part).map((parts) => parts.join(''))), (args) => {
        const shown = maskArguments(args)
        expect(shown).toHaveLength(args.length)
      }),
    )
  })

  it('takes a long hostile argument in a straight line', () => {
    for (const unit of ['-', 'a', 'pass', '://', ':// :', '"', 'authorization:', 'password=', 'key ']) {
      const text = unit.repeat(200_000 / unit.length)
      expect(maskText(text).length).toBeGreaterThan(0)
    }
  })
})
