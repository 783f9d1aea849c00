import { type CaptureParts, captureText } from '../builders/capture.ts'
import { debianLaptop } from '../hosts/debian-laptop.ts'
import { rpmServer } from '../hosts/rpm-server.ts'

const extended = (capture: string, parts: CaptureParts): string => capture + captureText(parts).replace(/^.*?\n\n/s, '')

/** What a Debian has, on which the stage stands, and a machine of another distribution lacks. */
const notDebian: CaptureParts = {
  files: Object.fromEntries(
    ['/etc/debian_version', '/usr/bin/dpkg', '/usr/bin/dpkg-query', '/var/lib/dpkg'].map((path) => [
      path,
      { state: 'absent' },
    ]),
  ),
}

/** Captures of machines that the Perl agent and ours are both to see. */
export const stagedMachines: Readonly<Record<string, () => string>> = {
  laptop: debianLaptop,
  server: () => extended(rpmServer(), notDebian),
}
