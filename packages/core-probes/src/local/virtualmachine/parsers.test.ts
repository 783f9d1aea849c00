import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMacvlans, parseNetwork, parseNetworkList } from '../network/parse-docker-networks.ts'
import { listedCpus, macs, mebibytes, parsePairs } from './parse-amount.ts'
import { parseTask } from './parse-containerd.ts'
import {
  parseContainers,
  parseCrictlPs,
  parseDockerPs,
  parseInspect,
  parseNerdctlPs,
  parsePodmanPs,
} from './parse-docker.ts'
import { parseDomain, parseVirshList } from './parse-domain.ts'
import { parseInstances } from './parse-instances.ts'
import { parseLxcConfig, parseLxcState, parseMonitors } from './parse-lxc.ts'
import { parseMachine, parseMachinectl, quotaCpus, uuidOf } from './parse-nspawn.ts'
import { parsePrlctlInfo, parsePrlctlList } from './parse-parallels.ts'
import { parsePodmanStore } from './parse-podman-store.ts'
import { parsePctConf, parsePctList, parseQmConf } from './parse-proxmox.ts'
import { parseQemu } from './parse-qemu.ts'
import { parseRegistry, parseVBoxManage, parseVbox } from './parse-virtualbox.ts'
import { parseEther, parseVzConf, parseVzlist } from './parse-virtuozzo.ts'
import { parseLibrary, parseVmPaths, parseVmState, parseVmx } from './parse-vmware.ts'
import { parseVserverInfo, parseVserverStatus } from './parse-vserver.ts'
import { parseXeList, parseXeParams } from './parse-xe.ts'
import { parseXenList, parseXenUuid, parseXmDetails } from './parse-xen.ts'

test.each([
  ['512M', 'b', 512],
  ['2GiB', 'b', 2048],
  ['1.5g', 'b', 1536],
  ['2147483648', 'b', 2048],
  ['1024', 'm', 1024],
  ['1048576', 'k', 1024],
  ['256MB', 'm', 256],
  ['50%', 'b', undefined],
  ['max', 'b', undefined],
  ['', 'b', undefined],
] as const)('memory %s (%s): %s', (text, bare, expected) => {
  expect(mebibytes(text, bare)).toBe(expected)
})

test('lists of processors and of hardware addresses', () => {
  expect(listedCpus('0,3-5,7')).toBe(5)
  expect(listedCpus('')).toBeUndefined()
  expect(macs(['AA:BB:CC:00:11:22', undefined, 'none', 'aa:bb:cc:00:11:22'])).toBe('aa:bb:cc:00:11:22')
})

const parsers: readonly ((text: string) => unknown)[] = [
  (text) => parseTask(text, 'x', 'default'),
  mebibytes,
  listedCpus,
  (text) => parsePairs(text, '='),
  (text) => parsePairs(text, ':'),
  (text) => parseContainers(text, 'docker'),
  parseCrictlPs,
  parseDockerPs,
  (text) => parseInspect(text, 'x'),
  parseNerdctlPs,
  parsePodmanPs,
  parsePodmanStore,
  parseMacvlans,
  parseNetwork,
  parseNetworkList,
  parseDomain,
  parseVirshList,
  (text) => parseInstances(text, 'lxd'),
  parseLxcConfig,
  parseLxcState,
  parseMonitors,
  parseMachine,
  parseMachinectl,
  quotaCpus,
  uuidOf,
  parsePrlctlInfo,
  parsePrlctlList,
  (text) => parsePctConf(text, '1'),
  (text) => parseQmConf(text, '1'),
  parsePctList,
  (text) => parseQemu(text.split(' ')),
  parseRegistry,
  parseVBoxManage,
  parseVbox,
  parseEther,
  parseVzConf,
  parseVzlist,
  parseLibrary,
  parseVmPaths,
  parseVmState,
  parseVmx,
  parseVserverInfo,
  parseVserverStatus,
  parseXeList,
  parseXeParams,
  parseXenList,
  parseXenUuid,
  parseXmDetails,
]

/** Words that lead parsers on, among arbitrary text. */
const words = fc.constantFrom(
  'Name: ',
  'UUID: ',
  'State: ',
  ' = ',
  ': ',
  '\n',
  ' ',
  '"',
  '<domain>',
  '<name>',
  '{"Id":',
  '[',
  ']',
  '}',
  '#=#=#',
  'qemu -m ',
  '-smp ',
  ',',
  'lxc.net.0.hwaddr',
  '( RO)',
  '(domain',
  '0',
  '- x shut off',
  '@/',
  '/command',
)
const noise = fc.array(fc.oneof(fc.string(), words, fc.json()), { maxLength: 40 }).map((parts) => parts.join(''))

test('any text: no exception', () => {
  fc.assert(
    fc.property(noise, (text) => {
      for (const parse of parsers) parse(text)
    }),
  )
})

test('time grows with the text only', () => {
  const times = (size: number): number => {
    const started = performance.now()
    for (const seed of ['a', ' ', '0', 'Name: ', 'x 1 ', '<', '[', 'a=', ', ', '1-', '\\', '-- '])
      for (const parse of parsers) parse(`x${seed.repeat(size / seed.length)}`)
    return performance.now() - started
  }
  times(10_000)
  expect(times(200_000)).toBeLessThan(5_000)
})
