import { ask, keyValues, product, type ReadAntivirus } from './answer.ts'

const bduitool = '/opt/bitdefender-security-tools/bin/bduitool'

/** Bitdefender Endpoint Security Tools. */
export const read: ReadAntivirus = async (host) => {
  const said = keyValues(await ask(host, [bduitool, 'get', 'ps']))
  const VERSION = said.get('Product version')
  if (VERSION === undefined) return []
  const pending = [said.get('New product update available'), said.get('New security content available')]
  return product('bduitool', {
    NAME: 'Bitdefender Endpoint Security Tools (BEST) for Linux',
    COMPANY: 'Bitdefender',
    VERSION,
    ENABLED: said.get('Antimalware status') === 'On',
    UPTODATE: pending.every((answer) => answer === 'no'),
    BASE_VERSION: said.get('Engines version'),
    BASE_CREATION: /^\d{4}-\d\d-\d\d/.exec(said.get('Last security content update') ?? '')?.[0],
  })
}
