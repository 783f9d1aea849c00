/** A print queue, whatever told of it. */
export interface Queue {
  readonly name: string
  /** Where it prints to. */
  readonly uri?: string | undefined
  readonly info?: string | undefined
  readonly location?: string | undefined
  readonly model?: string | undefined
  readonly state?: 'idle' | 'processing' | 'stopped' | undefined
  /** Keywords of RFC 8011 §5.4.12: `media-empty-error`. */
  readonly reasons?: readonly string[] | undefined
  readonly message?: string | undefined
  readonly shared?: boolean | undefined
  readonly resolution?: string | undefined
}

const statuses = { idle: 'Idle', processing: 'Printing', stopped: 'Stopped printing' } as const

/** Schemes of device URIs that lead over a network. */
const overNetwork = /^(?:ipps?|https?|socket|lpd|smb|dnssd):/i

/** Reasons that tell of no trouble with the device. */
const noError = /^(?:none|.*-report|paused|moving-to-paused|cups-.*|connecting-to-device|spool-area-full)$/

/** An entry of PRINTERS. */
export function printerOf(queue: Queue) {
  const { uri, state, reasons = [], message, shared } = queue
  const remote = uri === undefined ? undefined : serverOf(uri)
  const errors = reasons
    .filter((reason) => !noError.test(reason))
    .map((reason) => reason.replace(/-(?:error|warning)$/, ''))
  return {
    NAME: queue.name,
    DESCRIPTION: queue.info,
    COMMENT: queue.location,
    DRIVER: queue.model,
    PORT: uri,
    SERIAL: uri && serialOf(uri),
    STATUS:
      state === 'stopped' && reasons.some((reason) => /^offline\b/.test(reason)) ? 'Offline' : state && statuses[state],
    ERRSTATUS: errors.length > 0 ? errors.join(', ') : state === 'stopped' ? message : undefined,
    NETWORK: uri === undefined ? undefined : overNetwork.test(uri),
    SHARED: shared,
    SHARENAME: remote?.share ?? (shared ? queue.name : undefined),
    SERVERNAME: remote?.server,
    RESOLUTION: queue.resolution,
  } as const
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `usb://Maker/Model?serial=X`, `hp:/usb/Model?serial=X`, `dnssd://...?uuid=X`. */
function serialOf(uri: string): string | undefined {
  const query = uri.slice(uri.indexOf('?') + 1 || uri.length)
  const value = (name: string): string | undefined =>
    query
      .split('&', 100)
      .find((pair) => pair.toLowerCase().startsWith(`${name}=`))
      ?.slice(name.length + 1)
  const found = value('serial') || value('uuid')
  return found && decoded(found)
}

/** A queue of another machine: of Windows, of an LPD, or of another CUPS. What prints itself is no server. */
function serverOf(uri: string): { readonly server: string; readonly share: string } | undefined {
  const parts =
    /^(smb|lpd|ipps?|https?):\/\/(?:[^@/]{0,256}@)?(\[[^\]/]{1,64}\]|[^:/?]{1,256})(?::\d{1,5})?\/([^?]{1,1024})/i.exec(
      uri,
    )
  if (!parts) return undefined
  const [, scheme = '', host = '', path = ''] = parts
  if (/^smb$/i.test(scheme)) {
    // `smb://workgroup/server/share` has one part more.
    const [first = '', second] = path.split('/')
    return second
      ? { server: decoded(first), share: decoded(second) }
      : { server: decoded(host), share: decoded(first) }
  }
  if (/^lpd$/i.test(scheme)) return { server: decoded(host), share: decoded(path) }
  const share = /^printers\/([^/]+)$/.exec(path)?.[1]
  return share ? { server: decoded(host), share: decoded(share) } : undefined
}
