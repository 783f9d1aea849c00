/**
 * A real cupsd with a few queues: what the inventory tells of them as root, as an ordinary user, and from what the
 * daemon left behind once it has ended. All of it in namespaces of its own, without a network; no paper is moved.
 * Needs root, Debian's cups-daemon and cups-client.
 */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { binPath, runBin, runProgram } from '../testkit/src/run.ts'
import { elements, parseXml } from '../testkit/src/server/xml.ts'
import { check, end, skip } from './checks.ts'

const nobody = '65534'

/** $1 is where documents go; the rest is the inventory. Back ends that are not installed are played by empty programs. */
const script = `set -e
out=$1
shift
for dir in /run /etc/cups /var/spool /var/cache /var/log; do mount -t tmpfs tmpfs $dir; done
mkdir -p /run/cups /run/bin /var/spool/cups /var/cache/cups /var/log/cups
cp -a /usr/lib/cups/. /run/bin
mkdir -p /run/bin/backend
for name in usb smb ipp lpd; do
  printf '#!/bin/sh\\n' >/run/bin/backend/$name
  chmod 755 /run/bin/backend/$name
done
cat >/etc/cups/cupsd.conf <<END
Listen /run/cups/cups.sock
WebInterface No
BrowseLocalProtocols none
DirtyCleanInterval 0
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
END
cat >/etc/cups/cups-files.conf <<END
ServerBin /run/bin
FileDevice Yes
SystemGroup root
END
cupsd -f &
daemon=$!
for i in $(seq 100); do [ -S /run/cups/cups.sock ] && break; sleep 0.1; done
export CUPS_SERVER=/run/cups/cups.sock
"$@" >$out/none.xml
lpadmin -p office -E -v 'ipp://printer.example.org:631/ipp/print' -D 'Büro <2>' -L 'Room 12' -m raw -o printer-is-shared=true
lpadmin -p label -v 'usb://Zebra/GK420d?serial=28J0001' -m raw -o printer-is-shared=false
lpadmin -p windows -E -v 'smb://user:hunter2@server/laser' -m raw -o printer-is-shared=false
lpadmin -p file -E -v file:///dev/null -m raw -o printer-is-shared=false
"$@" >$out/root.xml
setpriv --reuid ${nobody} --regid ${nobody} --clear-groups "$@" >$out/user.xml || :
lpstat -v >$out/lpstat.txt
sleep 1
kill $daemon
wait $daemon || :
rm -f /run/cups/cups.sock
"$@" --record=$out/left.capture >$out/left.xml
`

type Row = Readonly<Record<string, string>>
const printersIn = (document: string): readonly Row[] =>
  elements(parseXml(document), 'CONTENT', 'PRINTERS')
    .map(({ children }) => Object.fromEntries(children.map(({ name, text }) => [name, text])))
    .sort((a, b) => ((a.NAME ?? '') < (b.NAME ?? '') ? -1 : 1))

const raw = { DRIVER: 'Local Raw Printer' }
const expected: readonly Row[] = [
  { NAME: 'file', DESCRIPTION: 'file', ...raw, PORT: 'file:///dev/null', NETWORK: '0', SHARED: '0', STATUS: 'Idle' },
  {
    NAME: 'label',
    DESCRIPTION: 'label',
    ...raw,
    PORT: 'usb://Zebra/GK420d?serial=28J0001',
    SERIAL: '28J0001',
    NETWORK: '0',
    SHARED: '0',
    STATUS: 'Stopped printing',
  },
  {
    NAME: 'office',
    DESCRIPTION: 'Büro <2>',
    COMMENT: 'Room 12',
    ...raw,
    PORT: 'ipp://printer.example.org:631/ipp/print',
    NETWORK: '1',
    SHARED: '1',
    SHARENAME: 'office',
    STATUS: 'Idle',
  },
  {
    NAME: 'windows',
    DESCRIPTION: 'windows',
    ...raw,
    PORT: 'smb://server/laser',
    NETWORK: '1',
    SERVERNAME: 'server',
    SHARENAME: 'laser',
    SHARED: '0',
    STATUS: 'Idle',
  },
]
const without = (field: string): readonly Row[] =>
  expected.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== field)))

async function main(): Promise<void> {
  if (process.getuid?.() !== 0) return skip('printers', 'not root', true)
  if (!existsSync('/usr/sbin/cupsd') || !existsSync('/usr/sbin/lpadmin'))
    return skip('printers', 'cups-daemon and cups-client are not installed')
  const out = mkdtempSync(join(tmpdir(), 'cups-'))
  const read = (name: string): string => readFileSync(join(out, name), 'utf8')
  try {
    const own = [process.execPath, binPath('inventory'), '--no-category=software,process']
    const namespaces = ['--mount', '--net', '--pid', '--mount-proc', '--fork', '--kill-child']
    const { code, stderr } = await runProgram('unshare', [...namespaces, 'sh', '-c', script, 'cups', out, ...own], {
      timeoutMs: 120_000,
    })
    await check('the queues of a real cupsd are set up', () => assert.equal(code, 0, stderr))
    if (code !== 0) return
    await check('no queue, no printer', () => assert.deepEqual(printersIn(read('none.xml')), []))
    await check('queues of the daemon, as root', () => assert.deepEqual(printersIn(read('root.xml')), expected))
    if ((await runBin('inventory', ['--version'], { uid: Number(nobody) })).code === 0)
      await check('and as an ordinary user', () => assert.deepEqual(printersIn(read('user.xml')), expected))
    else skip('printers, as an ordinary user', 'this checkout is closed to other users', true)
    await check('without the daemon, from what it left', () =>
      assert.deepEqual(printersIn(read('left.xml')), without('DRIVER')),
    )
    await check('a recording has no password of a print server', () =>
      assert.ok(
        read('left.capture').includes('smb://user:<redacted>@server') && !read('left.capture').includes('hunter2'),
      ),
    )
    await check('lpstat tells the same devices', () =>
      assert.deepEqual(
        read('lpstat.txt').match(/(?<=: )\S+/g),
        expected.map(({ PORT }) => PORT?.replace('file:', '')),
      ),
    )
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

try {
  await main()
} finally {
  end()
}
