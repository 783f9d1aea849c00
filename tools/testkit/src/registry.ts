import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

export interface Registry {
  /** For `npm --registry`. */
  readonly url: string
  /** Paths that were asked for. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

interface Manifest {
  readonly name: string
  readonly version: string
}

/** The package.json in a tarball: 512 bytes of header with the name and the octal size, then the file (POSIX ustar). */
function manifestIn(tarball: Buffer): Manifest {
  const tar = gunzipSync(tarball)
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = tar.toString('latin1', at, at + 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8) || 0
    if (name === 'package/package.json') return JSON.parse(tar.toString('utf8', at + 512, at + 512 + size)) as Manifest
    at += 512 + Math.ceil(size / 512) * 512
  }
  throw new Error('a tarball without package.json')
}

/** The tarballs of a folder as an npm registry on loopback; what is not among them is not found. */
export async function serveTarballs(dir: string): Promise<Registry> {
  const tarballs = readdirSync(dir)
    .filter((name) => name.endsWith('.tgz'))
    .map((file) => {
      const bytes = readFileSync(join(dir, file))
      return { file, bytes, manifest: manifestIn(bytes) }
    })
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '')
    asked.push(path)
    const tarball = tarballs.find(({ file }) => path === `/-/${file}`)
    const found = tarballs.find(({ manifest }) => path === `/${manifest.name}`)
    if (tarball) response.end(tarball.bytes)
    else if (found) response.setHeader('content-type', 'application/json').end(JSON.stringify(packument(found)))
    else response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}')
  })
  const packument = ({ file, bytes, manifest }: (typeof tarballs)[number]): object => ({
    name: manifest.name,
    'dist-tags': { latest: manifest.version },
    versions: {
      [manifest.version]: {
        ...manifest,
        dist: {
          tarball: `${url}/-/${file}`,
          integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
        },
      },
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
