import { defineProbe } from '../probe.ts'

const unit = '/etc/systemd/system/meshagent.service'
const programs = ['teamviewer', 'rustdesk', 'supremo'] as const

/**
 * Remote control programs. Nearly no machine has one: a look at `/etc` and for three programs says so, and each
 * product is asked only where there is a sign of one.
 */
export const linuxRemoteManagement = defineProbe({
  name: 'linux/remote-mgmt',
  category: 'remote_mgmt',
  platforms: ['linux'],
  reads: [
    { dir: '/etc' },
    { file: '/etc/teamviewer/global.conf', root: true },
    { file: '/etc/anydesk<name>/system.conf' },
    { file: '/root/.config/rustdesk/RustDesk.toml', root: true },
    { file: unit },
    { file: '/etc/tacticalagent', root: true },
    { command: ['teamviewer', '--info'] },
    { command: ['rustdesk', '--get-id'], root: true },
    { command: ['supremo', '--info'], root: true },
    { command: ['<meshagent>', '-nodeid'], root: true },
    { command: ['rmmagent', '-version'], root: true },
  ],
  yields: ['REMOTE_MGMT'],
  async run(host) {
    const [etc, mesh, ...found] = await Promise.all([
      host.files.list('/etc'),
      host.files.stat(unit),
      ...programs.map((name) => host.commands.which(name)),
    ])
    const names = etc.state === 'ok' ? etc.value.map(({ name }) => name) : []
    const folders = names.filter((name) => /^(?:teamviewer|anydesk|tacticalagent)/.test(name))
    if (folders.length === 0 && mesh.state !== 'ok' && !found.some(({ state }) => state === 'ok')) return []
    const { readProducts } = await import('./products.ts')
    return readProducts(host, folders)
  },
})
