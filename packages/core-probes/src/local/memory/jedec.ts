/** Makers of memory by JEDEC id (JEP106): bank and code, as SMBIOS and SPD carry them. Only makers of modules and chips. */
const makers: Readonly<Record<string, string>> = {
  '1:2C': 'Micron',
  '1:51': 'Qimonda',
  '1:98': 'Toshiba',
  '1:AD': 'Hynix',
  '1:C1': 'Infineon',
  '1:CE': 'Samsung',
  '2:4F': 'Transcend',
  '2:7A': 'Apacer',
  '2:94': 'Smart Modular',
  '2:98': 'Kingston',
  '3:9E': 'Corsair',
  '3:FE': 'Elpida',
  '4:0B': 'Nanya',
  '4:25': 'KingMax',
  '5:16': 'Positivo Informática',
  '5:43': 'Ramaxel',
  '5:CB': 'A-DATA',
  '5:CD': 'G.Skill',
  '5:EF': 'Team Group',
  '6:02': 'Patriot',
  '6:9B': 'Crucial',
}

/** Of `Bank 1, Hex 0xAD`. */
export function makerOfId(id: string | undefined): string | undefined {
  const parts = /^Bank (\d{1,3}), Hex 0x([0-9A-F]{2})$/i.exec(id ?? '')
  return parts ? makers[`${parts[1]}:${parts[2]?.toUpperCase()}`] : undefined
}

/**
 * Of an id that firmware wrote as text instead of a name: `80AD000080AD` and `00CE00B300CE` begin with bank and code,
 * `CE00000000000000` and `7F7F9E0000000000` are the SPD's eight bytes, where each 7F is a bank passed over.
 */
export function makerOfHex(text: string | undefined): string | undefined {
  if (!/^(0x)?([0-9A-F]{4}|[0-9A-F]{12}|[0-9A-F]{16})$/i.test(text ?? '')) return undefined
  const digits = (text ?? '').replace(/^0x/i, '').toUpperCase()
  if (digits.length === 16) {
    const skipped = /^(?:7F)*/.exec(digits)?.[0].length ?? 0
    return makers[`${skipped / 2 + 1}:${digits.slice(skipped, skipped + 2)}`]
  }
  return makers[`${(Number.parseInt(digits.slice(0, 2), 16) & 0x7f) + 1}:${digits.slice(2, 4)}`]
}
