/** What is used of net-snmp, which comes without types. */
declare module 'net-snmp' {
  import type { EventEmitter } from 'node:events'

  interface Varbind {
    readonly oid: string
    readonly type: number
    /** Null where the packet ended within it. */
    readonly value: unknown
  }
  type Done<T> = (error: (Error & { readonly status?: number; readonly code?: number }) | null, found: T) => void
  interface User {
    readonly name: string
    readonly level: number
    readonly authProtocol?: number
    readonly authKey?: string
    readonly privProtocol?: number
    readonly privKey?: string
  }
  /** The fields are read anew for each request. */
  interface Session extends EventEmitter {
    timeout: number
    retries: number
    backoff: number
    version: number
    community: string
    context: string
    /** Of the engine, once it was discovered. */
    readonly msgSecurityParameters?: unknown
    get(oids: readonly string[], done: Done<readonly Varbind[]>): void
    getNext(oids: readonly string[], done: Done<readonly Varbind[]>): void
    /** Found: a list for each column. */
    getBulk(
      oids: readonly string[],
      nonRepeaters: number,
      repetitions: number,
      done: Done<readonly (readonly Varbind[])[]>,
    ): void
    cancelRequests(error: Error): void
    close(): void
  }
  interface Options {
    readonly port: number
    readonly transport: string
    readonly version?: number
    readonly dgramModule: { createSocket(transport: string): unknown }
  }
  interface Engine {
    readonly engineID: Uint8Array
  }
  interface Cipher {
    encryptPdu(
      pdu: Uint8Array,
      privProtocol: number,
      privKey: string,
      authProtocol: number,
      engine: Engine,
    ): { readonly encryptedPdu: Uint8Array; readonly msgPrivacyParameters: Uint8Array }
    decryptPdu(
      pdu: Uint8Array,
      privProtocol: number,
      salt: Uint8Array,
      privKey: string,
      authProtocol: number,
      engine: Engine,
    ): Uint8Array
  }
  const snmp: {
    readonly Version1: number
    readonly Version2c: number
    readonly SecurityLevel: Readonly<Record<'noAuthNoPriv' | 'authNoPriv' | 'authPriv', number>>
    readonly AuthProtocols: Readonly<Record<string, number>>
    readonly PrivProtocols: Readonly<Record<string, number>>
    readonly ObjectType: Readonly<Record<string, number>>
    readonly ErrorStatus: Readonly<Record<string, number>>
    readonly ResponseInvalidCode: Readonly<Record<string, number>>
    readonly Authentication: {
      passwordToKey(authProtocol: number, password: string, engineId: Uint8Array): Uint8Array
    }
    readonly Encryption: { readonly algorithms: Record<number, Cipher> }
    createSession(address: string, community: string, options: Options): Session
    createV3Session(address: string, user: User, options: Options): Session
  }
  export default snmp
}
