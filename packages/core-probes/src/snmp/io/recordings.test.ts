import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordedSession } from '../adapters/recorded.ts'
import { recordSession } from '../adapters/recorder.ts'
import { loadRecording } from './load.ts'
import { saveRecording } from './save.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'recordings-'))
})
afterAll(() => rm(dir, { recursive: true }))

const place = async (name: string, content: string | Uint8Array): Promise<string> => {
  await writeFile(join(dir, name), content)
  return join(dir, name)
}

describe('a recording', () => {
  it('is told by its content, packed or not, with its contexts beside it', async () => {
    await place('switch@12.snmprec', '1.3.6.1|2|12\n')
    await place('switch@x.snmprec', '1.3.6.1|2|0\n')
    await place('other@13.snmprec', '1.3.6.1|2|13\n')
    const plain = await loadRecording(await place('switch.snmprec', '1.3.6.1.2.1.1.5.0|4|name\n'))
    expect([...plain.values.keys()]).toEqual(['1.3.6.1.2.1.1.5.0'])
    expect([...(plain.vlans ?? [])].map(([vlan, { size }]) => [vlan, size])).toEqual([['12', 1]])

    await place('dump.walk@7', '.1.3.6.1 = INTEGER: 7\n')
    const walk = await loadRecording(await place('dump.walk', '.1.3.6.1.2.1.1.5.0 = STRING: "name"\n'))
    expect([walk.values.size, walk.vlans?.get('7')?.size]).toEqual([1, 1])

    const packed = await loadRecording(await place('packed.snmprec.gz', gzipSync('1.3.6.1.2.1.1.5.0|4|name\n')))
    expect(packed.values).toEqual(plain.values)
  })

  it('in another character set keeps its text', async () => {
    const bytes = Buffer.from('.1.3.6.1.2.1.1.6.0 = STRING: "Zürich"\n', 'latin1')
    const { values } = await loadRecording(await place('latin.walk', bytes))
    expect(values.get('1.3.6.1.2.1.1.6.0')).toEqual({ type: 'octets', value: Buffer.from('Zürich') })
  })

  it.each([
    ['absent.walk', undefined, /^non-existing file '.*absent.walk'$/],
    ['empty.walk', 'nothing here', /^no instance in file '.*empty.walk'$/],
    ['broken.walk', Uint8Array.of(0x1f, 0x8b, 1, 2, 3), /cannot be read/],
  ])('%s is refused', async (name, content, message) => {
    if (content !== undefined) await place(name, content)
    await expect(loadRecording(join(dir, name))).rejects.toMatchObject({ code: 'unusable', message })
  })

  it('is made of all that was answered, and replays it', async () => {
    const octets = (text: string) => ({ type: 'octets' as const, value: Buffer.from(text) })
    const source = {
      values: new Map([
        ['1.3.6.1.2.1.1.1.0', octets(' blank at the ends ')],
        ['1.3.6.1.2.1.2.2.1.2.1', octets('eth0')],
        ['1.3.6.1.2.1.2.2.1.2.10', octets('eth10')],
        ['1.3.6.1.2.1.2.2.1.2.2', octets('eth2')],
        ['1.3.6.1.4.1.9.1', octets('not asked')],
      ]),
      vlans: new Map([
        ['7', new Map([['1.3.6.1.2.1.17.4.3.1.2.1', { type: 'integer' as const, value: 3 }]])],
        ['8', new Map()],
      ]),
    }
    const ask = async (session = recordedSession(source)): Promise<unknown> => {
      const [names] = await session.walk(['1.3.6.1.2.1.2.2.1.2'])
      const contexts = []
      for (const id of ['7', '8', '9']) {
        const context = await session.vlan(id)
        contexts.push(context && (await context.walk(['1.3.6.1.2.1.17.4.3.1.2'])))
      }
      return [await session.get(['1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.1.5.0']), names, contexts]
    }
    const recorder = recordSession(recordedSession(source))
    const answered = await ask(recorder.session)
    await saveRecording(join(dir, 'made.snmprec'), recorder.recording())
    expect((await readdir(dir)).filter((name) => name.startsWith('made')).sort()).toEqual([
      'made.snmprec',
      'made@7.snmprec',
      'made@8.snmprec',
    ])
    const again = await loadRecording(join(dir, 'made.snmprec'))
    expect([...again.values.keys()]).toEqual([
      '1.3.6.1.2.1.1.1.0',
      '1.3.6.1.2.1.2.2.1.2.1',
      '1.3.6.1.2.1.2.2.1.2.2',
      '1.3.6.1.2.1.2.2.1.2.10',
    ])
    expect(await ask(recordedSession(again))).toEqual(answered)
  })
})
