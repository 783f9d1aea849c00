import { ask, keyValues, product, type ReadAntivirus } from './answer.ts'

const sentinelctl = '/opt/sentinelone/bin/sentinelctl'
const topics = [['version'], ['engines', 'status'], ['control', 'status'], ['management', 'status']] as const

/** SentinelOne: its engines learn what is new from the console, so connected is up to date. */
export const read: ReadAntivirus = async (host) => {
  const answers = await Promise.all(topics.map((words) => ask(host, [sentinelctl, ...words])))
  const said = keyValues(answers.join('\n'))
  const VERSION = said.get('Agent version')
  if (VERSION === undefined) return []
  return product('sentinelctl', {
    NAME: 'SentinelAgent',
    COMPANY: 'SentinelOne',
    VERSION,
    ENABLED: said.get('Agent state') === 'Enabled',
    UPTODATE: said.get('Connectivity') === 'On',
    BASE_VERSION: said.get('DFI library version'),
  })
}
