import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Drive } from './parse-df.ts'

export type Encryption = Pick<Drive, 'ENCRYPT_NAME' | 'ENCRYPT_STATUS' | 'ENCRYPT_ALGO'>

/** Layers below a file system: LVM on RAID on LUKS needs three. */
const deepest = 8

/** `cryptsetup status NAME`: lines `  cipher:  aes-xts-plain64` (also `  type:    LUKS2`). */
export const parseCryptsetup = (text: string): string | undefined =>
  /^[ \t]*cipher:[ \t]*(\S{1,100})/m.exec(text.slice(0, 20_000))?.[1]

/** The first encrypted layer of device mapper at or below a block device (`dm-0`, `md0`): its UUID begins with `CRYPT-LUKS2-` and the like. */
export async function encryptionOf(host: Host, device: string): Promise<Encryption | undefined> {
  let layer: string | undefined = device
  for (let depth = 0; /^(?:dm-|md)/.test(layer ?? '') && depth < deepest; depth++) {
    const dir: string = `/sys/class/block/${layer}`
    const kind = /^CRYPT-(LUKS\d|PLAIN|BITLK|VERITY|TCRYPT)-/.exec(
      ifOk(await host.files.text(`${dir}/dm/uuid`)) ?? '',
    )?.[1]
    if (kind !== undefined) {
      const name = ifOk(await host.files.text(`${dir}/dm/name`))?.trim()
      return { ENCRYPT_NAME: kind, ENCRYPT_STATUS: 'Yes', ENCRYPT_ALGO: await cipher(host, name) }
    }
    layer = (ifOk(await host.files.list(`${dir}/slaves`)) ?? [])[0]?.name
  }
  return undefined
}

/** No file tells the cipher, and only root may ask for it. */
async function cipher(host: Host, name: string | undefined): Promise<string | undefined> {
  if (name === undefined || host.facts.uid !== 0) return undefined
  return parseCryptsetup(ifOk(await host.commands.run(['cryptsetup', 'status', name]))?.stdout ?? '')
}
