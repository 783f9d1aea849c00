import { Buffer } from 'node:buffer'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writeInventory } from '@fusioninventory/protocol'
import { describe, expect, test } from 'vitest'
import { captureHost } from '../host/adapters/capture.ts'
import type { Frame } from '../host/adapters/ssh/frames.ts'
import { remoteHost } from '../host/adapters/ssh/host.ts'
import type { Batch, Question } from '../host/adapters/ssh/script.ts'
import { remoteStats } from '../host/adapters/ssh/stats.ts'
import { formatStatFs } from '../host/capture/content.ts'
import { parseCapture } from '../host/capture/parse.ts'
import { allowList, literals } from '../host/declared.ts'
import type { Failure, Host, Reading } from '../host/port.ts'
import { encodeText } from '../host/text.ts'
import { takeInventory } from './inventory.ts'
import { probes } from './registry.ts'

/** Recorded machines, and one of which nothing is known: there probes fall back to all their commands. */
const root = fileURLToPath(new URL('../../../../testdata/hosts/', import.meta.url))
const machines: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    readdirSync(root).map((name) => [name, readFileSync(`${root}${name}/machine.capture`, 'utf8')]),
  ),
  'nothing at all': 'fusioninventory-capture 1\nplatform: linux\nmachine: x86_64\nhostname: lab1\n\n',
}

const context = {
  signal: new AbortController().signal,
  debug: () => {},
  hint: () => {},
  options: { scanHomedirs: false, scanProfiles: false, assetname: 1, maskSecrets: true },
} as const

/** A host that notes what the reads do not allow. */
function watched(host: Host, reads: Parameters<typeof allowList>[0]) {
  const allow = allowList(reads)
  const undeclared = new Set<string>()
  const note = (fine: boolean, what: string): void => void (fine || undeclared.add(what))
  const files = Object.fromEntries(
    Object.entries(host.files).map(([name, read]) => [
      name,
      (path: string, ...rest: unknown[]) => {
        note(name === 'statfs' || allow.path(path), `${name} ${path}`)
        return (read as (...all: unknown[]) => unknown).call(host.files, path, ...rest)
      },
    ]),
  ) as unknown as Host['files']
  const asked: Host = {
    ...host,
    files,
    commands: {
      run(argv, options) {
        note(allow.command(argv), argv.join(' '))
        return host.commands.run(argv, options)
      },
      which(name) {
        note(allow.program(name), `which ${name}`)
        return host.commands.which(name)
      },
    },
    ...(host.sockets
      ? {
          sockets: {
            request(socket, ...rest) {
              note(allow.path(socket), `socket ${socket}`)
              return host.sockets?.request(socket, ...rest) ?? Promise.reject(new Error('no sockets'))
            },
          },
        }
      : {}),
  }
  return { host: asked, undeclared }
}

describe.each(Object.entries(machines))('%s', (_, text) => {
  test('every probe reads only what it declares', async () => {
    for (const probe of probes.filter(({ platforms }) => platforms.includes('linux'))) {
      const { host, undeclared } = watched(captureHost(parseCapture(text)), probe.reads)
      await probe.run(host, context)
      expect([...undeclared], probe.name).toEqual([])
    }
  })

  test('asked over ssh it gives the same document, in at most 6 rounds', async () => {
    const capture = parseCapture(text)
    const host = captureHost(capture)
    const local = await documentOf(host)
    // What is loaded on demand is there in the second run, as it is after the first host of many.
    await documentOf(await remote(host))
    const far = await remote(host)
    expect(await documentOf(far)).toBe(local)
    const { rounds = [], refused } = remoteStats(far) ?? {}
    expect(refused).toEqual([])
    expect(rounds.length, rounds.map(({ asked }) => asked.join(', ')).join('\n')).toBeLessThanOrEqual(6)
  })
})

async function documentOf(host: Host): Promise<string> {
  const { inventory } = await takeInventory(host, {
    without: new Set(),
    timeoutMs: 20_000,
    probe: context.options,
    client: { program: 'Inventory', version: '0.0.0' },
    debug: () => {},
    hint: () => {},
    diagnostic: () => {},
  })
  return writeInventory(inventory)
}

/** A remote machine that answers from a capture: frames as the remote shell writes them. The clock stays ours. */
async function remote(host: Host): Promise<Host> {
  const connection = {
    received: 0,
    close: () => {},
    async round({ ahead, questions, groups }: Batch, onFrame: (frame: Frame) => void) {
      if (ahead) {
        onFrame(frameOf('facts', '0', '', 'system=Linux\nuid=0\n'))
        for (const { file, dir } of ahead)
          for (const path of await expand(host, file ?? dir ?? ''))
            for (const frame of await answer(host, { op: file === undefined ? 'd' : 'p', path }, groups)) onFrame(frame)
      }
      await new Promise((resolve) => setImmediate(resolve))
      for (const question of questions) for (const frame of await answer(host, question, groups)) onFrame(frame)
    },
  }
  const far = await remoteHost(connection, { reads: probes.flatMap(({ reads }) => reads) })
  const asked = { ...far, facts: host.facts }
  return Object.assign(far, asked)
}

