import type { OptionTable, Values } from '@fusioninventory/cli-kit'

const common = {
  disabled: { kind: 'flag', default: 1, doc: 'Whether it is off, which is the default.' },
  port: { kind: 'int', arg: 'PORT', default: 0, doc: 'Port of its own; 0 is that of the agent.' },
} as const satisfies OptionTable

const rates = {
  maxrate: { kind: 'int', arg: 'COUNT', default: 30, doc: 'Requests of one client within maxrate_period.' },
  maxrate_period: { kind: 'int', arg: 'SECONDS', default: 3600, doc: 'The period that maxrate is about, in seconds.' },
} as const satisfies OptionTable

const proxy = {
  ...common,
  ...rates,
  url_path: { kind: 'text', arg: 'PATH', default: '/proxy', doc: 'The begin of its paths.' },
  prolog_freq: { kind: 'int', arg: 'HOURS', default: 24, doc: 'When agents are told to come again, in hours.' },
  local_store: { kind: 'text', arg: 'DIRECTORY', doc: 'Keep inventories there, in a folder that exists.' },
  local_store_max: {
    kind: 'int',
    arg: 'MIB',
    default: 1024,
    doc: 'Room for them, in MiB; what does not fit is refused.',
  },
  only_local_store: { kind: 'flag', doc: 'Keep them only: another program sends them.' },
  max_proxy_threads: { kind: 'int', arg: 'COUNT', default: 10, doc: 'Requests that are dealt with at one time.' },
  max_pass_through: { kind: 'int', arg: 'COUNT', default: 5, doc: 'Proxies that a document may have come through.' },
  token: {
    kind: 'text',
    arg: 'TOKEN',
    secret: true,
    doc: 'Agents have to give it as their password (user of any name).',
  },
  forbid_not_trusted: { kind: 'flag', default: 1, doc: 'Whether only clients of httpd-trust may use it.' },
} as const satisfies OptionTable

/** Keys of each plugin (a flag with a default of 1 is on), which is read from the file of that name beside agent.cfg. */
export const pluginKeys = {
  inventory: {
    ...common,
    ...rates,
    url_path: { kind: 'text', arg: 'PATH', default: '/inventory', doc: 'The begin of its paths.' },
    token: { kind: 'text', arg: 'TOKEN', secret: true, doc: 'The secret that both sides know: 16 characters or more.' },
    session_timeout: {
      kind: 'int',
      arg: 'SECONDS',
      default: 60,
      doc: 'How long a session waits for its request, in seconds.',
    },
    no_compress: { kind: 'flag', doc: 'Whether inventories are sent as they are, not packed.' },
    forbid_not_trusted: { kind: 'flag', doc: 'Whether only clients of httpd-trust may ask.' },
  },
  proxy,
  proxy2: proxy,
  ssl: {
    disabled: common.disabled,
    ports: { kind: 'list', arg: 'PORT,...', doc: 'Ports that speak TLS; 0 (default) is that of the agent.' },
    ssl_cert_file: { kind: 'text', arg: 'FILE', doc: 'Certificate and the chain to its authority, PEM.' },
    ssl_key_file: { kind: 'text', arg: 'FILE', doc: 'Its key, PEM; without it, in the same file.' },
  },
  test: {
    ...common,
    configtest: { kind: 'text', arg: 'WORD', default: 'test', doc: 'Shown in the log, to see that the file is read.' },
  },
} as const satisfies Readonly<Record<string, OptionTable>>

export type PluginName = keyof typeof pluginKeys
export type PluginValues<Name extends PluginName> = Values<(typeof pluginKeys)[Name]>

export const pluginFiles: Readonly<Record<PluginName, string>> = {
  inventory: 'inventory-server-plugin',
  proxy: 'proxy-server-plugin',
  proxy2: 'proxy2-server-plugin',
  ssl: 'ssl-server-plugin',
  test: 'server-test-plugin',
}

/** Lowest and highest value of a number. */
export const pluginBounds: Readonly<Record<string, readonly [number, number]>> = {
  port: [0, 65_535],
  maxrate: [1, 10_000],
  maxrate_period: [1, 7 * 86_400],
  session_timeout: [1, 3600],
  prolog_freq: [1, 8760],
  local_store_max: [1, 1_048_576],
  max_proxy_threads: [1, 32],
  max_pass_through: [0, 16],
}
