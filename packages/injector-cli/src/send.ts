import type { Delivery, TransportCode } from '@fusioninventory/protocol/client'
import { agentIdOf, type Document, documents, type Part } from './document.ts'
import { wholeFile } from './io/messages.ts'
import type { Readers } from './io/readers.ts'
import { notOfHeaders } from './options.ts'
import type { Outcome, Report } from './report.ts'
import { SourceError } from './source-error.ts'
import type { Opened, Source } from './sources.ts'
import type { Settings, Target, Transport } from './targets.ts'

export interface Sending {
  readonly settings: Settings
  readonly transport: Transport
  readonly targets: readonly Target[]
  readonly report: Report
  /** Where there are many files. */
  readonly readers?: Readers | undefined
}

const stopped: Outcome = { sent: false, line: 'interrupted', detail: 'interrupted', interrupted: true }
const failed = (reason: string): Outcome => ({ sent: false, line: reason, detail: reason })
/** The worse comes later. */
const order: readonly End[] = ['sent', 'kept', 'bad', 'undelivered']
const worse = (a: End, b: End): End => (order.indexOf(a) > order.indexOf(b) ? a : b)
const endOf = (outcome: Outcome): End => (outcome.sent ? 'sent' : outcome.kept ? 'kept' : 'undelivered')

/** kept: what some server did not take is in its spool. undelivered: it may be tried again. bad: not as it is. */
export type End = 'sent' | 'kept' | 'undelivered' | 'bad'

/** A source that is open. */
export interface Prepared {
  readonly parts: AsyncIterable<Part>
  remove: Opened['remove']
  close(): Promise<void>
}

/** Opens a source and begins to read, check and pack it. What goes wrong is told when its turn comes. */
export function prepare(source: Source, { settings, transport, readers }: Sending): Promise<Prepared> {
  const { options, io } = settings
  const open = async (): Promise<Prepared> => {
    const { path, removed } = source
    const read = path && removed && (await readers?.read(path))
    if (read) return { parts: each(read.parts), remove: () => removed(read.identity), close: async () => undefined }
    const opened = await source.open()
    const parts = documents(opened.chunks, { transport, ...lookedFor(options) })
    const { remove } = opened
    if ((opened.size ?? Infinity) > wholeFile) return { parts, remove, close: () => opened.close() }
    const first = parts.next()
    const close = async (): Promise<void> => {
      await first.catch(() => undefined)
      await opened.close()
    }
    return { parts: joined(first, parts), remove, close }
  }
  const prepared = io.signal.aborted ? Promise.reject(new SourceError('interrupted')) : open()
  prepared.catch(() => undefined)
  return prepared
}

/** What is looked for in a document. */
export const lookedFor = (options: Settings['options']) => ({ check: !options['no-check'], version: options['xml-ua'] })

async function* each<T>(all: readonly T[]): AsyncIterable<T> {
  yield* all
}

async function* joined<T>(first: Promise<IteratorResult<T>>, rest: AsyncGenerator<T>): AsyncIterable<T> {
  const { done, value } = await first
  if (done === true) return
  yield value
  yield* rest
}

/** What was prepared is not wanted. */
export const discard = (prepared: Promise<Prepared>): Promise<void> =>
  prepared.then(
    ({ close }) => close(),
    () => undefined,
  )

/**
 * Sends all documents of a source to all targets. Its file is removed, where that is asked for, when each target has
 * taken each document, or its spool keeps it.
 */
export async function send(source: Source, prepared: Promise<Prepared>, sending: Sending): Promise<End> {
  const { settings, report } = sending
  const { log, io } = settings
  let end: End = 'undelivered'
  try {
    if (io.signal.aborted) await report.verdict(source.name, source.name, stopped)
    else {
      await report.begin(source.name)
      end = await sendPrepared(source, await prepared, sending)
    }
  } catch (error) {
    if (io.signal.aborted) await report.verdict(source.name, source.name, stopped)
    else {
      // A read error in the middle of a file, or a fault of this program: the other files go on.
      if (error instanceof SourceError) end = 'bad'
      else log.debug(error instanceof Error && error.stack !== undefined ? error.stack : String(error))
      await report.verdict(source.name, source.name, failed(error instanceof Error ? error.message : String(error)))
    }
  } finally {
    await discard(prepared)
    report.end(source.name)
  }
  return end
}

