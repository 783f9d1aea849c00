import { ask, keyValues, product, type ReadAntivirus } from './answer.ts'

const cytool = '/opt/traps/bin/cytool'

/** Cortex XDR, called Traps before. Its first process is the protection. */
export const read: ReadAntivirus = async (host) => {
  const VERSION = /supervisor tool (\d\S{0,40})/.exec(await ask(host, [cytool, 'info']))?.[1]
  if (VERSION === undefined) return []
  const [content, processes] = [
    await ask(host, [cytool, 'info', 'query']),
    await ask(host, [cytool, 'runtime', 'query']),
  ]
  return product('cytool', {
    NAME: 'Cortex XDR',
    COMPANY: 'Palo Alto Networks',
    VERSION,
    ENABLED: /^\s{0,40}pmd\s.{0,200}\sRunning(?:\s|$)/m.test(processes),
    BASE_VERSION: keyValues(content).get('Content Version'),
  })
}
