import { expect, it } from 'vitest'
import type { Given, Request } from './exchange.ts'
import { type GreetOptions, greet } from './greet.ts'
import { answering, failureOf } from './test-answers.ts'

const about = { deviceid: 'me-1', version: '3.0', installedTasks: [], enabledTasks: ['inventory'] }
const agentId = 'u-u'

/** The messages sent, as PROLOG, PROLOG+ (with agent id) or the action of JSON. */
async function run(answers: readonly (string | Given)[], options: GreetOptions) {
  const sent: string[] = []
  const send = async ({ body, headers }: Request) => {
    const text = String(body)
    const query = text.startsWith('{') ? JSON.parse(text).action : /<QUERY>(.*)</.exec(text)?.[1]
    sent.push(`${query}${query === 'PROLOG' && headers['GLPI-Agent-ID'] !== undefined ? '+' : ''}`)
    const answer = answers[sent.length - 1] ?? ''
    return typeof answer === 'string' ? answering(answer) : answer
  }
  const requestId = () => '0000000A'
  const result = greet({ send }, about, { packing: 'none', requestId, ...options })
  return { sent, result }
}

const wake = '<OPTION><NAME>WAKEONLAN</NAME><PARAM MAC="0:1:2:3:4:5"/></OPTION>'
const legacy = `<REPLY><RESPONSE>SEND</RESPONSE><PROLOG_FREQ>2</PROLOG_FREQ>${wake}</REPLY>`
const ofGlpi = '{"status":"ok","expiration":"24"}'
const contacted = (tasks: object) => JSON.stringify({ status: 'ok', expiration: '1d', tasks, disabled: ['deploy'] })
const native = { inventory: { server: 'glpi' } }

it.each<[string, readonly string[], GreetOptions, readonly string[], object]>([
  [
    'a server of the XML dialect',
    [legacy],
    { agentId },
    ['PROLOG+'],
    { dialect: 'legacy', inventory: true, period: 7200 },
  ],
  ['an agent without id', [legacy], { known: 'glpi' }, ['PROLOG'], { dialect: 'legacy' }],
  ['GLPI, not known yet', [ofGlpi], { agentId }, ['PROLOG+'], { dialect: 'glpi', inventory: true, period: 86_400 }],
  [
    'GLPI that wants a contact',
    ['{"status":"pending"}', contacted(native)],
    { agentId },
    ['PROLOG+', 'contact'],
    { dialect: 'glpi', inventory: true, disabled: ['deploy'] },
  ],
  [
    'GLPI, known',
    [contacted(native)],
    { agentId, known: 'glpi' },
    ['contact'],
    { dialect: 'glpi', orders: { wake: [] } },
  ],
  [
    'GLPI with the plugin',
    [contacted({ deploy: { server: 'glpiinventory' } }), legacy],
    { agentId, known: 'glpi' },
    ['contact', 'PROLOG'],
    { dialect: 'glpi', orders: { wake: [{ mac: '00:01:02:03:04:05' }] } },
  ],
  [
    'GLPI with a plugin that fails',
    [contacted({}), '<html>'],
    { agentId, known: 'glpi' },
    ['contact', 'PROLOG'],
    { dialect: 'glpi', warnings: [expect.stringMatching(/^no jobs by PROLOG: unexpected content/)] },
  ],
  [
    'GLPI that is busy',
    ['{"status":"pending","expiration":"2h"}'],
    { agentId, known: 'glpi' },
    ['contact'],
    { pending: true, inventory: false, period: 7200 },
  ],
  [
    'GLPI that wants no inventory',
    ['{"status":"ok","disabled":"inventory","tasks":{"collect":{"server":"glpi"}}}'],
    { agentId, known: 'glpi' },
    ['contact'],
    { inventory: false },
  ],
])('%s', async (_, answers, options, messages, agenda) => {
  const { sent, result } = await run(answers, options)
  expect(await result).toMatchObject(agenda)
  expect(sent).toEqual(messages)
})

it('a contact that fails is a failure, and no PROLOG follows in this run', async () => {
  for (const answer of ['<REPLY/>', answering(ofGlpi, { status: 500 }), '{"status":"error","message":"m"}']) {
    const { sent, result } = await run([answer], { agentId, known: 'glpi' })
    await failureOf(result)
    expect(sent).toEqual(['contact'])
  }
})

it('JSON is no answer to an agent without id', async () => {
  const { result } = await run([ofGlpi], {})
  expect(await failureOf(result)).toMatchObject({ code: 'CONTENT' })
})
