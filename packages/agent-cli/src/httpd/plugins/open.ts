import { readTls } from '../io/tls-files.ts'
import type { Secure } from '../listener.ts'
import type { Plugin } from '../site.ts'
import type { PluginContext } from './context.ts'
import { type Reading, readPlugin } from './read.ts'

export interface Plugins {
  readonly plugins: readonly Plugin[]
  /** Undefined: no port speaks TLS. */
  readonly tls?: {
    /** 0 is that of the agent. */
    readonly ports: readonly number[]
    /** Undefined: there is none that can be used. */
    readonly secure: Secure | undefined
  }
}

/** Those that are on; none of the others is loaded. */
export async function openPlugins(reading: Reading, context: PluginContext): Promise<Plugins> {
  const plugins: (Plugin | undefined)[] = []
  const inventory = readPlugin('inventory', reading)
  if (inventory !== undefined) plugins.push((await import('./inventory.ts')).inventoryPlugin(inventory, context))
  for (const name of ['proxy', 'proxy2'] as const) {
    const proxy = readPlugin(name, reading)
    if (proxy !== undefined) plugins.push((await import('./proxy.ts')).proxyPlugin(name, proxy, context))
  }
  const test = readPlugin('test', reading)
  if (test !== undefined) plugins.push((await import('./test.ts')).testPlugin(test, context))
  const ssl = readPlugin('ssl', reading)
  return {
    plugins: plugins.filter((plugin) => plugin !== undefined),
    ...(ssl !== undefined && {
      tls: { ports: portsIn(ssl.ports), secure: readTls(ssl, reading.confdir, reading.log) },
    }),
  }
}

function portsIn(words: readonly string[]): readonly number[] {
  const ports = words.flatMap((word) => (/^\d{1,5}$/.test(word) && Number(word) <= 65_535 ? Number(word) : []))
  return ports.length > 0 ? ports : [0]
}
