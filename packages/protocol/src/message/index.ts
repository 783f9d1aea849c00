/**
 * What an agent and its servers say to each other, in their three dialects: requests, and what the answers mean. Nothing
 * here sends anything: an `Exchange` is a request with the reading of its answer, a `Sender` (the client) is given.
 * Messages in XML are made by xmlbuilder2, which takes time to load: import this entry only where messages are made or read.
 */

export { secondsOf } from '../client/expiration.ts'
export type { ReplyMap, ReplyValue } from '../client/reply-map.ts'
export { buildRequest, buildXml } from '../xml/build.ts'
export { type AskOptions, ask } from './ask.ts'
export { type ConfigQuestion, getConfig, type ScheduledTask, type ServerConfig } from './config.ts'
export { type Contact, contact } from './contact.ts'
export type { ContactAnswer, TaskParameters, TaskServer } from './contact-answer.ts'
export type { SnmpCredential } from './credentials.ts'
export { posted, type RequestPacking } from './encode.ts'
export { oneLine, type ProtocolCode, ProtocolError } from './error.ts'
export type { Exchange, Given, Request, Sender } from './exchange.ts'
export type { SnmpTransport } from './fields.ts'
export { type Agenda, type GreetOptions, greet } from './greet.ts'
export { type Accepted, inventory, type NativeInventoryOptions, nativeInventory, taken } from './inventory.ts'
export { type NativeIds, type NativeOptions, requestIdOf } from './json-request.ts'
export { type NetworkJob, type NetworkReport, networkReport } from './network.ts'
export { type Orders, ordersOf, type RegistryQuery, type WakeTarget } from './orders.ts'
export { getParams, type ParamsQuestion } from './params.ts'
export { isRequestId } from './pending.ts'
export { type Greeting, type Prolog, type PrologOptions, prolog, prologOf } from './prolog.ts'
export { remoteOf } from './remote.ts'
export { queryOf, type RestValue, restUrl } from './rest.ts'
export { accepted, type Said, said } from './said.ts'
export type { AddressRange, DiscoveryJob, QueryJob, SnmpDevice } from './snmp-jobs.ts'
export { type Identity, type XmlOptions, xmlRequest } from './xml-request.ts'
