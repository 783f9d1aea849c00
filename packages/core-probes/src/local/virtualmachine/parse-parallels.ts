import type { Guest, Status } from './guest.ts'
import { mebibytes } from './parse-amount.ts'

const states: ReadonlyMap<string, Status> = new Map([
  ['running', 'running'],
  ['blocked', 'blocked'],
  ['paused', 'paused'],
  ['suspended', 'paused'],
  ['crashed', 'crashed'],
  ['dying', 'dying'],
  ['stopped', 'off'],
  ['mounted', 'off'],
])

/** `prlctl list -a`: `{UUID} STATUS IP_ADDR NAME`; servers put the kind (`T`) before the name. */
export function parsePrlctlList(text: string): Guest[] {
  const [head = '', ...lines] = text.split('\n', 100_000)
  const kind = /\sT\s+NAME/.test(head)
  return lines.flatMap((line) => {
    const row = /^\{?([0-9a-f-]{36})\}?\s+(\S+)\s+(\S+)\s+(\S.*)$/i.exec(line)
    if (!row) return []
    const [, UUID, state = '', address = '', rest = ''] = row
    const NAME = (kind ? rest.replace(/^(?:VM|CT|-)\s+/, '') : rest).trim()
    const IPADDRESS = /^[0-9a-f.:]{3,45}$/i.test(address) ? address : undefined
    return [{ NAME, UUID, STATUS: states.get(state), IPADDRESS, SUBSYSTEM: 'Parallels', VMTYPE: 'parallels' }]
  })
}

/** `prlctl list -i UUID`: lines such as `  cpu 2 ...` and `  memory 1024Mb`. */
export const parsePrlctlInfo = (text: string): Pick<Guest, 'MEMORY' | 'VCPU'> => ({
  MEMORY: mebibytes(/^[ \t]+memory (\d{1,9} ?[KMG]b)/im.exec(text)?.[1], 'm'),
  VCPU: /^[ \t]+cpu (?:cpus=)?(\d{1,4})/m.exec(text)?.[1],
})
