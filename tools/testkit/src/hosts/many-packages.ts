import { captureText } from '../builders/capture.ts'
import { dpkgStatus } from '../builders/linux.ts'
import { fullLaptop } from '../stage/machines.ts'
import { dpkgLists } from './parts.ts'

const sections = ['admin', 'devel', 'doc', 'libs', 'net', 'python', 'utils', 'x11'] as const

/** A full Debian laptop with so many packages, with names, versions and descriptions as long as Debian's are. */
export function manyPackages(count: number): string {
  const packages = Array.from({ length: count }, (_, at) => ({
    name: `${at % 3 ? 'lib' : ''}example-${(at * 2654435761) % 99991}-${at}`,
    version: `${at % 4 ? '' : '1:'}${at % 7}.${at % 23}.${at % 5}-${(at % 9) + 1}+deb12u${at % 3}`,
    section: sections[at % sections.length] ?? 'misc',
    size: 40 + ((at * 7919) % 20_000),
    architecture: at % 5 ? 'amd64' : 'all',
    maintainer: `Team ${at % 97} for Examples <team-${at % 97}@lists.example.org>`,
    summary: `part ${at} of a collection of examples that show how long such lines are`,
  }))
  const own = captureText({
    files: { '/var/lib/dpkg/status': dpkgStatus(...packages) },
    ...dpkgLists(1_750_000_000, ...packages.map(({ name }) => name)),
  })
  // Of two sections of the same name the first holds.
  return own + fullLaptop().replace(/^.*?\n\n/s, '')
}
