import { bytesOf } from '../byte-size.ts'

/** `name-version-architecture-build`, where only the name has dashes (pkgtools, makepkg(8)). */
export function parsePackageName(
  file: string,
): { readonly name: string; readonly version: string; readonly arch: string } | undefined {
  const parts = file.split('-')
  const [version, arch, build] = parts.slice(-3)
  const name = parts.slice(0, -3).join('-')
  return name && version && arch && build ? { name, version, arch } : undefined
}

/** Size in bytes and first line of the description (`name: name (what it is)`) of a package file. */
export function parsePackageHead(
  text: string,
  name: string,
): { readonly size: number | undefined; readonly summary: string | undefined } {
  const lines = text.split('\n')
  const value = (key: string): string | undefined =>
    lines
      .find((line) => line.startsWith(key))
      ?.slice(key.length)
      .trim() || undefined
  const about = value(`${name}: `)
  return {
    size: bytesOf(value('UNCOMPRESSED PACKAGE SIZE:') ?? ''),
    summary: /^[^(]{0,200}\((.{1,200})\)$/.exec(about ?? '')?.[1] ?? about,
  }
}
