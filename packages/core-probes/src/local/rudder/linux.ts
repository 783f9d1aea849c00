import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'

const identity = '/opt/rudder/etc/uuid.hive'
const roles = '/opt/rudder/etc/server-roles.d'
const capabilities = '/opt/rudder/etc/agent-capabilities'
const agents = ['cfengine-community', 'cfengine-nova'] as const
const folder = (agent: string): string => `/var/rudder/${agent}`
/** Of agents before 2.4. */
const oldServerId = '/var/rudder/tmp/uuid.txt'

/** The Rudder agent: what its server wants to know of this node. */
export const linuxRudder = defineProbe({
  name: 'linux/rudder',
  category: 'rudder',
  platforms: ['linux'],
  reads: [
    { file: identity },
    { dir: roles },
    { file: capabilities },
    ...agents.flatMap((agent) =>
      ['policy_server.dat', 'rudder-server-uuid.txt', 'ppkeys/localhost.pub'].map((name) => ({
        file: `${folder(agent)}/${name}`,
        root: true,
      })),
    ),
    { file: oldServerId, root: true },
  ],
  yields: ['RUDDER'],
  async run(host) {
    const UUID = await firstLine(host, identity)
    if (UUID === undefined) return []
    const { files, facts } = host
    const servers = (ifOk(await files.list(roles)) ?? [])
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('.'))
    const can = (ifOk(await files.text(capabilities)) ?? '').split('\n').filter((line) => line.trim() !== '')
    const entry = {
      HOSTNAME: facts.fqdn ?? facts.hostname,
      UUID,
      AGENT: (await Promise.all(agents.map((agent) => agentOf(host, agent)))).flat(),
      SERVER_ROLES: { SERVER_ROLE: servers },
      AGENT_CAPABILITIES: { AGENT_CAPABILITY: can },
    }
    return [{ from: '/opt/rudder/etc', content: { RUDDER: [entry] } }]
  },
})

async function agentOf(host: Host, name: (typeof agents)[number]) {
  const server = await firstLine(host, `${folder(name)}/policy_server.dat`)
  if (server === undefined) return []
  const serverId =
    (await firstLine(host, `${folder(name)}/rudder-server-uuid.txt`)) ?? (await firstLine(host, oldServerId))
  return [
    {
      AGENT_NAME: name,
      POLICY_SERVER_HOSTNAME: server,
      CFENGINE_KEY: ifOk(await host.files.text(`${folder(name)}/ppkeys/localhost.pub`)),
      OWNER: host.facts.user,
      POLICY_SERVER_UUID: serverId,
    },
  ]
}

const firstLine = async ({ files }: Host, path: string): Promise<string | undefined> =>
  ifOk(await files.text(path))
    ?.split('\n', 1)[0]
    ?.trim() || undefined
