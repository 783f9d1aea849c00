/** What reads the packages of managers that most machines do not have: loaded only where there is a sign of one. */
import { read as eopkg } from './eopkg.ts'
import { read as flatpak } from './flatpak.ts'
import { read as nix } from './nix.ts'
import { read as opkg } from './opkg.ts'
import { read as pacman } from './pacman.ts'
import { read as portage } from './portage.ts'
import type { ReadPackages } from './reader.ts'
import { read as slackware } from './slackware.ts'
import { read as snap } from './snap.ts'
import { read as swupd } from './swupd.ts'
import { read as xbps } from './xbps.ts'

export const readers = {
  eopkg,
  flatpak,
  nix,
  opkg,
  pacman,
  portage,
  slackware,
  snap,
  swupd,
  xbps,
} as const satisfies Readonly<Record<string, ReadPackages>>
