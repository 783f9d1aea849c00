import type { Facts } from '../../host/port.ts'
import { localDateTime } from '../local-time.ts'
import { ask, product, type ReadAntivirus } from './answer.ts'
import { parseDefenderHealth } from './parse-defender.ts'

/** Microsoft Defender for Endpoint. */
export const read: ReadAntivirus = async (host) => {
  const health = parseDefenderHealth(await ask(host, ['mdatp', 'health', '--output', 'json']))
  if (health === undefined) return []
  return product('mdatp health', {
    NAME: 'Microsoft Defender',
    COMPANY: 'Microsoft',
    VERSION: health.version,
    ENABLED: health.enabled,
    UPTODATE: health.upToDate,
    BASE_VERSION: health.definitions,
    BASE_CREATION: dayOf(host.facts, health.updatedMs),
    EXPIRATION: dayOf(host.facts, health.expiresMs),
  })
}

const dayOf = (facts: Facts, ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : localDateTime(facts, ms / 1000)?.slice(0, 10)
