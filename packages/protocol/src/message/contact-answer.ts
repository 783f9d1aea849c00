import { secondsOf } from '../client/expiration.ts'
import { objectOf } from '../client/json.ts'
import { oneLine, ProtocolError } from './error.ts'
import type { Said } from './said.ts'

/** Who does a task on the server's side. */
export interface TaskServer {
  /** `glpi`, or `glpiinventory`: then the task goes by PROLOG and REST. */
  readonly server?: string
  readonly version?: string
  /** Categories that the inventory leaves out, in place of those configured. */
  readonly noCategory?: readonly string[]
  readonly params: readonly TaskParameters[]
}

/** What `getParams` has more of. */
export interface TaskParameters {
  readonly category: string
  readonly paramsId?: string
  readonly use: readonly string[]
}

export interface ContactAnswer {
  /** pending: the whole run is to be put off by `period`. */
  readonly status: 'ok' | 'pending'
  readonly message?: string
  /** Seconds until the next contact. */
  readonly period?: number
  /** Tasks that the server does not want. */
  readonly disabled: readonly string[]
  readonly tasks: ReadonlyMap<string, TaskServer>
  /** A PROLOG without agent id is to follow: some task, or the whole, goes by XML and REST. */
  readonly prolog: boolean
  readonly warnings: readonly string[]
}

/** Throws ProtocolError CONTENT for what is no answer to a contact. */
export function contactAnswer({ json, warnings }: Said): ContactAnswer {
  const status = json?.status
  if (json === undefined || (status !== 'ok' && status !== 'pending')) {
    throw new ProtocolError('CONTENT', 'the server is not understanding the GLPI Agent protocol', {
      hint: 'it is asked by PROLOG next time',
    })
  }
  const message = typeof json.message === 'string' ? oneLine(json.message) : ''
  const period = secondsOf(json.expiration)
  const tasks = tasksOf(json.tasks)
  return {
    status,
    ...(message !== '' && { message }),
    ...(period !== undefined && { period }),
    disabled: names(json.disabled).filter((task) => task !== 'remoteinventory'),
    tasks,
    prolog:
      status === 'ok' && (tasks.size === 0 || [...tasks.values()].some(({ server }) => server === 'glpiinventory')),
    warnings:
      json.expiration === undefined || period !== undefined
        ? warnings
        : [...warnings, 'expiration is ignored: no time'],
  }
}

const most = 64

/** A name, names between commas, or a list of names. In lower case, each once. */
function names(value: unknown): readonly string[] {
  const all = Array.isArray(value) ? value : typeof value === 'string' ? value.slice(0, 4096).split(',') : []
  const found = all.slice(0, most).map((one: unknown) => (typeof one === 'string' ? one.trim().toLowerCase() : ''))
  return [...new Set(found.filter((name) => /^[a-z][a-z0-9_-]{0,63}$/.test(name)))]
}

function tasksOf(value: unknown): ReadonlyMap<string, TaskServer> {
  const tasks = new Map<string, TaskServer>()
  for (const [key, found] of Object.entries(objectOf(value) ?? {}).slice(0, most)) {
    const task = objectOf(found)
    const [name] = names(key)
    if (task !== undefined && name !== undefined) tasks.set(name, taskOf(task))
  }
  return tasks
}

function taskOf(task: Readonly<Record<string, unknown>>): TaskServer {
  const server = short(task.server)
  const version = short(task.version)
  const noCategory = names(task['no-category'])
  const params = (Array.isArray(task.params) ? task.params : []).slice(0, most).flatMap(paramsOf)
  return {
    ...(server !== undefined && { server }),
    ...(version !== undefined && { version }),
    ...(noCategory.length > 0 && { noCategory }),
    params,
  }
}

function paramsOf(value: unknown): readonly TaskParameters[] {
  const { category, params_id, use } = objectOf(value) ?? {}
  const [name] = names(category)
  if (name === undefined) return []
  const paramsId = short(params_id)
  return [{ category: name, ...(paramsId !== undefined && { paramsId }), use: names(use) }]
}

/** A short text, or a number as one. */
function short(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return undefined
  const line = oneLine(text)
  return line === '' || line.length > 255 ? undefined : line
}
