/** What asks each antivirus product: loaded only where there is one. */
import type { ReadAntivirus } from './answer.ts'
import { read as bitdefender } from './bitdefender.ts'
import { read as clamav } from './clamav.ts'
import { read as cortex } from './cortex.ts'
import { read as crowdstrike } from './crowdstrike.ts'
import { read as defender } from './defender.ts'
import { read as eset } from './eset.ts'
import { read as sentinelone } from './sentinelone.ts'
import { read as sophos } from './sophos.ts'

export const readers = {
  bitdefender,
  clamav,
  cortex,
  crowdstrike,
  defender,
  eset,
  sentinelone,
  sophos,
} as const satisfies Readonly<Record<string, ReadAntivirus>>
