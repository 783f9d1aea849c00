/** Why a machine could not be asked, in one line that says what to do. */
import { type SshTarget, targetName } from './target.ts'

/** The remote machine cannot be asked, or no more. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError'
}

type Cause = (target: SshTarget, byHand: string) => string

/** What ssh(1) and sudo(8) print, most telling first. */
const CAUSES: readonly (readonly [pattern: RegExp, cause: Cause])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i,
    () => 'its host key has changed: if that was on purpose, remove the old one with ssh-keygen -R and connect by hand',
  ],
  [
    /host key is known for|Host key verification failed|authenticity of host/i,
    (_, byHand) => `its host key is not known: connect once by hand (${byHand}) and check the fingerprint`,
  ],
  [
    /Permission denied|Too many authentication failures|No supported authentication/i,
    (_, byHand) => `no key was accepted: ${byHand} must work without a password (ssh-add, ssh-copy-id)`,
  ],
  [/Could not resolve hostname|Name or service not known/i, () => 'no such host name'],
  [/Connection refused/i, () => 'connection refused: is sshd running on that port?'],
  [/timed out|Operation now in progress/i, () => 'no answer (timed out): is the machine up and the port open?'],
  [/No route to host|Network is unreachable/i, () => 'no route to that host'],
  [
    /sudo: .*(?:password|terminal|tty)/i,
    () => 'sudo asks for a password: allow it without one (NOPASSWD) or leave --sudo out',
  ],
  [/sudo: .*not found|not found.*sudo|Unknown command.*sudo/i, () => 'there is no sudo: leave --sudo out'],
  [/is not in the sudoers|not allowed to execute|may not run sudo/i, () => 'this user may not use sudo there'],
  [
    /Bad owner or permissions|Bad configuration option|terminating, \d+ bad config/i,
    () => 'the ssh configuration is refused',
  ],
]

/** The last line with something to read in it. */
const lastLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/[^\x20-\x7e]+/g, ' ').trim())
    .filter((line) => line !== '')
    .at(-1)
    ?.slice(0, 200) ?? ''

const isConnected = (code: number | undefined): boolean => code !== undefined && code !== 255

/** The message for a connection that ended before the remote shell answered. */
export function connectionError(
  target: SshTarget,
  code: number | undefined,
  stderr: string,
  noise: string,
): RemoteError {
  const { host, user, port } = target
  const byHand = ['ssh', ...(port ? ['-p', port] : []), user === undefined ? host : `${user}@${host}`].join(' ')
  const known = CAUSES.find(([pattern]) => pattern.test(stderr))
  const connected = isConnected(code)
  const said = connected ? lastLine(noise) || lastLine(stderr) : lastLine(stderr) || lastLine(noise)
  const shell = `there is no POSIX shell${said === '' ? '' : ` (it says: ${said})`}: the login shell must be able to run sh`
  const other = connected ? shell : said || 'the connection was closed'
  return new RemoteError(`${targetName(target)}: ${known ? known[1](target, byHand) : other}`)
}
