/** A record of a user's session. */
export interface Login {
  readonly user: string
  /** Epoch seconds of the login. */
  readonly time: number
}

/**
 * Layout of a record of utmp(5): 384 bytes with 32-bit times where a 32-bit ABI shares the file (x86, PowerPC, SPARC),
 * 400 bytes with 64-bit times elsewhere (aarch64, RISC-V). All begin with type (i16), process id, line[32], id[4],
 * user[32], host[256].
 */
export interface Layout {
  readonly size: 384 | 400
  readonly littleEndian: boolean
}

const layouts: readonly Layout[] = [
  { size: 384, littleEndian: true },
  { size: 400, littleEndian: true },
  { size: 384, littleEndian: false },
  { size: 400, littleEndian: false },
]

/** USER_PROCESS. */
const userProcess = 7
/** Types go from EMPTY (0) to ACCOUNTING (9). */
const lastType = 9

/** The year 2242. */
const latest = 2 ** 33
/** Since 1973: no small number out of another field. Clocks that start at 1970 with the machine tell nothing here. */
const earliest = 100_000_000

/** The layout in which most records are legal; one in ten may be torn. A wrong layout finds empty ones in the padding. */
export function layoutOf(bytes: Uint8Array): Layout | undefined {
  const view = viewOf(bytes)
  let best: Layout | undefined
  let most = 0
  for (const layout of layouts) {
    let legal = 0
    let broken = 0
    for (let at = 0; at + layout.size <= bytes.length; at += layout.size) {
      const type = view.getInt16(at, layout.littleEndian)
      const time = timeAt(view, at, layout)
      if (type < 0 || type > lastType) broken++
      else if (type > 0 && view.getInt16(at + 2) === 0 && time > earliest && time < latest) legal++
    }
    if (legal > most && broken * 9 <= legal) {
      best = layout
      most = legal
    }
  }
  return best
}

/** Sessions in the order of the file; whole records only. A logout is a record of another type. */
export function parseUtmp(bytes: Uint8Array, layout = layoutOf(bytes)): Login[] {
  if (!layout) return []
  const view = viewOf(bytes)
  const logins: Login[] = []
  for (let at = 0; at + layout.size <= bytes.length; at += layout.size) {
    if (view.getInt16(at, layout.littleEndian) !== userProcess) continue
    const user = textAt(bytes, at + 44, 32)
    const time = timeAt(view, at, layout)
    if (user !== '' && time >= 0 && time < latest) logins.push({ user, time })
  }
  return logins
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const timeAt = (view: DataView, at: number, { size, littleEndian }: Layout): number =>
  size === 384 ? view.getInt32(at + 340, littleEndian) : Number(view.getBigInt64(at + 344, littleEndian))

const decoder = new TextDecoder()

function textAt(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length)
  const end = field.indexOf(0)
  return decoder.decode(end < 0 ? field : field.subarray(0, end)).trim()
}
