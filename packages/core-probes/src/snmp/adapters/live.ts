import type { SnmpCredential } from '@fusioninventory/protocol/message'
import snmp from 'net-snmp'
import { decoded } from '../message/value.ts'
import { type Oid, SnmpError } from '../port.ts'
import { userOf } from './live/credential.ts'
import { decryptDes, encryptDes } from './live/des.ts'
import type { Line } from './live/line.ts'
import type { Answer, Binding, ErrorStatus, Question, Wire } from './live/wire.ts'

// net-snmp asks for single DES, which Node no longer gives.
const keyOf = snmp.Authentication.passwordToKey
Object.assign(snmp.Encryption.algorithms[snmp.PrivProtocols.des as number] as object, {
  encryptPdu(plain, _priv, password, auth, { engineID }) {
    const { data, salt } = encryptDes(plain, keyOf(auth, password, engineID))
    return { encryptedPdu: data, msgPrivacyParameters: salt }
  },
  decryptPdu: (data, _priv, salt, password, auth, { engineID }) =>
    decryptDes(data, keyOf(auth, password, engineID), salt),
} satisfies (typeof snmp.Encryption.algorithms)[number])

/**
 * Asks by net-snmp, which gets a line instead of a socket of its own. `reliable`: nothing gets lost on it.
 * @throws SnmpError `unusable` where the credential is
 */
export function openWire(line: Line, credential: SnmpCredential, reliable = false): Wire {
  const { version } = credential
  const session = sessionOf(line, credential)
  // A message that cannot be decoded is no answer; the right one may still come.
  session.on('error', () => {})

  function ask(question: Question): Promise<Answer> {
    const began = performance.now()
    line.begin()
    session.retries = 30
    session.backoff = 2
    session.timeout = reliable ? question.limit : question.retransmit
    if (version === '3') {
      session.context = question.vlan === undefined ? '' : `vlan-${question.vlan}`
    } else {
      session.version = version === '1' || question.old === true ? snmp.Version1 : snmp.Version2c
      session.community = `${credential.community ?? ''}${question.vlan === undefined ? '' : `@${question.vlan}`}`
    }
    return new Promise((resolve) => {
      let settled = false
      const settle = (answer: AnswerKind): void => {
        if (settled) return
        settled = true
        clearTimeout(timer)
        line.end()
        line.failed = () => {}
        session.cancelRequests(new Error('over'))
        const again = Math.max(0, line.sends - line.messages)
        const now = performance.now()
        resolve({ ...answer, again, took: now - began, after: now - line.sent, bytes: line.bytes })
      }
      const silent = (detail?: string): void =>
        settle(
          line.insecure
            ? { kind: 'insecure', detail: 'the answers are below the security level asked for' }
            : { kind: 'silent', engine: session.msgSecurityParameters !== undefined, ...(detail && { detail }) },
        )
      const timer = setTimeout(silent, question.limit)
      line.failed = ({ message }) => silent(message)
      send(session, question, (error, bindings) => {
        if (error === null) settle({ kind: 'bindings', bindings })
        else if (error.name === 'RequestFailedError') settle(refusal(error, question.oids))
        else if (error.code === snmp.ResponseInvalidCode.EAuthFailure)
          settle({ kind: 'insecure', detail: reportOf(error.message) })
        else if (error.code === snmp.ResponseInvalidCode.ECouldNotDecrypt)
          settle({ kind: 'insecure', detail: 'it cannot be decrypted' })
        else if (error.name === 'ResponseInvalidError') settle({ kind: 'error', status: 'other' })
        else silent(error.message)
      })
    })
  }

  return {
    version,
    ask,
    close: () => session.close(),
  }
}

type AnswerKind = Answer extends infer One
  ? One extends unknown
    ? Omit<One, 'again' | 'took' | 'after' | 'bytes'>
    : never
  : never

function sessionOf(line: Line, credential: SnmpCredential): ReturnType<typeof snmp.createSession> {
  const { address, port } = line.peer
  const options = { port, transport: 'udp4', dgramModule: { createSocket: () => line } }
  if (credential.version !== '3') {
    const { community } = credential
    if (community === undefined) throw new SnmpError('unusable', `credential ${credential.id}: no community`)
    return snmp.createSession(address, community, options)
  }
  const { name, level, auth, priv } = userOf(credential)
  return snmp.createV3Session(
    address,
    {
      name,
      level: snmp.SecurityLevel[level],
      ...(auth && { authProtocol: snmp.AuthProtocols[auth.protocol] as number, authKey: auth.key }),
      ...(priv && { privProtocol: snmp.PrivProtocols[priv.protocol] as number, privKey: priv.key }),
    },
    options,
  )
}

type Reply = (error: (Error & { readonly status?: number; readonly code?: number }) | null, bindings: Binding[]) => void

function send(session: ReturnType<typeof snmp.createSession>, question: Question, done: Reply): void {
  const { kind, oids, repetitions = 1 } = question
  if (kind === 'bulk')
    session.getBulk(oids, 0, repetitions, (error, columns) => done(error, error ? [] : inOrder(columns).map(bindingOf)))
  else
    session[kind === 'get' ? 'get' : 'getNext'](oids, (error, found) =>
      done(error, error ? [] : found.map((one) => bindingOf(one))),
    )
}

/** As they came: net-snmp sorts them by what they answer. */
function inOrder<T>(columns: readonly (readonly T[])[]): readonly T[] {
  const most = columns.reduce((length, column) => Math.max(length, column.length), 0)
  const all: T[] = []
  for (let row = 0; row < most; row++) for (const column of columns) if (row < column.length) all.push(column[row] as T)
  return all
}

function bindingOf({
  oid,
  type,
  value,
}: {
  readonly oid: Oid
  readonly type: number
  readonly value: unknown
}): Binding {
  if (type === snmp.ObjectType.EndOfMibView) return { oid, end: true }
  const found = decoded(type, value)
  return found === undefined ? { oid } : { oid, value: found }
}

const statuses: Readonly<Record<number, ErrorStatus>> = { 1: 'tooBig', 2: 'noSuchName', 16: 'authorization' }

/** net-snmp tells what the error is about in words only: `NoSuchName: 1.3.6.1`. */
function refusal(error: Error & { readonly status?: number }, oids: readonly Oid[]): AnswerKind {
  const at = oids.indexOf(/: ([\d.]+)$/.exec(error.message)?.[1] ?? '')
  const status = statuses[error.status ?? 0] ?? 'other'
  return at < 0 ? { kind: 'error', status } : { kind: 'error', status, at }
}

/** The report's name; its other texts hold digests. */
function reportOf(message: string): string {
  return (
    /^(Unsupported Security Level|Not In Time Window|Unknown User Name|Unknown Engine ID|Wrong Digest|Decryption Error)/
      .exec(message)?.[1]
      ?.toLowerCase() ?? 'the digest is wrong'
  )
}
