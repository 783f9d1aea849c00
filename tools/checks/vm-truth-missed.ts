/** A truth of the emulated PC that the inventory cannot or should not tell, and why. */
interface Missed {
  /** Whom it concerns; both where it is left out. */
  readonly who?: 'root' | 'user'
  readonly section: string
  readonly label: RegExp
  readonly why: string
}

const firmware = 'the table of the firmware is for root only'

function onlyRoot(section: string, label: RegExp, why: string): readonly Missed[] {
  return [{ who: 'user', section, label, why }]
}

/** By kind, not by device: other PCs are judged with the same table. */
const missed: readonly Missed[] = [
  { section: 'CPUS', label: / THREAD$/, why: 'model §4.4: threads of a core, the truth counts those of the socket' },
  ...onlyRoot('BIOS', /^(?:SSN|MSN|ENCLOSURESERIAL)$/, 'the kernel shows serial numbers to root only'),
  ...onlyRoot('HARDWARE', /^UUID$/, 'the kernel shows it to root only'),
  ...onlyRoot('CPUS', / SERIAL$/, firmware),
  ...onlyRoot('MEMORIES', /./, `${firmware}, and udev has not kept what it read of it`),
  ...onlyRoot('PORTS', /./, firmware),
  ...onlyRoot('SLOTS', /./, firmware),
  ...onlyRoot('POWERSUPPLIES', /./, firmware),
  ...onlyRoot(
    'DRIVES',
    / ENCRYPT_ALGO$/,
    'the cipher stands in the header on the disk and in the kernel, for root only',
  ),
  ...onlyRoot('LVM', /^(?:PV|VG) /, 'an entry must have sizes (model §5), which stand on the disk, for root only'),
  ...onlyRoot('LVM', / SEG_COUNT$/, 'stands on the disk, for root only'),
]

export const reasonOf = (
  who: 'root' | 'user',
  truth: { readonly section: string; readonly label: string },
): string | undefined =>
  missed.find((row) => (row.who ?? who) === who && row.section === truth.section && row.label.test(truth.label))?.why
