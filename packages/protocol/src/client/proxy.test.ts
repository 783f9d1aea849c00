import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isExcluded, proxyFor } from './proxy.ts'

const http = new URL('http://glpi.example.org/')
const https = new URL('https://glpi.example.org/')
const chosen = (target: URL, option: string | undefined, env: Record<string, string> = {}) => {
  const proxy = proxyFor(target, option, env)
  return proxy && `${proxy.url.origin} ${proxy.from}`
}

describe('proxyFor', () => {
  it('takes the option for both schemes, whatever the environment says', () => {
    const env = { http_proxy: 'http://other:1', no_proxy: '*' }
    expect(chosen(http, 'http://p:3128', env)).toBe('http://p:3128 the option')
    expect(chosen(https, 'p:3128', env)).toBe('http://p:3128 the option')
    expect(chosen(http, 'none', env)).toBeUndefined()
  })

  it('takes the variable of the scheme, the lower-case one first', () => {
    const env = { http_proxy: 'a:1', HTTP_PROXY: 'b:1', HTTPS_PROXY: 'c:1' }
    expect(chosen(http, undefined, env)).toBe('http://a:1 http_proxy')
    expect(chosen(https, 'env', env)).toBe('http://c:1 HTTPS_PROXY')
    expect(chosen(http, undefined, { HTTP_PROXY: 'b:1' })).toBe('http://b:1 HTTP_PROXY')
    expect(chosen(http, undefined, {})).toBeUndefined()
    expect(chosen(http, undefined, { http_proxy: '' })).toBeUndefined()
  })

  it('does not believe HTTP_PROXY in a CGI', () => {
    expect(chosen(http, undefined, { HTTP_PROXY: 'b:1', REQUEST_METHOD: 'POST' })).toBeUndefined()
    expect(chosen(http, undefined, { http_proxy: 'a:1', REQUEST_METHOD: 'POST' })).toBe('http://a:1 http_proxy')
    expect(chosen(https, undefined, { HTTPS_PROXY: 'b:1', REQUEST_METHOD: 'POST' })).toBe('http://b:1 HTTPS_PROXY')
  })

  it('leaves loopback alone, but for the option', () => {
    const local = new URL('http://127.0.0.1:8080/')
    expect(chosen(local, undefined, { http_proxy: 'a:1' })).toBeUndefined()
    expect(chosen(local, 'a:1')).toBe('http://a:1 the option')
  })

  it.each(['socks5://p:1080', 'http://', 'not a proxy'])('refuses %s, without credentials', (text) => {
    expect(() => proxyFor(http, text, {})).toThrow(/invalid proxy: .*the option/)
    expect(() => proxyFor(http, undefined, { http_proxy: `ftp://u:canary@${text}` })).toThrow(/XXX@.*http_proxy/)
  })
})

describe('no_proxy', () => {
  const cases: readonly (readonly [list: string, host: string, expected: boolean])[] = [
    ['*', 'a.b', true],
    ['example.org', 'example.org', true],
    ['example.org', 'glpi.example.org', true],
    ['.example.org', 'glpi.example.org', true],
    ['*.example.org', 'GLPI.example.org', true],
    ['example.org', 'badexample.org', false],
    ['example.org', 'example.org.evil', false],
    ['a.b, glpi.example.org', 'glpi.example.org', true],
    ['a.b glpi.example.org', 'glpi.example.org', true],
    ['glpi.example.org:80', 'glpi.example.org', true],
    ['glpi.example.org:8080', 'glpi.example.org', false],
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '11.1.2.3', false],
    ['10.0.0.0/8', '10.example.org', false],
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.10', false],
    ['fe80::/10', '[fe80::1]', true],
    ['2001:db8::1', '[2001:db8:0::1]', true],
    ['[2001:db8::1]:80', '[2001:db8::1]', true],
    ['10.0.0.0/99,/,:,[,a/b', '10.0.0.1', false],
    ['', 'a', false],
  ]
  it.each(cases)('%j and %s: %s', (list, host, expected) => {
    expect(isExcluded(new URL(`http://${host}/`), list)).toBe(expected)
  })

  it('is total', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.oneof(
          fc.domain(),
          fc.ipV4(),
          fc.ipV6().map((ip) => `[${ip}]`),
        ),
        (list, host) => {
          expect(typeof isExcluded(new URL(`http://${host}/`), list)).toBe('boolean')
        },
      ),
    )
  })

  it('finds every address in its own network', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (ip, bits) => {
        expect(isExcluded(new URL(`http://${ip}/`), `${ip}/${bits}`)).toBe(true)
      }),
    )
  })
})
