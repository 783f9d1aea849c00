/** The number in `teamviewer --info`, which paints its label. */
export function parseTeamviewerInfo(text: string): string | undefined {
  const plain = text.replace(/\x1b\[[\d;]{0,20}m/g, '')
  return /TeamViewer ID:\s{0,40}(\d{3,20})(?!\d)/.exec(plain)?.[1]
}

/** An id alone on a line, or after `ID:`; digits may stand in groups. Anything else is a complaint. */
export function parseIdLine(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const word = line.trim().replace(/^(?:\w{1,20} )?id\s{0,9}[:=]\s{0,9}/i, '')
    if (/^\d[\d ]{4,30}$/.test(word)) return word.replaceAll(' ', '')
    if (/^[\w@$+/=-]{5,200}$/.test(word) && /\d/.test(word)) return word
  }
  return undefined
}

/** The program that a systemd unit starts. */
export function parseMeshUnit(text: string): string | undefined {
  return /^ExecStart\s{0,9}=\s{0,9}[-@+!]{0,3}"?(\/[^\s"]{1,255})/m.exec(text)?.[1]
}

/** The identity in the settings of a Tactical RMM agent, JSON with secrets beside it. */
export function parseTactical(text: string): string | undefined {
  return /"agentid"\s{0,9}:\s{0,9}"([\w-]{1,128})"/i.exec(text)?.[1]
}
