import { openReaders, type Readers } from './io/readers.ts'
import { openReport } from './report.ts'
import { discard, type End, lookedFor, type Prepared, prepare, type Sending, send } from './send.ts'
import { type Source, spooled } from './sources.ts'
import type { Settings, Target, Transport } from './targets.ts'

interface Round {
  /** Everything was sent, and nothing waits. */
  readonly complete: boolean
  /** Something may be tried again. */
  readonly left: boolean
  readonly ends: ReadonlyMap<Source, End>
}

export interface Sender {
  /** `again`: servers that were down, and what waits in the spool, are tried before. */
  run(sources: readonly Source[], again: boolean): Promise<Round>
  close(): Promise<void>
}

/** Documents that are read, checked and packed while others are sent; enough that no thread is woken for each. */
const readAhead = 8

/** One way of sending for a single run and for each round of a watch. */
export async function openSender(
  settings: Settings,
  transport: Transport,
  targets: readonly Target[],
): Promise<Sender> {
  const { options, io, log } = settings
  const insecure = options['no-ssl-check'] && targets.some(({ client }) => client.url.protocol === 'https:')
  const { default: limit } = await import('p-limit')
  const turn = limit(options.parallel)
  const near = limit(options.parallel + readAhead)
  let readers: Readers | undefined

  return {
    async run(sources, again) {
      if (again) for (const target of targets) target.down = undefined
      const waiting = again ? await waitingFor(targets) : []
      const report = await openReport({
        io,
        log,
        verbose: options.verbose,
        inTurns: options.parallel === 1 && targets.length === 1,
        names: [...waiting.flatMap((one) => one.sources), ...sources].map(({ name }) => name),
        suffix: insecure ? ' (ssl check disabled)' : '',
      })
      const ends = new Map<Source, End>()
      let stuck = 0
      const files = sources.length + waiting.reduce((sum, one) => sum + one.sources.length, 0)
      readers ??= openReaders(files, lookedFor(options))
      const sending = { settings, transport, targets, report, readers }
      for (const { target, sources: older } of waiting) {
        const before = stuck
        const only = { ...sending, targets: [target] }
        const skip = (): boolean => {
          if (target.down !== undefined) stuck++
          return target.down !== undefined
        }
        await each(older, only, skip, async (source, prepared) => {
          if ((await send(source, prepared, only)) !== 'sent') ends.set(source, 'undelivered')
        })
        if (stuck > before) log.warning(`${stuck - before} documents wait in the spool for ${target.client.url.href}`)
        await target.box?.release()
      }
      const never = (): boolean => false
      await each(sources, sending, never, async (source, prepared) => {
        ends.set(source, await send(source, prepared, sending))
      })
      for (const { box } of targets) await box?.release()
      const all = await report.finish()
      const left = stuck > 0 || [...ends.values()].some((end) => end === 'kept' || end === 'undelivered')
      return { complete: all && stuck === 0, left, ends }
    },
    close: async () => readers?.close(),
  }

  /** In their order; the next ones are prepared while these are sent. */
  function each(
    sources: readonly Source[],
    sending: Sending,
    skip: () => boolean,
    one: (source: Source, prepared: Promise<Prepared>) => Promise<void>,
  ): Promise<unknown> {
    const next = async (source: Source): Promise<void> => {
      if (skip()) return
      const prepared = prepare(source, sending)
      await turn(() => (skip() ? discard(prepared) : one(source, prepared)))
    }
    return Promise.all(sources.map((source) => near(() => next(source))))
  }
}

const waitingFor = (targets: readonly Target[]) =>
  Promise.all(
    targets.map(async (target) => {
      const { box, client } = target
      const files = (await box?.take()) ?? []
      const sources = files.map((file) => spooled(file, client.url.href, async () => box?.forget(file)))
      return { target, sources }
    }),
  )
