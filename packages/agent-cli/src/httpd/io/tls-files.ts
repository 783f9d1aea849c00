import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { type Logger, reasonOf } from '@fusioninventory/cli-kit'
import { isReadableByOthers } from '../../store/permissions.ts'
import type { Secure } from '../listener.ts'
import type { PluginValues } from '../plugins/keys.ts'

const most = 1_048_576

/** Certificate and key as they are now; undefined where they are none, which is told in words of version 2.6. */
export function readTls(values: PluginValues<'ssl'>, confdir: string, log: Logger): Secure | undefined {
  const wrong = (why: string): undefined => {
    log.error(`[ssl server plugin] ${why}`)
    return undefined
  }
  const { ssl_cert_file: cert, ssl_key_file: key = cert } = values
  if (cert === undefined || key === undefined)
    return wrong('Plugin enabled without certificate file set in configuration')
  const certPath = resolve(confdir, cert)
  const keyPath = resolve(confdir, key)
  if (!isFile(certPath)) return wrong(`Plugin enabled but certificate file is missing: ${certPath}`)
  if (!isFile(keyPath)) return wrong(`Plugin enabled but key file is missing: ${keyPath}`)
  if (isReadableByOthers(keyPath))
    log.warning(`[ssl server plugin] ${keyPath} can be read by others (chmod 600 makes it private)`)
  try {
    const secure = { cert: readFileSync(certPath), key: readFileSync(keyPath) }
    createSecureContext(secure)
    return secure
  } catch (error) {
    // OpenSSL names no content.
    return wrong(`certificate and key can't be used: ${reasonOf(error)}`)
  }
}

const isFile = (path: string): boolean => {
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.isFile() === true && found.size <= most
}
