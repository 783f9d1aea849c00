/**
 * The one place that knows what is a secret in what a machine tells: variables, arguments and options by their names.
 * Adapters apply it before a probe sees anything, so a live run, its recording and the replay agree.
 */
export const REDACTED = '<redacted>'

const SECRET =
  /passw(?:or)?d|passphrase|passcode|(?:^|[^a-z])pass$|(?:^|[^a-z])pwd$|token|secret|communit|credential|api-?key|key/
/** Names that hold one of those words by chance, the working directory, and names of files that hold the secret. */
const HARMLESS =
  /^(?:old)?pwd$|key(?:board|map|code|word|server|ring|stone|frame|alg|exch|usage|size|len|type|file)|(?:mon|tur|don|hot|whis|hoc)key|(?:file|path|dir|directory|command|prompt|helper)$/

/** Whether what has this name is a secret: `--db-password`, `API_KEY`, `community`, but not `keymap` or `PWD`. */
export function isSecretName(name: string): boolean {
  const lower = name.toLowerCase()
  return SECRET.test(lower) && !HARMLESS.test(lower)
}

/** Variables with the values of secret ones replaced. */
export const redactEnv = (env: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, isSecretName(name) ? REDACTED : redactPlain(value)]),
  )

/** Short options whose argument is a secret, by program. */
const SECRET_FLAGS: readonly (readonly [program: RegExp, flags: string])[] = [
  [/^(?:mysql|mariadb)/, 'p'],
  [/^sshpass$/, 'p'],
  [/^snmp/, 'cAX'],
  [/^curl$/, 'uU'],
  [/^(?:ldap|mosquitto_)/, 'wP'],
  [/^(?:smbclient|rpcclient|net)$/, 'U'],
  [/^redis-cli$/, 'a'],
  [/^ipmi/, 'PK'],
  [/^openssl$/, 'kK'],
]

const WHOLE_OPTION = /^(-{0,2}|\/)([\w.-]+)([=:])/
const BARE_OPTION = /^--?([\w.-]+)$/

