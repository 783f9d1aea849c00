import { createSocket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { memoryIo } from '@fusioninventory/cli-kit'
import { expect, test } from 'vitest'
import { main } from './main.ts'

/** Runs the tool, and gives what came by UDP on loopback. */
async function wakes(
  argv: readonly string[],
  count: number,
): Promise<{ readonly code: number; readonly packets: readonly Buffer[] }> {
  const socket = createSocket('udp4')
  const packets: Buffer[] = []
  try {
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    const all = new Promise<void>((resolve) => {
      socket.on('message', (packet) => {
        packets.push(packet)
        if (packets.length === count) resolve()
      })
    })
    const { port } = socket.address() as AddressInfo
    const code = await main(memoryIo({ argv: [...argv, '--broadcast', '127.0.0.1', '--port', String(port)] }))
    await all
    return { code, packets }
  } finally {
    socket.close()
  }
}

test('a packet of 102 bytes for each machine', async () => {
  const { code, packets } = await wakes(['--mac', '00:1a:2b:3c:4d:5e', '--mac', '001a2b3c4d5f'], 2)
  expect(code).toBe(0)
  expect(packets.map((packet) => packet.toString('hex'))).toEqual(
    ['001a2b3c4d5e', '001a2b3c4d5f'].map((mac) => `ffffffffffff${mac.repeat(16)}`),
  )
})

test('a password of the card comes last; the first method that can be used is', async () => {
  const argv = ['--mac', '00:1a:2b:3c:4d:5e', '--secureon', '01:02:03:04:05:06', '--methods', 'ethernet,udp']
  const { code, packets } = await wakes(argv, 1)
  expect(code).toBe(0)
  expect(packets[0]?.toString('hex').slice(204)).toBe('010203040506')
})

test.each([
  [[], 2, 'no mac address given, aborting'],
  [['--mac', '00:1a'], 2, 'invalid mac address given, aborting'],
  [['--mac', '001a2b3c4d5e', '--secureon', 'canary'], 2, 'Value invalid for option secureon'],
  [['--mac', '001a2b3c4d5e', '--port', '0'], 2, 'invalid for option port'],
  [['--mac', '001a2b3c4d5e', '--methods', 'ethernet'], 1, 'raw sockets'],
  [['--mac', '001a2b3c4d5e', '--broadcast', '256.1.1.1.invalid'], 1, 'could be sent'],
])('%j ends with %i', async (argv, code, says) => {
  const io = memoryIo({ argv })
  expect(await main(io)).toBe(code)
  expect(io.err()).toContain(says)
  expect(io.err()).not.toContain('canary')
})
