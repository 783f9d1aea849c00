import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Part } from '../document.ts'
import { SourceError } from '../source-error.ts'
import type { Identity, Path } from './files.ts'
import type { Answer, Question } from './messages.ts'

interface ReadFile {
  readonly identity: Identity
  readonly parts: readonly Part[]
}

/** Threads that read, check and pack files while this one sends. */
export interface Readers {
  /** undefined: it has to be read here. Throws SourceError. */
  read(path: Path): Promise<ReadFile | undefined>
  close(): Promise<void>
}

/** For fewer files a thread is not worth its start. */
const manyFiles = 64
const mostThreads = 4

type Wanted = Pick<Question, 'check' | 'version'>

/** None where there are few files or one processor. One for each of these: the thread that sends has little to do. */
export function openReaders(files: number, wanted: Wanted): Readers | undefined {
  const program = new URL('./prepare.js', import.meta.url)
  const count = Math.min(availableParallelism(), mostThreads)
  if (files < manyFiles || count < 2 || !existsSync(fileURLToPath(program))) return undefined
  const threads = Array.from({ length: count }, () => startThread(program, wanted))
  return {
    read(path) {
      const [least] = [...threads].sort((a, b) => a.waiting() - b.waiting())
      return least?.read(path) ?? Promise.resolve(undefined)
    },
    async close() {
      await Promise.all(threads.map((one) => one.close()))
    },
  }
}

function startThread(program: URL, wanted: Wanted) {
  const worker = new Worker(program, { resourceLimits: { maxYoungGenerationSizeMb: 8 } })
  const waiting = new Map<number, (answer: Answer | undefined) => void>()
  let next = 0
  let ended = false
  worker.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
    if (waiting.size === 0) worker.unref()
  })
  // What a thread cannot do that has come to its end is done here.
  const end = (): void => {
    ended = true
    for (const resolve of waiting.values()) resolve(undefined)
    waiting.clear()
  }
  worker.on('error', end)
  worker.on('exit', end)
  worker.unref()

  return {
    waiting: (): number => (ended ? Number.POSITIVE_INFINITY : waiting.size),
    async read(path: Path): Promise<ReadFile | undefined> {
      if (ended) return undefined
      const question: Question = { id: next++, path, ...wanted }
      worker.ref()
      worker.postMessage(question)
      return fileOf(await new Promise((resolve) => waiting.set(question.id, resolve)))
    },
    async close(): Promise<void> {
      await worker.terminate()
    },
  }
}

function fileOf(answer: Answer | undefined): ReadFile | undefined {
  if (answer === undefined || 'large' in answer) return undefined
  if ('problem' in answer) throw new SourceError(answer.problem)
  const parts = answer.parts.map((part): Part => {
    const { index, count, warning } = part
    const content = 'document' in part ? part.document : new SourceError(part.problem)
    return { index, count, content, ...(warning !== undefined && { warning }) }
  })
  return { identity: answer.identity, parts }
}
