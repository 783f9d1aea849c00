import type { Guest } from './guest.ts'
import { shortId } from './parse-docker.ts'
import { get, parseJson, string } from './parse-json.ts'

/**
 * A container that runs, by its bundle (`config.json` of the OCI runtime specification): Kubernetes and nerdctl write
 * what they call it into the annotations. Undefined for the pause container of a pod.
 */
export function parseTask(text: string | undefined, id: string, space: string): Guest | undefined {
  const config = parseJson(text)
  const note = (key: string): string | undefined => string(get(config, 'annotations', key))
  if (config === undefined || note('io.kubernetes.cri.container-type') === 'sandbox') return undefined
  const name = note('io.kubernetes.cri.container-name')
  const pod = note('io.kubernetes.cri.sandbox-name')
  const own = note('nerdctl/name') ?? string(get(config, 'hostname')) ?? shortId(id)
  const resources = get(config, 'linux', 'resources')
  const [memory, quota, period] = [
    get(resources, 'memory', 'limit'),
    get(resources, 'cpu', 'quota'),
    get(resources, 'cpu', 'period'),
  ].map((value) => (typeof value === 'number' && value > 0 ? value : undefined))
  return {
    NAME: name ? (pod ? `${pod}/${name}` : name) : own,
    UUID: shortId(id),
    IMAGE: note('io.kubernetes.cri.image-name'),
    STATUS: 'running',
    MEMORY: memory && Math.floor(memory / 2 ** 20),
    VCPU: quota && period ? Math.max(Math.ceil(quota / period), 1) : undefined,
    SUBSYSTEM: note('io.kubernetes.cri.sandbox-namespace') ?? space,
    VMTYPE: name ? 'cri' : 'containerd',
  }
}
