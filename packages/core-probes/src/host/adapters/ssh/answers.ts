/** Frames as readings of the Host port. */
import { Buffer } from 'node:buffer'
import { readStatFs } from '../../capture/content.ts'
import {
  absent,
  denied,
  type Entry,
  type FileType,
  type HttpAnswer,
  type Output,
  ok,
  type Reading,
  type Stat,
  type StatFs,
} from '../../port.ts'
import { compareBytes, decodeText } from '../../text.ts'
import { MAX_FILE, MAX_OUTPUT } from '../limits.ts'
import type { Frame } from './frames.ts'
import { sectorOffset } from './script.ts'

const failed = (detail: string): Reading<never> => ({ state: 'failed', detail })

/** What a frame without a value says; undefined where it has one. `other`: there, but not of that kind. */
function failureOf({ state }: Frame, other: string): Reading<never> | undefined {
  if (state === '0') return undefined
  if (state === 'absent') return absent
  if (state === 'denied') return denied
  if (state === 'timeout') return { state: 'timeout' }
  if (state === 'dir') return failed('EISDIR')
  if (state === 'missing') return failed('ENOSYS')
  return failed(state === 'other' ? other : 'EIO')
}

export function fileOf(frame: Frame): Reading<Buffer> {
  const failure = failureOf(frame, 'EINVAL')
  if (failure) return failure
  return frame.content.length > MAX_FILE ? failed('E2BIG') : ok(frame.content)
}

/** A range was read in whole sectors. */
export function rangeOf(frame: Frame, from: number, limit: number): Reading<Buffer> {
  const failure = failureOf(frame, 'EINVAL')
  if (failure) return failure
  const skip = sectorOffset(from)
  return ok(frame.content.subarray(skip, skip + limit))
}

const TYPES: ReadonlySet<string> = new Set(['f', 'd', 'l', 'o'])

/** `t NAME/` a line: no name has a slash, so a line feed in one does no harm. */
export function listOf(frame: Frame): Reading<readonly Entry[]> {
  const failure = failureOf(frame, 'ENOTDIR')
  if (failure) return failure.state === 'failed' && failure.detail === 'ENOTDIR' ? absent : failure
  const entries: Entry[] = []
  for (const item of decodeText(frame.content).split('/\n')) {
    const type = item.slice(0, 1)
    if (TYPES.has(type) && item.length > 2) entries.push({ type: type as FileType, name: item.slice(2) })
  }
  return ok(entries.sort((a, b) => compareBytes(a.name, b.name)))
}

export function linkOf(frame: Frame): Reading<string> {
  return failureOf(frame, 'EINVAL') ?? ok(decodeText(frame.content).replace(/\n$/, ''))
}

const KINDS: Readonly<Record<string, FileType>> = { '8': 'f', '4': 'd', a: 'l' }
const STAT = /([0-9a-f]{1,8}) (\d{1,10}) (\d{1,10}) (\d{1,20}) (-?\d{1,20})(?:\.\d*)? /y

/** The lines of one `stat` for many paths; those that are not there have none. */
export function statsOf({ content }: Frame, paths: readonly string[]): ReadonlyMap<string, Reading<Stat>> {
  const text = decodeText(content)
  const stats = new Map<string, Reading<Stat>>()
  let at = 0
  for (const path of paths) {
    STAT.lastIndex = at
    const [whole, mode, uid, gid, size, mtime] = STAT.exec(text) ?? []
    if (whole === undefined || mode === undefined || !text.startsWith(`${path}\n`, at + whole.length)) {
      stats.set(path, absent)
      continue
    }
    at += whole.length + path.length + 1
    const bits = Number.parseInt(mode, 16)
    stats.set(
      path,
      ok({
        type: KINDS[((bits >> 12) & 15).toString(16)] ?? 'o',
        mode: bits & 0o7777,
        uid: Number(uid),
        gid: Number(gid),
        size: Number(size),
        mtime: Number(mtime),
      }),
    )
  }
  return stats
}

/** 124 and 137 are those of timeout(1). */
const isTimeout = (state: string): boolean => state === '124' || state === '137'

export function statFsOf(frame: Frame): Reading<StatFs> {
  if (isTimeout(frame.state)) return { state: 'timeout' }
  const failure = failureOf(frame, 'EIO')
  if (failure) return failure
  try {
    return ok(readStatFs(decodeText(frame.content)))
  } catch {
    return failed('EIO')
  }
}

export const whichOf = (frame: Frame): Reading<string> =>
  failureOf(frame, 'EIO') ?? ok(decodeText(frame.content).replace(/\n$/, ''))

export function outputOf(frame: Frame, limit: number): Reading<Output> {
  const { state, content } = frame
  if (!/^\d+$/.test(state)) return failureOf(frame, 'EIO') ?? failed('EIO')
  if (content.length > Math.min(limit, MAX_OUTPUT)) return failed('E2BIG')
  const stdout = decodeText(content)
  const code = Number(state)
  if (isTimeout(state)) return { state: 'timeout', partial: { stdout, code: 0 } }
  return ok(code > 128 && code < 160 ? { stdout, code, signal: code - 128 } : { stdout, code })
}

/** Exit codes of curl(1). */
const CURL: Readonly<Record<string, Reading<never>>> = { '7': failed('ECONNREFUSED'), '28': { state: 'timeout' } }

/** The body, then a line with the status. */
export function httpOf(frame: Frame): Reading<HttpAnswer> {
  const failure = CURL[frame.state] ?? failureOf(frame, 'ENOTSOCK')
  if (failure) return failure
  const { content } = frame
  const cut = content.lastIndexOf(0x0a)
  const status = Number(content.subarray(cut + 1).toString('latin1'))
  if (cut < 0 || !(status >= 100)) return failed('EIO')
  return content.length > MAX_OUTPUT ? failed('E2BIG') : ok({ status, body: Buffer.from(content.subarray(0, cut)) })
}
