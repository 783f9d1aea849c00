import { serviceRuns } from '../service.ts'
import { ask, keyValues, product, type ReadAntivirus } from './answer.ts'

/** CrowdStrike Falcon. It has no signatures of its own. */
export const read: ReadAntivirus = async (host) => {
  const said = keyValues(await ask(host, ['/opt/CrowdStrike/falconctl', '-g', '--version']))
  const VERSION = said.get('version')?.replace(/[,.\s]+$/, '')
  const ENABLED = await serviceRuns(host, 'falcon-sensor')
  return product('falconctl', { NAME: 'CrowdStrike Falcon Sensor', COMPANY: 'CrowdStrike', VERSION, ENABLED })
}
