import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNamespace, type Namespace } from './namespace.ts'

/** Machines on one switch: each a namespace with the interface `eth0`, joined by veth pairs to a bridge. */
export interface TestNetwork {
  /** The namespace with the bridge `br0`. */
  readonly wire: Namespace
  /** For files of the machines; removed with the network. */
  readonly dir: string
  /** A new machine on the switch, `eth0` with these addresses (`192.0.2.1/24`). */
  attach(name: string, ...addresses: readonly string[]): Namespace
  /** A machine on no switch; its interfaces are made by whoever wants it. */
  add(name: string): Namespace
  remove(): Promise<void>
}

export function testNetwork(): TestNetwork {
  const prefix = `fi${process.pid}`
  const dir = mkdtempSync(join(tmpdir(), 'fi-net-'))
  const all: Namespace[] = []
  const add = (name: string): Namespace => {
    const namespace = addNamespace(`${prefix}-${name}`)
    all.push(namespace)
    return namespace
  }
  const wire = add('wire')
  // No spanning tree, no snooping: a frame goes where its address is.
  wire.setUp('ip link add br0 type bridge mcast_snooping 0', 'ip link set br0 up')
  let ports = 0
  return {
    wire,
    dir,
    add,
    attach(name, ...addresses) {
      const machine = add(name)
      const port = `p${ports++}`
      wire.setUp(
        `ip link add ${port} type veth peer name eth0 netns ${machine.name}`,
        `ip link set ${port} master br0`,
        `ip link set ${port} up`,
      )
      machine.setUp(
        ...addresses.map((address) => `ip addr add ${address} dev eth0${address.includes(':') ? ' nodad' : ''}`),
        'ip link set eth0 up',
      )
      return machine
    },
    async remove() {
      for (const namespace of all.reverse()) await namespace.remove()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
