import { captureText, runProbe } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linuxRemoteManagement } from './linux.ts'
import { parseIdLine, parseMeshUnit, parseTactical, parseTeamviewerInfo } from './parse-ids.ts'

type Parts = Parameters<typeof captureText>[0]
const run = async (parts: Parts) => {
  const { patches } = await runProbe(linuxRemoteManagement, captureText(parts))
  return patches.flatMap(({ content }) => content.REMOTE_MGMT ?? [])
}

describe('linuxRemoteManagement', () => {
  it.each<[string, Parts, unknown[]]>([
    ['nothing', { lists: { '/etc': ['f passwd'] } }, []],
    [
      'TeamViewer by its settings',
      { files: { '/etc/teamviewer/global.conf': '[int32] Other = 1\n[int32] ClientID = 123456789\n' } },
      [{ ID: '123456789', TYPE: 'teamviewer' }],
    ],
    [
      'TeamViewer by its program',
      { commands: { 'teamviewer --info': ' TeamViewer ID:\u001b[0m   \u001b[1m 987654321 \u001b[0m\n' } },
      [{ ID: '987654321', TYPE: 'teamviewer' }],
    ],
    [
      'AnyDesk, also under a name of its own',
      { files: { '/etc/anydesk_ad/system.conf': 'ad.anynet.alias=x@ad\nad.anynet.id=111222333\n' } },
      [{ ID: '111222333', TYPE: 'anydesk' }],
    ],
    [
      'RustDesk',
      {
        files: { '/root/.config/rustdesk/RustDesk.toml': "id = '444555666'\n" },
        raw: ['-- which rustdesk --\n/usr/bin/rustdesk'],
      },
      [{ ID: '444555666', TYPE: 'rustdesk' }],
    ],
    [
      'RustDesk that hides it',
      {
        files: { '/root/.config/rustdesk/RustDesk.toml': "enc_id = '00abc'\n" },
        commands: { 'rustdesk --get-id': '777888999\n' },
      },
      [{ ID: '777888999', TYPE: 'rustdesk' }],
    ],
    [
      'MeshCentral',
      {
        files: { '/etc/systemd/system/meshagent.service': '[Service]\nExecStart=/opt/mesh/meshagent --x\n' },
        commands: { '/opt/mesh/meshagent -nodeid': 'Zm9v$YmFy@0\n' },
      },
      [{ ID: 'Zm9v$YmFy@0', TYPE: 'meshcentral' }],
    ],
    [
      'Tactical RMM',
      {
        files: { '/etc/tacticalagent': '{\n "agentid": "AbC-1",\n "token": "t"\n}\n' },
        commands: { 'rmmagent -version': 'Tactical RMM Agent: v2.6.1\n' },
      },
      [{ ID: 'AbC-1', TYPE: 'tacticalrmm', VERSION: '2.6.1' }],
    ],
    [
      'SupRemo',
      { commands: { 'supremo --info': 'Supremo\nID: 123 456 789\n' } },
      [{ ID: '123456789', TYPE: 'supremo' }],
    ],
  ])('%s', async (_, parts, entries) => {
    expect(await run(parts)).toMatchObject(entries)
  })
})

it('parsers are total', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const parse of [parseIdLine, parseMeshUnit, parseTactical, parseTeamviewerInfo]) parse(text)
    }),
  )
})
