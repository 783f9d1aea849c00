/** What stands for a secret. */
export const redacted = '<redacted>'

/** Last word of a name whose value is a secret: `--db-password`, `AUTH_TOKEN`, `apiKey`. */
const secretWord = 'pass(?:word|wd|phrase|code|in|out)?|pwd|token|secret|credentials?|community|key'

/** The whole argument is `name=value`, so that all of the value is hidden, blanks and all. */
const assignment = new RegExp(`^(-{0,2}[\\w.-]{0,60}(?:${secretWord})[=:])[^]+$`, 'i')
/** The value is the next argument. */
const option = new RegExp(`^-{1,2}[\\w.-]{0,60}(?:${secretWord})$`, 'i')

/** Within text: a shell script, JSON, a query string. Bare `key` means too much there. */
const inner = new RegExp(
  `((?:pass(?:word|wd|phrase)?|pwd|token|secret|credentials?|(?:api|access|secret|private|auth)[-_]?key)["']?[=:] ?)` +
    `("[^"]*"|'[^']*'|[^\\s"'&;,]+)`,
  'gi',
)
const bearer = /\b(authorization: ?(?:basic|bearer|digest|token)? ?|bearer )[^\s"']+/gi
const userinfo = /(:\/\/[^\s/:@]{0,256}:)[^\s/@]{1,256}@/g

/** Nothing is looked at closer without one of these. */
const suspect = /pass|pwd|token|secret|credential|community|key|authorization|bearer|:\/\/[^\s/]{0,256}@/i

/**
 * Hides what looks like a secret in free text: values of `password=`, `token:` and their like, authorization headers,
 * passwords in URLs. What is not named cannot be found.
 */
export function maskText(text: string): string {
  if (!suspect.test(text)) return text
  return text.replace(inner, `$1${redacted}`).replace(bearer, `$1${redacted}`).replace(userinfo, `$1${redacted}@`)
}

/** The same for the arguments of a process, where an option may tell that the next one is the secret. */
export function maskArguments(args: readonly string[]): readonly string[] {
  if (!args.some((arg) => suspect.test(arg))) return args
  return args.map((arg, at) => {
    if (!arg.startsWith('-') && option.test(args[at - 1] ?? '')) return redacted
    const whole = assignment.exec(arg)
    return whole ? `${whole[1]}${redacted}` : maskText(arg)
  })
}