/** A command line with the values of secret options replaced: `--token X`, `password=X`, `-cX` of snmpwalk, URL passwords. */
export function redactArguments(args: readonly string[]): readonly string[] {
  const program = (args[0] ?? '').replace(/^.*\//s, '').slice(0, 64)
  const flags = SECRET_FLAGS.find(([pattern]) => pattern.test(program))?.[1] ?? ''
  let next = false
  return args.map((arg, index) => {
    const value = next
    next = false
    if (index === 0) return redactPlain(arg)
    if (value && !arg.startsWith('-')) return REDACTED
    if (flags !== '' && arg.startsWith('-') && arg.length > 1 && flags.includes(arg[1] ?? '')) {
      next = arg.length === 2
      return next ? arg : `${arg.slice(0, 2)}${REDACTED}`
    }
    const [whole, , name] = WHOLE_OPTION.exec(arg) ?? []
    if (whole !== undefined && name !== undefined && isSecretName(name)) return `${whole}${REDACTED}`
    const bare = BARE_OPTION.exec(arg)?.[1]
    if (bare !== undefined) next = isSecretName(bare)
    return redactPlain(arg)
  })
}

const ASSIGNMENT = /([\w.-]{1,64})=("[^"]*"|'[^']*'|[^\s,;&"']+)/g
/** Bounded, since each round of the loop takes stack. */
const JSON_MEMBER = /("([\w.-]{1,64})"\s{0,4}:\s{0,4})"(?:[^"\\]|\\.){0,65536}"/g
const HEADER = /\b((?:proxy-)?authorization|x-[\w-]{0,40}(?:token|key)|cookie)(\s{0,4}:\s{0,4})[^\n"']+/gi
const USER_INFO = /([a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,64}):[^\s:/@]{1,256}@/gi

/** What a text must hold for one of the expressions above to matter: most texts are done with one look. */
const SUSPECT = /pass|pwd|token|secret|communit|credential|key|authorization|cookie|:\/\//i

/** `name=value`, `"name": "value"`, HTTP header and URL secrets anywhere in a text. */
export function redactPlain(text: string): string {
  if (!SUSPECT.test(text)) return text
  let clean = text
  if (clean.includes('='))
    clean = clean.replace(ASSIGNMENT, (all, name) => (isSecretName(name) ? `${name}=${REDACTED}` : all))
  if (clean.includes('://')) clean = clean.replace(USER_INFO, `$1:${REDACTED}@`)
  if (clean.includes(':')) {
    clean = clean.replace(JSON_MEMBER, (all, head, name) => (isSecretName(name) ? `${head}"${REDACTED}"` : all))
    clean = clean.replace(HEADER, `$1$2${REDACTED}`)
  }
  return clean
}

const redactEnviron = (text: string): string =>
  text
    .split('\0')
    .map((variable) => {
      const end = variable.indexOf('=')
      return end > 0 && isSecretName(variable.slice(0, end))
        ? `${variable.slice(0, end + 1)}${REDACTED}`
        : redactPlain(variable)
    })
    .join('\0')

const redactCmdline = (text: string): string => redactArguments(text.split('\0')).join('\0')

const OPTION_FILES: ReadonlySet<string> = new Set([
  '/etc/fstab',
  '/etc/mtab',
  '/proc/mounts',
  '/proc/cmdline',
  '/etc/cups/printers.conf',
])

/** Settings of remote control programs are keys and passwords but for one line: that is all that is let out. */
const ONE_LINE: readonly (readonly [path: RegExp, line: RegExp])[] = [
  [/^\/etc\/anydesk[^/]*\/system\.conf$/, /^ad\.anynet\.id=/],
  [/^\/etc\/teamviewer\/global\.conf$/, /^\[int32\]\s{0,9}ClientID\b/],
  [/\/\.config\/rustdesk\/RustDesk\.toml$/, /^id\s{0,9}=/],
  [/^\/etc\/tacticalagent$/, /"agentid"/i],
]

const keepLines =
  (line: RegExp) =>
  (text: string): string =>
    redactPlain(
      text
        .split('\n')
        .filter((one) => line.test(one))
        .join('\n'),
    )

/** What takes the secrets out of a file with that path; undefined for nearly all. */
export function redactionOf(path: string): ((text: string) => string) | undefined {
  if (path.startsWith('/proc/')) {
    if (path === '/proc/cmdline') return redactPlain
    if (path.endsWith('/cmdline')) return redactCmdline
    if (path.endsWith('/environ')) return redactEnviron
    if (path.endsWith('/mounts') || path.endsWith('/mountinfo')) return redactPlain
  }
  if (OPTION_FILES.has(path)) return redactPlain
  // A look at the end first: this is asked for every file.
  if (!/(?:\.conf|\.toml|agent)$/.test(path)) return undefined
  const line = ONE_LINE.find(([pattern]) => pattern.test(path))?.[1]
  return line && keepLines(line)
}

/** Programs that print secrets beside what is asked of them, by the forms that they use. */
const OUTPUTS: Readonly<Record<string, (stdout: string) => string>> = {
  ps: (stdout) => stdout.split('\n').map(redactLine).join('\n'),
  // SNMP Community String   : public
  ipmitool: (stdout) =>
    stdout.replace(/^([^:\n]{1,60}): (\S[^\n]*)/gm, (all, label) =>
      isSecretName(label) ? `${label}: ${REDACTED}` : all,
    ),
  // <SNMP_READ_COMMUNITY VALUE="public"/>, <ADD_USER PASSWORD="...">
  hponcfg: (stdout) =>
    redactPlain(
      stdout.replace(/<(\w{1,64})\s{1,4}VALUE\s{0,4}=\s{0,4}"[^"\n]{1,1000}"/g, (all, name) =>
        isSecretName(name) ? `<${name} VALUE="${REDACTED}"` : all,
      ),
    ),
  iwconfig: (stdout) => stdout.replace(/(Encryption key:)(?!off\b)\S+/g, `$1${REDACTED}`),
}

/** The output of a command without secrets. */
export const redactOutput = (program: string, stdout: string): string =>
  Object.hasOwn(OUTPUTS, program) ? (OUTPUTS[program]?.(stdout) ?? stdout) : stdout

function redactLine(line: string): string {
  const parts = line.split(/(\s+)/)
  const words = redactArguments(['', ...parts.filter((_, index) => index % 2 === 0)])
  return parts.map((part, index) => (index % 2 === 0 ? (words[index / 2 + 1] ?? '') : part)).join('')
}

/** What an adapter does to what it read before anyone sees it. */
export interface Redaction {
  file(path: string): ((text: string) => string) | undefined
  env(env: Readonly<Record<string, string>>): Readonly<Record<string, string>>
  output(program: string, stdout: string): string
}

export const withoutSecrets: Redaction = { file: redactionOf, env: redactEnv, output: redactOutput }

/** For who asked to see them; recordings never do. */
export const withSecrets: Redaction = { file: () => undefined, env: (env) => env, output: (_, stdout) => stdout }
