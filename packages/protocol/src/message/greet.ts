import { type AskOptions, ask } from './ask.ts'
import { type Contact, contact } from './contact.ts'
import type { ContactAnswer, TaskServer } from './contact-answer.ts'
import type { RequestPacking } from './encode.ts'
import { ProtocolError } from './error.ts'
import type { Sender } from './exchange.ts'
import { type Orders, ordersOf } from './orders.ts'
import { type PrologOptions, prolog } from './prolog.ts'

/** What a server wants of a run, whichever dialect it speaks. */
export interface Agenda {
  /** To be remembered: `glpi` opens the next run with a contact. */
  readonly dialect: 'legacy' | 'glpi'
  /** Nothing is to be done now; the next run is due in `period`. */
  readonly pending: boolean
  /** An inventory is wanted; by its own message in JSON where the dialect is `glpi` and the server of the task too. */
  readonly inventory: boolean
  /** Seconds until the next contact. */
  readonly period?: number
  /** Of the XML dialect. */
  readonly orders: Orders
  /** Tasks that the server does not want. */
  readonly disabled: readonly string[]
  readonly tasks: ReadonlyMap<string, TaskServer>
  readonly message?: string
  readonly warnings: readonly string[]
}

export interface GreetOptions extends AskOptions {
  /** The dialect that was remembered; without one it is found out. */
  readonly known?: 'legacy' | 'glpi'
  /** UUID of the agent; without it only the XML dialect is spoken. */
  readonly agentId?: string
  /** An id for each message in JSON. */
  readonly requestId?: () => string
  /** Default zlib. */
  readonly packing?: RequestPacking
  readonly token?: string
}

const noTasks: ReadonlyMap<string, TaskServer> = new Map()

/**
 * Opens a run: PROLOG, or a contact where the server is known to speak GLPI's native protocol. Throws ProtocolError, and
 * what the sender throws: then the dialect that was remembered is to be forgotten, so that the next run begins with a PROLOG.
 */
export async function greet(sender: Sender, about: Contact, options: GreetOptions): Promise<Agenda> {
  if (options.known === 'glpi' && options.agentId !== undefined)
    return byContact(sender, about, options, options.agentId)
  const { agentId } = options
  const { deviceid } = about
  const greeting = await ask(
    sender,
    prolog({ deviceid, ...(agentId !== undefined && { agentId }) }, prologOptions(options)),
    options,
  )
  if (greeting.dialect === 'legacy') {
    const { inventory, orders, period } = greeting.prolog
    return {
      dialect: 'legacy',
      pending: false,
      inventory,
      ...(period !== undefined && { period }),
      orders,
      disabled: [],
      tasks: noTasks,
      warnings: [...greeting.warnings, ...orders.warnings],
    }
  }
  if (agentId === undefined) {
    throw new ProtocolError('CONTENT', 'the server answers a PROLOG in JSON although no agent id was given')
  }
  if (greeting.contact) return byContact(sender, about, options, agentId)
  return {
    dialect: 'glpi',
    pending: false,
    inventory: true,
    ...(greeting.period !== undefined && { period: greeting.period }),
    orders: ordersOf([]),
    disabled: [],
    tasks: noTasks,
    warnings: greeting.warnings,
  }
}

const prologOptions = ({ packing, token }: GreetOptions): PrologOptions => ({
  ...(packing !== undefined && { packing }),
  ...(token !== undefined && { token }),
})

async function byContact(sender: Sender, about: Contact, options: GreetOptions, agentId: string): Promise<Agenda> {
  const { packing, requestId } = options
  const native = {
    agentId,
    ...(packing !== undefined && { packing }),
    ...(requestId !== undefined && { requestId: requestId() }),
  }
  const answer = await ask(sender, contact(about, native), options)
  const { orders, warnings } = answer.prolog
    ? await legacyOrders(sender, about, options)
    : { orders: ordersOf([]), warnings: [] }
  return agendaOf(answer, orders, warnings)
}

function agendaOf(answer: ContactAnswer, orders: Orders, warnings: readonly string[]): Agenda {
  const { period, message, disabled, tasks } = answer
  const pending = answer.status === 'pending'
  return {
    dialect: 'glpi',
    pending,
    inventory: !pending && !disabled.includes('inventory'),
    ...(period !== undefined && { period }),
    orders,
    disabled,
    tasks,
    ...(message !== undefined && { message }),
    warnings: [...answer.warnings, ...warnings],
  }
}

/** What the plugin has to do, which tells nothing to an agent with an id. The rest of the run goes on without it. */
async function legacyOrders(
  sender: Sender,
  { deviceid }: Contact,
  options: GreetOptions,
): Promise<Pick<Agenda, 'orders' | 'warnings'>> {
  try {
    const greeting = await ask(sender, prolog({ deviceid }, prologOptions(options)), options)
    const orders = greeting.dialect === 'legacy' ? greeting.prolog.orders : ordersOf([])
    return { orders, warnings: [...greeting.warnings, ...orders.warnings] }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    return { orders: ordersOf([]), warnings: [`no jobs by PROLOG: ${error.message}`] }
  }
}
