import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TransportError } from './errors.ts'
import { hostPort, isLoopback, mask, parseAddress } from './url.ts'

describe('parseAddress', () => {
  it.each([
    ['http://h/a/b?c=d#e', 'http://h/a/b?c=d'],
    ['glpi.example.org', 'http://glpi.example.org/'],
    ['glpi.example.org:8080/plugins/fusioninventory/', 'http://glpi.example.org:8080/plugins/fusioninventory/'],
    ['[::1]:81/x', 'http://[::1]:81/x'],
    [' HTTPS://H/x ', 'https://h/x'],
  ])('%s', (text, href) => {
    expect(parseAddress(text)).toEqual({ url: new URL(href) })
  })

  it('S-5: takes user-info out', () => {
    const { url, credentials } = parseAddress('https://us%40er:p%C3%A9%3A%2F@h:8443/x')
    expect(url.href).toBe('https://h:8443/x')
    expect(credentials).toEqual({ user: 'us@er', password: 'pé:/' })
  })

  it('keeps a percent that is no escape', () => {
    expect(parseAddress('http://u:100%@h/').credentials).toEqual({ user: 'u', password: '100%' })
  })

  it.each([
    ...['', 'no url', 'http://', 'http://h:99999/', 'htp://h/', 'file:///etc/passwd', 'ldap://u:secret@h/'],
    ...['http://u:se/secret@h/', 'http://u:se?secret@h/', 'u:secret@h:port/', 'http:u:secret@h/'],
    ...['http:/h/x', 'https:h', 'http//h/x', 'HTTP:/h'],
  ])('refuses %j without showing secrets', (text) => {
    expect(() => parseAddress(text)).toThrow(TransportError)
    expect(() => parseAddress(text)).not.toThrow(/secret/)
    expect(() => parseAddress(text)).toThrow(/URL/)
  })

  it('says what may be wrong with a password', () => {
    expect(() => parseAddress('http://u:a/b@h/')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('%2F') }),
    )
  })

  it('takes a host whose name only begins like a scheme', () => {
    expect(parseAddress('httpd:8080/x').url.href).toBe('http://httpd:8080/x')
    expect(parseAddress('http.example.org').url.href).toBe('http://http.example.org/')
  })

  it('S-5: never shows a password, whatever surrounds it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        try {
          parseAddress(`http://${before}:canary@${after}`)
        } catch (error) {
          expect(error).toBeInstanceOf(TransportError)
          // Behind a slash it is a path, not user-info.
          if (!/[/?#\\]/.test(before)) expect(String(error)).not.toContain('canary')
        }
      }),
    )
  })
})

it('masks', () => {
  expect(mask('http://u:p/q@h/x')).toBe('http://XXX@h/x')
  expect(mask('u:p@q@h')).toBe('XXX@h')
  expect(mask('http://h/')).toBe('http://h/')
})

it('names ports', () => {
  expect(['http://h/', 'https://h/', 'http://h:81/'].map((text) => hostPort(new URL(text)))).toEqual([
    'h:80',
    'h:443',
    'h:81',
  ])
})

it('knows loopback', () => {
  const hosts = ['localhost', 'LOCALHOST.', 'a.localhost', '127.3.4.5', '[::1]', '[::ffff:7f00:1]', '::ffff:127.0.0.1']
  expect(hosts.filter((host) => !isLoopback(host))).toEqual([])
  expect(['localhost.example.org', '128.0.0.1', '::2', '127.example.org', '10.127.0.0.1'].filter(isLoopback)).toEqual(
    [],
  )
})