async function sendPrepared(source: Source, { parts, remove }: Prepared, sending: Sending): Promise<End> {
  const { settings, targets, report } = sending
  const { options, log } = settings
  let end: End = 'sent'
  // What comes from a stream is nowhere else: all of it is kept before any of it is sent.
  for await (const part of source.path === undefined ? await keptFirst(source, parts, sending) : parts) {
    if (part.warning !== undefined) log.warning(`${source.name} ${part.warning}`)
    const name = part.count > 1 ? `${source.name} (document ${part.index} of ${part.count})` : source.name
    if (part.content instanceof SourceError) {
      end = worse(end, 'bad')
      await report.verdict(source.name, name, failed(part.content.message))
      continue
    }
    const { content } = part
    const agentId = 'agentId' in part ? part.agentId : agentIdOf(source.name)
    const outcomes = await Promise.all(
      targets.map(async (target) => {
        const outcome = await sendTo(target, content, agentId, source, sending)
        const label = targets.length > 1 ? `${name} to ${target.client.url.href}` : name
        await report.verdict(source.name, label, outcome)
        return outcome
      }),
    )
    end = outcomes.map(endOf).reduce(worse, end)
  }
  const safe = end === 'sent' || end === 'kept'
  const warning = safe && (options.remove || source.spooledFor) ? await remove() : undefined
  if (warning !== undefined) log.warning(warning)
  return end
}

type Kept = Part & { readonly agentId: string }

async function keptFirst(source: Source, parts: AsyncIterable<Part>, { targets }: Sending): Promise<Kept[]> {
  const all: Kept[] = []
  for await (const part of parts) all.push({ ...part, agentId: agentIdOf(source.name) })
  for (const { content, agentId } of all)
    if (!(content instanceof SourceError))
      for (const { box } of targets) await box?.hold(content.packed.pieces, agentId)
  return all
}

/** Failures that the next document would meet too. */
const unreachable = new Set<TransportCode | undefined>(['CONNECT', 'DNS', 'TIMEOUT', 'TLS', 'AUTH', 'PROXY_AUTH'])

/** One document to one server; what that does not take is kept in its spool. */
async function sendTo(
  target: Target,
  document: Document,
  agentId: string,
  source: Source,
  { settings, transport }: Sending,
): Promise<Outcome> {
  const { box } = target
  const delivery = target.down ?? (await attempt(target, document, agentId, settings, transport))
  const taken = delivery.status === 'sent'
  if (box !== undefined && unreachable.has(delivery.code)) target.down = delivery
  if (box === undefined || source.spooledFor === target.client.url.href) return outcomeOf(delivery)
  // A stream was kept before: what is there now is the same document, kept once.
  const before = source.path === undefined
  if (taken && before) await box.forget(await box.keep(document.packed.pieces, agentId))
  if (taken || (delivery.code === 'ABORTED' && !before)) return outcomeOf(delivery)
  try {
    await box.keep(document.packed.pieces, agentId)
    return { ...outcomeOf(delivery), kept: true } as Outcome
  } catch (error) {
    settings.log.error(`the spool cannot keep it: ${error instanceof Error ? error.message : String(error)}`)
    return outcomeOf(delivery)
  }
}

function outcomeOf({ status, code, statusLine, detail }: Delivery): Outcome {
  if (status === 'sent') return { sent: true }
  return code === 'ABORTED' ? stopped : { sent: false, line: statusLine, detail }
}

/** Text of a document as the value of a header. */
const headerText = (text: string): string => text.slice(0, 200).replaceAll(new RegExp(notOfHeaders, 'gu'), '?').trim()

const attempt = (
  { client }: Target,
  document: Document,
  agentId: string,
  { options, io, log }: Settings,
  transport: Transport,
): Promise<Delivery> =>
  transport.deliver(client, document.packed, {
    format: document.format,
    checked: !options['no-check'],
    compress: !options['no-compression'],
    signal: io.signal,
    log,
    ...(options['xml-ua'] && document.versionClient !== undefined && { userAgent: headerText(document.versionClient) }),
    ...(document.format === 'json' && { agentId }),
  })
