/** The thread that `openReaders` starts: reads, unpacks, splits, checks and packs the files that it is told of. */
import { parentPort } from 'node:worker_threads'
import * as transport from '@fusioninventory/protocol/client'
import { documents, type Part } from '../document.ts'
import { SourceError } from '../source-error.ts'
import { fileProblem, openFile } from './files.ts'
import { type Answer, type Question, type ReadPart, wholeFile } from './messages.ts'

parentPort?.on('message', async (question: Question) => {
  const pieces: ArrayBuffer[] = []
  const answer = await answerOf(question, pieces)
  parentPort?.postMessage(answer, pieces)
})

async function answerOf({ id, path, ...preparation }: Question, moved: ArrayBuffer[]): Promise<Answer> {
  try {
    const file = await openFile(Buffer.from(path))
    try {
      if (file.identity.size > wholeFile) return { id, large: true }
      const parts: ReadPart[] = []
      for await (const part of documents(file.chunks, { transport, ...preparation })) parts.push(flat(part, moved))
      return { id, identity: file.identity, parts }
    } finally {
      await file.close()
    }
  } catch (error) {
    return { id, problem: error instanceof SourceError ? error.message : (fileProblem(error) ?? String(error)) }
  }
}

/** As it can be moved to another thread. */
function flat({ content, ...part }: Part, moved: ArrayBuffer[]): ReadPart {
  if (content instanceof SourceError) return { ...part, problem: content.message }
  const { packed, ...rest } = content
  const pieces = packed.pieces.map((piece) => new Uint8Array(piece))
  for (const { buffer } of pieces) moved.push(buffer)
  return {
    ...part,
    document: { ...rest, packed: { pieces, packedLength: packed.packedLength, length: packed.length } },
  }
}
