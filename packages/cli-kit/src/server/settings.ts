import { UsageError } from '../exit.ts'
import { firstLineOf } from '../io/first-line.ts'
import type { Values } from '../options.ts'
import type { Run } from '../run.ts'
import type { ServerOptions } from './options.ts'

/** How to reach a server, as the options say it: what a client of `@fusioninventory/protocol` takes, but for the URL. */
export interface ServerSettings {
  readonly user?: string
  readonly password?: string
  readonly oauth?: { readonly clientId: string; readonly clientSecret: string }
  readonly proxy?: string
  readonly idleMs: number
  readonly retries: number
  readonly trust: {
    readonly noSslCheck: boolean
    readonly sslFingerprints: readonly string[]
    readonly caCertFile?: string
    readonly caCertDir?: string
    readonly sslCertFile?: string
  }
}

type Settings = Pick<Run, 'io' | 'log'> & { readonly options: Values<ServerOptions> }

/** Secrets from files are read now, and hidden in every message. Throws UsageError and FatalError. */
export async function serverSettings(settings: Settings): Promise<ServerSettings> {
  const { options } = settings
  within('timeout', options.timeout, 1, 86_400)
  within('retries', options.retries, 0, 100)
  const password = await secretOf(settings, passwordNames)
  const clientSecret = await secretOf(settings, oauthNames)
  const { user, proxy, 'oauth-client-id': clientId } = options
  const { 'ca-cert-file': caCertFile, 'ca-cert-dir': caCertDir, 'ssl-cert-file': sslCertFile } = options
  return {
    idleMs: options.timeout * 1000,
    retries: options.retries,
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(clientId !== undefined && clientSecret !== undefined && { oauth: { clientId, clientSecret } }),
    ...(proxy !== undefined && { proxy }),
    trust: {
      noSslCheck: options['no-ssl-check'],
      sslFingerprints: options['ssl-fingerprint'],
      ...(caCertFile !== undefined && { caCertFile }),
      ...(caCertDir !== undefined && { caCertDir }),
      ...(sslCertFile !== undefined && { sslCertFile }),
    },
  }
}

function within(name: string, value: number, least: number, most: number): void {
  if (value < least || value > most)
    throw new UsageError(`Value "${value}" invalid for option ${name} (${least} to ${most} expected)`)
}

/** Of a secret: whose it is, itself, the file that holds it, the variable that does. */
interface Names {
  readonly owner: 'user' | 'oauth-client-id'
  readonly value: 'password' | 'oauth-client-secret'
  readonly file: 'password-file' | 'oauth-secret-file'
  readonly variable: string
  readonly what: string
}
const passwordNames: Names = {
  owner: 'user',
  value: 'password',
  file: 'password-file',
  variable: 'FUSIONINVENTORY_PASSWORD',
  what: 'password',
}
const oauthNames: Names = {
  owner: 'oauth-client-id',
  value: 'oauth-client-secret',
  file: 'oauth-secret-file',
  variable: 'FUSIONINVENTORY_OAUTH_CLIENT_SECRET',
  what: 'secret',
}

async function secretOf({ options, io, log }: Settings, names: Names): Promise<string | undefined> {
  const { [names.owner]: owner, [names.value]: value, [names.file]: file } = options
  const need = (option: string): void => {
    if (owner === undefined) throw new UsageError(`Option ${option} needs the option ${names.owner}`)
  }
  if (file !== undefined) {
    const found = await firstLineOf(file)
    log.hide(found)
    need(names.file)
    return found
  }
  if (value === undefined) {
    if (owner !== undefined) throw new UsageError(`Option ${names.owner} needs a ${names.what}: --${names.file}`)
    return undefined
  }
  if (value !== io.env[names.variable]) {
    need(names.value)
    log.warning(`every user of this machine can see --${names.value}; use --${names.file} or ${names.variable}`)
  }
  return value
}
