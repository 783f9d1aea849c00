/** What some recorded answers mean to an agent. */
import { contact, type Exchange, getConfig, prolog, taken } from '../../packages/protocol/src/message/index.ts'

const target = new URL('http://127.0.0.1:18891/plugins/fusioninventory/')
const ids = { agentId: 'f4c1abfc-e69e-11f1-a265-afdc4ac63e7b' }
const hello = prolog({ deviceid: 'x' })
const config = getConfig({ target, deviceid: 'x', tasks: {} })
const any = { ports: [], protocols: [] }
const credentials = [
  { id: '1', version: '1', community: 'public', ...any },
  { id: '2', version: '2c', community: 'public', ...any },
]
const nothing = { discoveries: [], queries: [], wake: [], registry: [], ignored: [], warnings: [] }
const isWanted = (period: number, orders: object = {}) => ({
  dialect: 'legacy',
  prolog: { response: 'SEND', inventory: true, period, orders: { ...nothing, ...orders } },
  warnings: [],
})

interface Typed {
  readonly dir: 'ocs' | 'glpi'
  readonly name: string
  readonly read: Exchange<unknown>['read']
  readonly meaning: unknown
}

export const typed: readonly Typed[] = [
  { dir: 'ocs', name: '01-agent-new.1', read: hello.read, meaning: isWanted(86_400, { ignored: ['DOWNLOAD'] }) },
  {
    dir: 'ocs',
    name: '06-agent-stop.1',
    read: hello.read,
    meaning: {
      ...isWanted(86_400),
      prolog: { response: 'STOP', inventory: false, period: 86_400, orders: { ...nothing, ignored: ['DOWNLOAD'] } },
    },
  },
  {
    dir: 'ocs',
    name: '08-agent-options.1',
    read: hello.read,
    meaning: isWanted(3 * 3600, {
      ignored: ['IPDISCOVER', 'DOWNLOAD'],
      registry: [
        { name: 'Example', tree: 2, key: 'SOFTWARE\\Example & Co', value: 'Version' },
        { name: 'All', tree: 1, key: 'Software\\Example', value: '*' },
      ],
    }),
  },
  { dir: 'ocs', name: '03-agent-known-other-tag.2', read: taken, meaning: { tag: 'first', warnings: [] } },
  { dir: 'glpi', name: '30-prolog-plain.1', read: hello.read, meaning: isWanted(86_400) },
  {
    dir: 'glpi',
    name: '43-prolog-agent-id.1',
    read: hello.read,
    meaning: { dialect: 'glpi', contact: false, period: 86_400, warnings: [] },
  },
  {
    dir: 'glpi',
    name: '21-glpi-agent-contact.1',
    read: contact({ deviceid: 'x', version: '3', installedTasks: [], enabledTasks: [] }, ids).read,
    meaning: {
      status: 'ok',
      message: ['collect', 'deploy', 'esx', 'netdiscovery', 'netinventory', 'remoteinventory', 'wakeonlan']
        .map((task) => `${task} task not supported`)
        .join(';'),
      period: 86_400,
      disabled: ['collect', 'deploy', 'esx', 'netdiscovery', 'netinventory', 'wakeonlan'],
      tasks: new Map([['inventory', { server: 'glpi', version: '10.0.12', params: [] }]]),
      prolog: false,
      warnings: [],
    },
  },
  { dir: 'glpi', name: '81-inventory-json-no-agent-id.1', read: taken, meaning: { warnings: [] } },
  {
    dir: 'glpi',
    name: 'f3-plugin-agent-tasks.1',
    read: hello.read,
    meaning: isWanted(86_400, {
      discoveries: [
        {
          pid: '1',
          threads: 20,
          timeout: 1,
          ranges: [{ id: '1', start: '127.0.0.1', end: '127.0.0.1', entity: '0', ...any }],
          credentials,
        },
      ],
      queries: [
        {
          pid: '2',
          threads: 10,
          timeout: 15,
          devices: [{ ip: '192.0.2.1', ...any, id: '1', type: 'NETWORKING', credential: '0' }],
          credentials,
        },
      ],
      warnings: ['no mac address defined'],
    }),
  },
  {
    dir: 'glpi',
    name: 'f3-plugin-agent-tasks.6',
    read: config.read,
    meaning: { validity: 600, schedule: [{ task: 'Deploy', remote: new URL('b/deploy/', target) }], warnings: [] },
  },
  {
    dir: 'glpi',
    name: 'f3-plugin-agent-tasks.38',
    read: config.read,
    meaning: {
      validity: 600,
      schedule: [{ task: 'ESX', remote: new URL('b/esx/', target), periodicity: 3600, delayStartup: 3600 }],
      warnings: [],
    },
  },
]
