import type { Guest, Status } from './guest.ts'
import { macs } from './parse-amount.ts'
import { get, list, pairs, parseJson, parseJsonRows, string } from './parse-json.ts'

/** States of containers as Docker, Podman and containerd call them. */
const states: ReadonlyMap<string, Status> = new Map([
  ['running', 'running'],
  ['up', 'running'],
  ['restarting', 'running'],
  ['paused', 'paused'],
  ['pausing', 'paused'],
  ['removing', 'dying'],
  ['stopping', 'dying'],
  ['dead', 'crashed'],
  ['created', 'off'],
  ['configured', 'off'],
  ['initialized', 'off'],
  ['exited', 'off'],
  ['stopped', 'off'],
  ['unknown', 'off'],
])

/** Of a word (`exited`), a sentence (`Up 3 hours (Paused)`, `Exited (0) 2 days ago`), or `CONTAINER_RUNNING`. */
const containerState = (text: string | undefined): Status | undefined => {
  if (/\(paused\)/i.test(text ?? '')) return 'paused'
  return states.get(/^(?:container_)?([a-z]+)/.exec(text?.toLowerCase() ?? '')?.[1] ?? '')
}

/** The short form of an id: what users see, and what a container knows of itself. */
export const shortId = (id: string | undefined): string | undefined =>
  id === undefined ? undefined : /^[0-9a-f]{13,}$/.test(id) ? id.slice(0, 12) : id

const own = (name: string | undefined): string | undefined => name?.replace(/^\//, '') || undefined

/** `GET /containers/json?all=1` of the Docker Engine API; of Podman, too. */
export function parseContainers(text: string | undefined, VMTYPE: 'docker' | 'podman'): Guest[] {
  return list(parseJson(text)).flatMap((one) => {
    const id = string(get(one, 'Id'))
    const names = list(get(one, 'Names')).map((name) => own(string(name)))
    // `/other/alias` is how a container that links to this one calls it.
    const NAME = names.find((name) => name !== undefined && !name.includes('/')) ?? shortId(id)
    if (NAME === undefined) return []
    const cards = pairs(get(one, 'NetworkSettings', 'Networks')).map(([, card]) => card)
    const addresses = cards.flatMap((card) => string(get(card, 'IPAddress')) ?? [])
    return [
      {
        NAME,
        UUID: shortId(id),
        IMAGE: string(get(one, 'Image')),
        STATUS: containerState(string(get(one, 'State'))),
        MAC: macs(cards.map((card) => string(get(card, 'MacAddress')))),
        IPADDRESS: addresses[0],
        VMTYPE,
      },
    ]
  })
}

/** Between the columns of `docker ps`, so that no name or port can be taken for one. */
const separator = '#=#=#'
export const psFormat = ['ID', 'Image', 'Ports', 'Names'].map((name) => `{{.${name}}}`).join(separator)

/** `docker ps -a` in that format; it does not tell the state. */
export function parseDockerPs(text: string): Guest[] {
  return text.split('\n', 100_000).flatMap((line) => {
    const [id, IMAGE, , names] = line.trim().split(separator, 5)
    if (!id || names === undefined) return []
    return [
      { NAME: names.split(',').find((name) => !name.includes('/')) ?? id, UUID: shortId(id), IMAGE, VMTYPE: 'docker' },
    ]
  })
}

/** State of one container, by `docker inspect`: a list, perhaps of more than that one. */
export function parseInspect(text: string | undefined, id: string | undefined): Status | undefined {
  const all = parseJsonRows(text)
  const found = all.find((one) => shortId(string(get(one, 'Id'))) === id) ?? (all.length === 1 ? all[0] : undefined)
  if (found === undefined) return undefined
  const state = get(found, 'State')
  return containerState(string(get(state, 'Status'))) ?? (get(state, 'Running') === true ? 'running' : 'off')
}

/** `podman ps -a --format json`: a list, or an object a line in old versions. */
export function parsePodmanPs(text: string | undefined): Guest[] {
  return parseJsonRows(text).flatMap((one) => {
    const id = string(get(one, 'Id')) ?? string(get(one, 'ID'))
    const names = get(one, 'Names')
    const NAME = string(list(names)[0]) ?? string(names)?.split(',')[0] ?? shortId(id)
    if (NAME === undefined) return []
    const STATUS = containerState(string(get(one, 'State'))) ?? containerState(string(get(one, 'Status')))
    return [{ NAME, UUID: shortId(id), IMAGE: string(get(one, 'Image')), STATUS, VMTYPE: 'podman' }]
  })
}

/** `nerdctl ps -a --no-trunc --format json`: an object a line. */
export function parseNerdctlPs(text: string | undefined): Guest[] {
  return parseJsonRows(text).flatMap((one) => {
    const id = string(get(one, 'ID'))
    const NAME = string(get(one, 'Names')) ?? shortId(id)
    if (NAME === undefined) return []
    const STATUS = containerState(string(get(one, 'Status')))
    return [{ NAME, UUID: shortId(id), IMAGE: string(get(one, 'Image')), STATUS, VMTYPE: 'containerd' }]
  })
}

/** `crictl ps -a -o json`: containers of the pods of this node. */
export function parseCrictlPs(text: string | undefined): Guest[] {
  return list(get(parseJson(text), 'containers')).flatMap((one) => {
    const id = string(get(one, 'id'))
    const name = string(get(one, 'metadata', 'name'))
    const pod = string(get(one, 'labels', 'io.kubernetes.pod.name'))
    const NAME = pod && name ? `${pod}/${name}` : (name ?? shortId(id))
    if (NAME === undefined) return []
    const image = string(get(one, 'image', 'userSpecifiedImage')) ?? string(get(one, 'image', 'image'))
    const STATUS = containerState(string(get(one, 'state')))
    const space = string(get(one, 'labels', 'io.kubernetes.pod.namespace'))
    return [{ NAME, UUID: shortId(id), IMAGE: image, STATUS, SUBSYSTEM: space, VMTYPE: 'cri' }]
  })
}
