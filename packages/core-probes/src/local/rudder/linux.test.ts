import { captureText, runProbe } from '@fusioninventory/testkit'
import { expect, it } from 'vitest'
import { linuxRudder } from './linux.ts'

it('tells of the node, its roles, and what its agents can do', async () => {
  const agent = '/var/rudder/cfengine-community'
  const capture = captureText({
    header: { user: 'root' },
    files: {
      '/opt/rudder/etc/uuid.hive': 'a-b-c\n',
      '/opt/rudder/etc/agent-capabilities': 'https\n\nyaml\n',
      [`${agent}/policy_server.dat`]: 'policy.example.org\n',
      [`${agent}/ppkeys/localhost.pub`]: '-----BEGIN RSA PUBLIC KEY-----\nMII\n',
      '/var/rudder/tmp/uuid.txt': 'root\n',
    },
    lists: { '/opt/rudder/etc/server-roles.d': ['f .keep', 'f rudder-web'] },
  })
  const { patches } = await runProbe(linuxRudder, capture)
  expect(patches[0]?.content.RUDDER).toEqual([
    {
      HOSTNAME: 'lab1.example.org',
      UUID: 'a-b-c',
      AGENT: [
        {
          AGENT_NAME: 'cfengine-community',
          POLICY_SERVER_HOSTNAME: 'policy.example.org',
          CFENGINE_KEY: '-----BEGIN RSA PUBLIC KEY-----\nMII\n',
          OWNER: 'root',
          POLICY_SERVER_UUID: 'root',
        },
      ],
      SERVER_ROLES: { SERVER_ROLE: ['rudder-web'] },
      AGENT_CAPABILITIES: { AGENT_CAPABILITY: ['https', 'yaml'] },
    },
  ])
})

it('has nothing to say elsewhere', async () => {
  expect((await runProbe(linuxRudder, captureText())).patches).toEqual([])
})
