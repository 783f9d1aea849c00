import { type Argv, type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { parsePasswd } from '../user/parse-accounts.ts'
import { parseLsdg, parseOratab } from './parse-lsdg.ts'

const oratabs = ['/etc/oratab', '/var/opt/oracle/oratab']

/** Disk groups of Oracle ASM, which are no mounted file systems. */
export const asmDrives = defineProbe({
  name: 'any/drives-asm',
  category: 'drive',
  platforms: ['linux', 'solaris', 'aix', 'hpux'],
  reads: [
    ...oratabs.map((file) => ({ file })),
    { file: '/etc/passwd' },
    { command: ['asmcmd', 'lsdg'] },
    { command: ['runuser', '-u', 'USER', '--', 'env', 'SID', 'HOME', 'ASMCMD', 'lsdg'], root: true },
  ],
  yields: ['DRIVES'],
  async run(host) {
    const argv = await commandOf(host)
    const groups = parseLsdg(argv ? (ifOk(await host.commands.run(argv))?.stdout ?? '') : '')
    const DRIVES = groups
      .filter(({ state }) => state === 'MOUNTED')
      .map(({ name, total, free }) => ({ VOLUMN: 'diskgroup', LABEL: name, TOTAL: total, FREE: free }))
    return DRIVES.length > 0 ? [{ from: 'asmcmd', content: { DRIVES } }] : []
  },
})

/** The program is for the owner of the grid's software, with the name of the instance in its environment. */
async function commandOf(host: Host): Promise<Argv | undefined> {
  for (const file of oratabs) {
    const asm = parseOratab(ifOk(await host.files.text(file)) ?? '')
    if (!asm) continue
    const env = ['env', `ORACLE_SID=${asm.sid}`, `ORACLE_HOME=${asm.home}`, `${asm.home}/bin/asmcmd`, 'lsdg'] as const
    const owner = ifOk(await host.files.stat(`${asm.home}/bin/oracle`))?.uid
    if (owner === host.facts.uid && owner !== 0) return env
    const accounts = parsePasswd(ifOk(await host.files.text('/etc/passwd')) ?? '')
    const login = accounts.find(({ user }) => user.ID === String(owner))?.user.LOGIN
    return host.facts.uid === 0 && owner !== 0 && login !== undefined
      ? ['runuser', '-u', login, '--', ...env]
      : undefined
  }
  return (await host.commands.which('asmcmd')).state === 'ok' ? ['asmcmd', 'lsdg'] : undefined
}
