import type { Guest } from './guest.ts'
import { shortId } from './parse-docker.ts'
import { get, list, parseJson, string } from './parse-json.ts'

/** A container of Podman's storage, with its whole id. */
export interface Stored {
  readonly id: string
  readonly guest: Guest
}

/** `containers.json` of containers/storage: `metadata` is JSON in itself. Buildah's working containers are none of these. */
export function parsePodmanStore(text: string | undefined): Stored[] {
  return list(parseJson(text)).flatMap((one) => {
    const id = string(get(one, 'id'))
    const metadata = parseJson(string(get(one, 'metadata')))
    const pod = string(get(metadata, 'pod-name')) ?? string(get(metadata, 'name'))
    if (id === undefined || !/^[0-9a-f]{64}$/.test(id) || metadata === undefined || pod === undefined) return []
    const NAME = string(list(get(one, 'names'))[0]) ?? pod
    return [{ id, guest: { NAME, UUID: shortId(id), IMAGE: string(get(metadata, 'image-name')), VMTYPE: 'podman' } }]
  })
}