const frameOf = (op: string, state: string, subject: string, content: string | Uint8Array = ''): Frame => ({
  op,
  state,
  subject,
  content: typeof content === 'string' ? encodeText(content) : Buffer.from(content),
})

const stateOf = ({ state, detail }: { state: Failure; detail?: string }): string =>
  state !== 'failed' ? state : detail === 'EISDIR' ? 'dir' : detail === 'EINVAL' ? 'other' : '1'

async function answer(host: Host, question: Question, groups: Batch['groups']): Promise<readonly Frame[]> {
  const { op } = question
  const told = async <T>(subject: string, asked: Promise<Reading<T>>, write: (value: T) => string | Uint8Array) => {
    const reading = await asked
    if (reading.state === 'ok') return [frameOf(op, '0', subject, write(reading.value))]
    return [frameOf(op, stateOf(reading), subject)]
  }
  switch (question.op) {
    case 'f':
    case 'p': {
      const frames = await told(question.path, host.files.bytes(question.path), (bytes) => bytes)
      const listed = op === 'p' && frames[0]?.state === 'dir'
      return listed ? [...frames, ...(await answer(host, { op: 'd', path: question.path }, groups))] : frames
    }
    case 'd':
      return told(question.path, host.files.list(question.path), (entries) =>
        entries.map(({ type, name }) => `${type} ${name}/\n`).join(''),
      )
    case 'l':
      return told(question.path, host.files.link(question.path), (target) => `${target}\n`)
    case 'm':
      return told(question.path, host.files.statfs(question.path), formatStatFs)
    case 's':
    case 'n': {
      const { path } = question
      const reading = await host.files.stat(path, { follow: op === 's' })
      const id = String(groups.size)
      groups.set(id, [path])
      if (reading.state !== 'ok') return [frameOf(`${op}${op}`, '0', id)]
      const { type, mode = 0o644, uid = 0, gid = 0, size = 0, mtime = 0 } = reading.value
      const bits = ({ f: 0x8000, d: 0x4000, l: 0xa000, o: 0x2000 } as const)[type] | mode
      return [frameOf(`${op}${op}`, '0', id, `${bits.toString(16)} ${uid} ${gid} ${size} ${mtime} ${path}\n`)]
    }
    case 'b': {
      const { path, from, limit } = question
      const start = from - (from % 512)
      const asked = host.files.bytes(path, { from: start, limit: from + limit - start })
      return told(`${from} ${limit} ${path}`, asked, (bytes) => bytes)
    }
    case 'w':
      return told(question.name, host.commands.which(question.name), (path) => `${path}\n`)
    case 'c': {
      const output = await host.commands.run(question.argv, question)
      if (output.state !== 'ok') return [frameOf('c', stateOf(output), String(question.id))]
      return [frameOf('c', String(output.value.code), String(question.id), output.value.stdout)]
    }
    case 'u': {
      const asked = host.sockets?.request(question.socket, 'GET', question.target)
      const reading: Reading<{ status: number; body: Uint8Array }> = (await asked) ?? { state: 'absent' }
      if (reading.state !== 'ok') return [frameOf('u', stateOf(reading), String(question.id))]
      const { status, body } = reading.value
      return [frameOf('u', '0', String(question.id), Buffer.concat([body, Buffer.from(`\n${status}`)]))]
    }
  }
}

/** Paths that a pattern stands for, as a shell would find them. */
async function expand(host: Host, pattern: string): Promise<readonly string[]> {
  if (literals(pattern).length === 1) return pattern === '' ? [] : [pattern]
  let found = ['']
  for (const part of pattern.split('/').slice(1)) {
    const wild = literals(part)
    const next: string[] = []
    for (const dir of found) {
      if (wild.length === 1) next.push(`${dir}/${part}`)
      else {
        const entries = await host.files.list(dir || '/')
        const fitting = new RegExp(`^${wild.map((text) => text.replace(/[.+^$()[\]{}\\|]/g, '\\$&')).join('.*')}$`)
        for (const { name } of entries.state === 'ok' ? entries.value : [])
          if (fitting.test(name) && !name.startsWith('.')) next.push(`${dir}/${name}`)
      }
    }
    found = next
  }
  return found
}
