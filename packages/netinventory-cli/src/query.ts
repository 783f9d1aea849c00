import { type Answer, type AskOptions, askDevice } from './ask.ts'
import type { Target } from './target.ts'

export interface QueryOptions extends AskOptions {
  /** Devices that are asked at one time. */
  readonly parallel: number
  /** Takes each answer when it is there; the next device waits for it. False: nobody wants any more. */
  readonly take: (answer: Answer) => Promise<boolean>
}

export interface QueryEnd {
  /** Devices that were described. */
  readonly described: number
  /** Devices that could not be. */
  readonly failed: number
  /** Devices that were begun, but had no answer when the run was stopped. */
  readonly open: readonly Target[]
}

/**
 * Asks devices, some at a time; what one of them does is nothing to the others. Resolves when all have answered, when
 * nobody takes answers any more, and when the signal ends it.
 */
export async function query(targets: Iterable<Target>, options: QueryOptions): Promise<QueryEnd> {
  const rest = targets[Symbol.iterator]()
  const open = new Set<Target>()
  let [described, failed, wanted] = [0, 0, true]
  const work = async (): Promise<void> => {
    for (let next = rest.next(); wanted && !options.signal.aborted && !next.done; next = rest.next()) {
      const target = next.value
      open.add(target)
      let answer: Answer
      try {
        answer = await askDevice(target, options)
      } catch (error) {
        if (options.signal.aborted) return
        throw error
      }
      if ('device' in answer) described++
      else failed++
      wanted &&= await options.take(answer)
      open.delete(target)
    }
  }
  await Promise.all(Array.from({ length: options.parallel }, work))
  return { described, failed, open: [...open] }
}
