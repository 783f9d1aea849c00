/**
 * `daemon-soak.check.ts [COUNT]`: COUNT (30) runs of a daemon, one after the other, against a server that wants an
 * inventory every twentieth time and fails every seventh. The memory of the daemon is flat: from 1,000 runs on, the median
 * of the last fifth is at most 5% above that of the second fifth. No file stays open, and no process is left.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { answer } from '../testkit/src/server/answer.ts'
import { pack } from '../testkit/src/server/packing.ts'
import type { RecordedRequest } from '../testkit/src/server/request.ts'
import { startServer } from '../testkit/src/server/server.ts'
import { check, end } from './checks.ts'
import { nothingLeft, openFiles, processorMs, startDaemon } from './daemon/process.ts'
import { fifth, median, residentKiB } from './memory.ts'

const count = Number(process.argv[2] ?? 30)
const dir = mkdtempSync(join(tmpdir(), 'fi-soak-'))
const isProlog = ({ document }: RecordedRequest): boolean => document?.kind === 'xml' && document.query === 'PROLOG'
const stop = '<?xml version="1.0"?><REPLY><RESPONSE>STOP</RESPONSE><PROLOG_FREQ>24</PROLOG_FREQ></REPLY>'
let prologs = 0
const server = await startServer({
  role: 'ocs',
  userAgents: ['FusionInventory-Agent_v3.0.0'],
  fault: (request) => (isProlog(request) && ++prologs % 7 === 0 ? { kind: 'reset' } : undefined),
  answer: (request) =>
    isProlog(request) && prologs % 20 !== 0
      ? answer(200, 'application/x-compressed', pack(Buffer.from(stop), 'zlib'))
      : undefined,
})
const daemon = startDaemon([
  ...['--config', 'none', '--vardir', dir, '--server', server.url, '--daemon', '--no-fork', '--no-httpd'],
  ...['--no-category', 'software,process'],
])

try {
  const sizes: number[] = []
  const files: number[] = []
  const ended = /^\[(?:error|info)\] (?:No answer from server|WakeOnLan task execution not requested)/
  await check(`${count} runs, one after the other`, async () => {
    await daemon.until(/FusionInventory Agent starting/)
    for (let run = 1; run <= count; run++) {
      daemon.forget()
      daemon.kill('SIGUSR1')
      await daemon.until(ended, 1, 60_000)
      await nothingLeft(daemon)
      sizes.push(residentKiB(daemon.pid))
      files.push(openFiles(daemon.pid))
      if (run % 250 === 0) console.log(`    ${run}: ${residentKiB(daemon.pid)} KiB`)
    }
    assert.ok(server.inventories.size > 0)
  })
  await check('memory is flat', () => {
    const [second, last] = [median(fifth(sizes, 1)), median(fifth(sizes, 4))]
    const cpu = processorMs(daemon.pid) / count
    console.log(
      `    ${second} KiB in the second fifth, ${last} KiB in the last; ${cpu.toFixed(1)} ms of the daemon a run`,
    )
    // A few runs show only what is loaded once.
    assert.ok(last <= second * (count >= 1000 ? 1.05 : 1.2), `${second} KiB, then ${last} KiB`)
  })
  await check('no file stays open, and nothing is left of it', async () => {
    assert.equal(median(fifth(files, 4)), median(fifth(files, 1)))
    daemon.kill('SIGTERM')
    assert.equal(await daemon.ended, 0)
    await nothingLeft(daemon)
  })
} finally {
  daemon.kill('SIGKILL')
  await delay(50)
  await server.close()
  rmSync(dir, { recursive: true })
  end()
}
