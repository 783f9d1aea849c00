import { describe, expect, it } from 'vitest'
import { getConfig } from './config.ts'
import { remoteOf } from './remote.ts'
import { answering, failureOf } from './test-answers.ts'

const target = new URL('http://user:pw@glpi.example:8080/plugins/fusioninventory/')
const question = { target, deviceid: 'pc é-2026', tasks: { Deploy: '2.8', 'a&b=c': '1' } }
const read = (json: unknown, foreign: readonly string[] = []) =>
  getConfig({ ...question, foreign }).read(answering(typeof json === 'string' ? json : JSON.stringify(json)))
const at = 'http://glpi.example:8080/plugins/fusioninventory/'

it('the request', () => {
  const { request } = getConfig(question)
  expect(request).toEqual({ method: 'GET', url: expect.any(URL), headers: {} })
  expect(request.url?.href).toBe(
    `${at}?action=getConfig&machineid=pc%20%C3%A9-2026&task%5BDeploy%5D=2.8&task%5Ba%26b%3Dc%5D=1`,
  )
})

describe('the answer', () => {
  it('with a schedule', async () => {
    const remote = `${at}b/esx/`
    const schedule = [
      { task: 'ESX', remote, periodicity: 3600, delayStartup: '60', other: {} },
      { task: 'Deploy', remote },
    ]
    expect(await read({ configValidityPeriod: 600, schedule })).toEqual({
      validity: 600,
      schedule: [
        { task: 'ESX', remote: new URL(remote), periodicity: 3600, delayStartup: 60 },
        { task: 'Deploy', remote: new URL(remote) },
      ],
      warnings: [],
    })
    expect(await read({ configValidityPeriod: -1, schedule: [] })).toEqual({ schedule: [], warnings: [] })
  })

  it.each([
    [{}, 'No job schedule returned from server at'],
    [{ schedule: {} }, 'Malformed schedule from server at'],
    [{ schedule: ['x'] }, 'Malformed schedule from server at'],
    [{ schedule: [{ task: 'Deploy' }] }, 'Malformed schedule from server at'],
    [{ schedule: [{ task: 'a\nb', remote: at }] }, 'Malformed schedule from server at'],
  ])('without: %j', async (json, words) => {
    expect(await read(json)).toEqual({ schedule: [], warnings: [`${words} ${at}`] })
  })

  it('S-4: does not lead elsewhere', async () => {
    const schedule = [
      { task: 'Deploy', remote: 'http://169.254.169.254/' },
      { task: 'Collect', remote: `${at}b/` },
    ]
    expect(await read({ schedule })).toMatchObject({
      schedule: [{ task: 'Collect' }],
      warnings: [
        "Deploy: the server's remote is not followed: 169.254.169.254 is not the host of the target; --allow-foreign-remote may allow it",
      ],
    })
    expect((await read({ schedule }, ['169.254.169.254'])).schedule).toHaveLength(2)
  })

  it.each([
    ['', 'Got empty response'],
    [' \n', 'Got empty response'],
    ['{"schedule":', `Can't decode JSON content, starting with {"schedule":`],
    ['[]', "Can't decode JSON content, starting with []"],
    ['<html>\x1b', "Can't decode JSON content, starting with <html>"],
    [`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, /^Can't decode JSON/],
  ])('no answer: %j', async (body, message) => {
    expect(await failureOf(read(body))).toMatchObject({
      code: 'CONTENT',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    })
  })

  it('of an unknown machine, and of a server without this dialect', async () => {
    const { read: reading } = getConfig(question)
    const status = { status: 400, statusText: 'Bad Request' }
    expect(await failureOf(reading(answering('', status)))).toMatchObject({ code: 'HTTP', message: '400 Bad Request' })
    const native = answering('{"status":"error","message":"Protocol not supported","expiration":24}', status)
    expect(await failureOf(reading(native))).toMatchObject({ message: '400 Bad Request: Protocol not supported' })
  })
})

describe('a remote', () => {
  it.each([
    ['http://GLPI.example.:81/x#y', 'http://glpi.example.:81/x'],
    ['https://glpi.example/x?y', 'https://glpi.example/x?y'],
    ['http://other.example/x', 'http://other.example/x'],
  ])('%s is followed', (text, href) => {
    expect(String(remoteOf(text, target, ['Other.Example']))).toBe(href)
    expect(remoteOf(text, target, ['Other.Example'])).toBeInstanceOf(URL)
  })

  it.each([
    ['file:///etc/passwd', 'file: is neither http nor https'],
    ['gopher://glpi.example/', 'gopher: is neither http nor https'],
    ['javascript:alert(1)', 'javascript: is neither http nor https'],
    ['/b/deploy/', 'it is no URL'],
    ['', 'it is no URL'],
    ['http://u:p@glpi.example/', 'it has a user name or password in it'],
    ['http://glpi.example.evil.example/', /^glpi\.example\.evil\.example is not the host/],
    ['http://127.0.0.1/', /^127\.0\.0\.1 is not the host/],
    ['http://2130706433/', /^127\.0\.0\.1 is not the host/],
    [`http://glpi.example/${'x'.repeat(3000)}`, 'it is no URL'],
  ])('%.50s is not', (text, reason) => {
    expect(remoteOf(text, target)).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason))
  })

  it('never leads from https to http', () => {
    expect(remoteOf('http://glpi.example/', new URL('https://glpi.example/'))).toBe('it leads from https to http')
  })
})
