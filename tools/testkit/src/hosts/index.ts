import { formatCapture, parseCapture } from '@fusioninventory/core-probes/host'
import { alpineContainer } from './alpine-container.ts'
import { armBoard } from './arm-board.ts'
import { debianLaptop } from './debian-laptop.ts'
import { firecrackerVm } from './firecracker-vm.ts'
import { rpmServer } from './rpm-server.ts'

/** A capture as the suite itself would write it. */
const canonical = (text: string): string => formatCapture(parseCapture(text))

/** Made-up machines by the name of their folder in testdata/hosts: the text of each one's capture. */
export const syntheticHosts: Readonly<Record<string, () => string>> = {
  'alpine-container': () => canonical(alpineContainer()),
  'arm-board': () => canonical(armBoard()),
  'debian-laptop': () => canonical(debianLaptop()),
  'firecracker-vm': () => canonical(firecrackerVm()),
  'rpm-server': () => canonical(rpmServer()),
}
