import { expect, test } from 'vitest'
import { serverUrl, targetsOf } from './targets.ts'

test.each([
  ['my.server', 'http://my.server/ocsinventory'],
  ['http://my.server', 'http://my.server/ocsinventory'],
  ['http://my.server/', 'http://my.server/'],
  ['https://my.server:8443', 'https://my.server:8443/ocsinventory'],
  ['host:8080', 'http://host:8080/ocsinventory'],
  ['host:8080/glpi/plugins/fusioninventory/', 'http://host:8080/glpi/plugins/fusioninventory/'],
  ['[2001:db8::1]:8080', 'http://[2001:db8::1]:8080/ocsinventory'],
  ['http://u:p%2F@h', 'http://h/ocsinventory'],
  ['http://h?x=1', 'http://h/ocsinventory?x=1'],
])('%s means %s', (text, href) => {
  expect(serverUrl(text).url.href).toBe(href)
})

test('local ones first, each once; neither folder nor name tells a password', () => {
  const targets = targetsOf({ local: ['/a', '-', '/a'], server: ['http://u:canary@h/x', 'h/x', 'https://h/x'] }, '/var')
  expect(targets.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
    'local local0',
    'local local1',
    'server server0',
    'server server1',
  ])
  expect(new Set(targets.map(({ dir }) => dir)).size).toBe(4)
  for (const target of targets) {
    expect(target.dir).not.toContain('canary')
    expect(target.dir).toMatch(/^\/var\/targets\/[A-Za-z0-9.-]/)
  }
})
