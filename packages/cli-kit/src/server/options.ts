import type { OptionTable } from '../options.ts'

/** Options of every tool that sends to a server, to be spread into its table; `serverSettings` reads them. */

export const credentialOptions = {
  user: {
    kind: 'text',
    arg: 'NAME',
    env: 'FUSIONINVENTORY_USER',
    group: 'Server',
    doc: 'User name for a server that asks for one (Basic authentication).',
  },
  password: {
    kind: 'text',
    arg: 'PASSWORD',
    secret: true,
    env: 'FUSIONINVENTORY_PASSWORD',
    group: 'Server',
    doc: 'Its password. Others can read a command line until the program hides it: prefer --password-file or the variable.',
  },
  'password-file': {
    kind: 'text',
    arg: 'FILE',
    group: 'Server',
    doc: 'Read the password from the first line of this file.',
  },
  'oauth-client-id': {
    kind: 'text',
    arg: 'ID',
    group: 'Server',
    doc: 'Client id for a GLPI that asks for OAuth client credentials; over https only.',
  },
  'oauth-client-secret': {
    kind: 'text',
    arg: 'SECRET',
    secret: true,
    env: 'FUSIONINVENTORY_OAUTH_CLIENT_SECRET',
    group: 'Server',
    doc: 'Its secret; prefer --oauth-secret-file or the variable.',
  },
  'oauth-secret-file': {
    kind: 'text',
    arg: 'FILE',
    group: 'Server',
    doc: 'Read the client secret from the first line of this file.',
  },
} as const satisfies OptionTable

export const patienceOptions = {
  timeout: {
    kind: 'int',
    arg: 'SECONDS',
    default: 180,
    group: 'Server',
    doc: 'How long the server may stay silent. A connection has 30 seconds, one delivery 15 minutes.',
  },
  retries: {
    kind: 'int',
    arg: 'COUNT',
    default: 0,
    group: 'Server',
    doc: 'Try again so often when the server cannot be reached, is busy or broken (408, 429, 5xx), each time later.',
  },
} as const satisfies OptionTable

export const networkOptions = {
  proxy: {
    kind: 'text',
    short: 'P',
    arg: 'URL',
    group: 'Network',
    doc: 'Proxy for http and https; none for a direct connection. Default: http_proxy, https_proxy and no_proxy of the environment.',
  },
  'ca-cert-file': {
    kind: 'text',
    arg: 'FILE',
    group: 'Network',
    doc: 'Trust the authorities in this PEM file instead of those of the system.',
  },
  'ca-cert-dir': {
    kind: 'text',
    arg: 'DIRECTORY',
    group: 'Network',
    doc: 'Trust the authorities in the files *.pem, *.crt and *.0 of this directory instead of those of the system.',
  },
  'ssl-cert-file': {
    kind: 'text',
    arg: 'FILE',
    group: 'Network',
    doc: 'PEM file with a certificate and its key, for a server that asks its clients for one.',
  },
  'ssl-fingerprint': {
    kind: 'list',
    repeat: true,
    arg: 'LIST',
    group: 'Network',
    doc: 'Trust a server by the fingerprint of its certificate (sha256$HEX), whoever issued it, and no other server.',
  },
  'no-ssl-check': {
    kind: 'flag',
    group: 'Network',
    doc: 'Verify neither certificate nor name of the server: anybody on the way can read and change what is sent.',
  },
} as const satisfies OptionTable

export type ServerOptions = typeof credentialOptions & typeof patienceOptions & typeof networkOptions
