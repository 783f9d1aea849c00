import type { Option, Tool } from '../../../packages/cli-kit/src/index.ts'

/** Options that a person would complete. */
const shown = (tool: Tool): readonly (readonly [name: string, option: Option])[] =>
  Object.entries(tool.options).filter(([, { deprecated }]) => deprecated === undefined)

const takesFile = ({ arg = '' }: Option): boolean => /FILE|DIR|PATH/.test(arg)
const hasArgument = ({ kind }: Option): boolean => kind !== 'flag' && kind !== 'count'

const identifier = (name: string): string => `_${name.replaceAll('-', '_')}`

const first = '# Made by npm run docs; do not edit.\n'

/** Completion for bash: options, then files or the legal values of the option before. */
export function bashCompletion(tool: Tool): string {
  const options = shown(tool)
  const words = options.flatMap(([name, { short }]) => [...(short ? [`-${short}`] : []), `--${name}`])
  const cases = options
    .filter(([, option]) => option.choices !== undefined || (hasArgument(option) && takesFile(option)))
    .map(([name, option]) => {
      const pattern = option.short ? `--${name}|-${option.short}` : `--${name}`
      const reply = option.choices
        ? `COMPREPLY=($(compgen -W '${option.choices.join(' ')}' -- "$cur"))`
        : 'COMPREPLY=($(compgen -f -- "$cur"))'
      return `    ${pattern}) ${reply}; return ;;`
    })
  return `${first}${identifier(tool.name)}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  [[ $prev == = ]] && prev=\${COMP_WORDS[COMP_CWORD-2]}
  [[ $cur == = ]] && prev=\${COMP_WORDS[COMP_CWORD-1]} cur=
  case $prev in
${cases.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur"))
  fi
}
complete -o filenames -F ${identifier(tool.name)} ${tool.name}`
}

const zshQuoted = (text: string): string =>
  text.replace(/['\\]/g, (char) => (char === "'" ? "'\\''" : '\\\\')).replace(/[[\]:]/g, '\\$&')

/** Completion for zsh, with what each option means. */
export function zshCompletion(tool: Tool): string {
  const specs = shown(tool).flatMap(([name, option]) => {
    const meaning = `[${zshQuoted(option.doc.split('. ', 1)[0]?.replace(/\.$/, '') ?? '')}]`
    const value = option.choices ? `(${option.choices.join(' ')})` : takesFile(option) ? '_files' : ' '
    const argument = hasArgument(option)
      ? `${option.optional ? '::' : ':'}${zshQuoted((option.arg ?? 'value').toLowerCase())}:${value}`
      : ''
    const times = option.repeat || option.kind === 'count' ? '*' : ''
    const long = `'${times}--${name}${hasArgument(option) ? (option.optional ? '=-' : '=') : ''}${meaning}${argument}'`
    return option.short ? [`'${times}-${option.short}${meaning}${argument}'`, long] : [long]
  })
  return `#compdef ${tool.name}
${first}_arguments -s \\
${specs.map((spec) => `  ${spec} \\`).join('\n')}
  '*:file:_files'`
}

const fishQuoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`

/** Completion for fish, with what each option means. */
export function fishCompletion(tool: Tool): string {
  const lines = shown(tool).map(([name, option]) =>
    [
      `complete -c ${tool.name} -l ${name}`,
      option.short ? `-s ${option.short}` : '',
      hasArgument(option) && !option.optional ? '-r' : '',
      option.choices
        ? `-f -a ${fishQuoted(option.choices.join(' '))}`
        : hasArgument(option) && !takesFile(option)
          ? '-f'
          : '',
      `-d ${fishQuoted(option.doc.split('. ', 1)[0]?.replace(/\.$/, '') ?? '')}`,
    ]
      .filter(Boolean)
      .join(' '),
  )
  return `${first}${lines.join('\n')}`
}
