/** Which machine: `ssh://[user@]host[:port]`. Nothing that ssh could take for an option or a shell for more than a word. */

export interface SshTarget {
  readonly host: string
  readonly user?: string
  readonly port?: number
}

/** Host names, aliases of ssh_config(5), IPv4; IPv6 stands in brackets, perhaps with its zone. */
const HOST = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}$/
const IPV6 = /^[0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9_.-]{1,15})?$/
const USER = /^[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,63}\$?$/

/** Undefined where the text is no such address; a password in it is none either. */
export function parseTarget(text: string): SshTarget | undefined {
  const [, given] = /^ssh:\/\/([^/?#]+)\/?$/i.exec(text) ?? /^([^/?#:[\]]+)$/.exec(text) ?? []
  if (given === undefined) return undefined
  const at = given.lastIndexOf('@')
  const user = at < 0 ? undefined : given.slice(0, at)
  const [, bracketed, name, digits] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d{1,5}))?$/.exec(given.slice(at + 1)) ?? []
  const host = bracketed ?? name ?? ''
  const port = digits === undefined ? undefined : Number(digits)
  if (!(bracketed === undefined ? HOST : IPV6).test(host)) return undefined
  if (user !== undefined && !USER.test(user)) return undefined
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined
  return { host, ...(user === undefined ? {} : { user }), ...(port === undefined ? {} : { port }) }
}

/** `ssh://user@host:port`, as it was given but for what says nothing. */
export const targetName = ({ host, user, port }: SshTarget): string =>
  `ssh://${user === undefined ? '' : `${user}@`}${host.includes(':') ? `[${host}]` : host}${port === undefined ? '' : `:${port}`}`

const OPTIONS: Readonly<Record<string, string>> = {
  BatchMode: 'yes',
  ConnectTimeout: '10',
  ServerAliveInterval: '15',
  ServerAliveCountMax: '3',
  ClearAllForwardings: 'yes',
  ForwardAgent: 'no',
  ForwardX11: 'no',
  PermitLocalCommand: 'no',
  RequestTTY: 'no',
  // A connection that the user keeps open is used, but ours ends with us.
  ControlMaster: 'no',
  LogLevel: 'ERROR',
}

/** Arguments of ssh(1). Keys, agent, known hosts, jump hosts and all else are those of the user's configuration. */
export const sshArguments = ({ host, user, port }: SshTarget, command: string, config?: string): readonly string[] => [
  '-T',
  ...(config === undefined ? [] : ['-F', config]),
  ...Object.entries(OPTIONS).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
  ...(port === undefined ? [] : ['-p', String(port)]),
  ...(user === undefined ? [] : ['-l', user]),
  '--',
  host,
  command,
]
