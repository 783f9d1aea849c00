import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { secondsOf } from '../client/expiration.ts'
import { contact } from './contact.ts'
import { requestIdOf } from './json-request.ts'
import { getParams } from './params.ts'
import { answering, failureOf } from './test-answers.ts'

const about = {
  deviceid: 'me-1',
  version: '3.0',
  installedTasks: ['inventory', 'deploy'],
  enabledTasks: ['inventory'],
  httpdPort: 62_354,
  httpdPlugins: { ssl: 'disabled', proxy: 'enabled', inventory: 62_355 },
  tag: 'lab\n1',
} as const
const ids = { agentId: 'u-u', requestId: '0A1B2C3D' }
const read = (json: unknown, status = 200) =>
  contact(about, ids).read(
    answering(typeof json === 'string' ? json : JSON.stringify(json), { status, statusText: 'X' }),
  )

it('the request', () => {
  const { request } = contact(about, ids)
  expect(request).toMatchObject({
    method: 'POST',
    headers: {
      'content-type': 'application/x-compress-zlib',
      'GLPI-Agent-ID': 'u-u',
      'GLPI-Request-ID': '0A1B2C3D',
    },
  })
  expect(inflateSync(request.body ?? '').toString()).toBe(
    '{"action":"contact","deviceid":"me-1","enabled-tasks":["inventory"],"httpd-plugins":{"inventory":{"port":62355},"proxy":"enabled","ssl":"disabled"},"httpd-port":62354,"installed-tasks":["inventory","deploy"],"name":"FusionInventory-Agent","tag":"lab 1","version":"3.0"}',
  )
})

describe('the answer', () => {
  it('with tasks', async () => {
    const answer = await read({
      status: 'ok',
      message: 'netdiscovery task\nnot supported',
      disabled: ['NetDiscovery', 'remoteinventory', 7, 'x y'],
      expiration: '24',
      tasks: {
        inventory: {
          server: 'glpi',
          version: '10.0.12',
          'no-category': 'printer, software',
          params: [{ category: 'database', params_id: 3, use: ['postgresql', 'mysql'] }, 'x', {}],
        },
        deploy: 'x',
        'bad name': {},
      },
    })
    expect({ ...answer, tasks: [...answer.tasks] }).toEqual({
      status: 'ok',
      message: 'netdiscovery task not supported',
      period: 86_400,
      disabled: ['netdiscovery'],
      tasks: [
        [
          'inventory',
          {
            server: 'glpi',
            version: '10.0.12',
            noCategory: ['printer', 'software'],
            params: [{ category: 'database', paramsId: '3', use: ['postgresql', 'mysql'] }],
          },
        ],
      ],
      prolog: false,
      warnings: [],
    })
  })

  it('a prolog follows where a task goes by the plugin, or none is named', async () => {
    expect(await read({ status: 'ok', tasks: { deploy: { server: 'glpiinventory' } } })).toMatchObject({ prolog: true })
    expect(await read({ status: 'ok', expiration: 'soon' })).toMatchObject({
      prolog: true,
      warnings: ['expiration is ignored: no time'],
    })
    expect(await read({ status: 'pending', expiration: '10s' })).toMatchObject({
      status: 'pending',
      period: 10,
      prolog: false,
    })
  })

  it('disabled as one name', async () => {
    expect(await read({ status: 'ok', disabled: 'inventory' })).toMatchObject({ disabled: ['inventory'] })
  })

  it('400 of a server that does not know one of the tasks', async () => {
    expect(await read({ status: 'ok', disabled: ['foo'] }, 400)).toMatchObject({ disabled: ['foo'] })
    expect(await failureOf(read({ status: 'error', message: 'm' }, 400))).toMatchObject({
      code: 'HTTP',
      message: '400 X: m',
    })
    expect(await failureOf(read('<html>', 400))).toMatchObject({ code: 'HTTP', message: '400 X' })
  })

  it.each([
    [{ status: 'error', message: 'm' }, 'REFUSED'],
    [{ status: 'x' }, 'CONTENT'],
    [{}, 'CONTENT'],
    ['<REPLY/>', 'CONTENT'],
    ['<html></html>', 'CONTENT'],
  ])('no answer: %j', async (json, code) => {
    expect(await failureOf(read(json))).toMatchObject({ code })
  })
})

it.each([
  [24, 86_400],
  ['24', 86_400],
  ['1.5', 5400],
  ['10s', 10],
  [' 10 M ', 600],
  ['2h', 7200],
  ['365d', 365 * 86_400],
  ['366d', undefined],
  [8761, undefined],
  [0, undefined],
  [-1, undefined],
  ['10w', undefined],
  [Number.NaN, undefined],
  [1e300, undefined],
  ['', undefined],
  [null, undefined],
  [[24], undefined],
  ['1'.repeat(1000), undefined],
])('expiration %j', (value, seconds) => {
  expect(secondsOf(value)).toBe(seconds)
})

it('request ids', () => {
  expect(requestIdOf(new Uint8Array([0xa1, 0, 5, 255, 9]))).toBe('A10005FF')
  expect(requestIdOf(new Uint8Array())).toBe('00000000')
})

it('parameters of a task', async () => {
  const asked = getParams(
    { deviceid: 'me-1', version: '3.0', paramsId: '3', use: ['mysql'] },
    { ...ids, packing: 'none' },
  )
  expect(JSON.parse(String(asked.request.body))).toEqual({
    action: 'get_params',
    deviceid: 'me-1',
    name: 'FusionInventory-Agent',
    params_id: '3',
    use: ['mysql'],
    version: '3.0',
  })
  expect(await asked.read(answering('{"status":"ok"}'))).toEqual([])
  expect(await asked.read(answering('{"credentials":[{"user":"u"},1]}'))).toEqual([{ user: 'u' }])
  expect(await failureOf(asked.read(answering('{}')))).toMatchObject({ code: 'CONTENT' })
})
