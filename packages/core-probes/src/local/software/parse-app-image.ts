const arches = /^(?:x86[_-]64|amd64|i[3-6]86|aarch64|arm64|armhf|armv7l)$/i

/**
 * Name, version and architecture of an AppImage by its file name, by custom `Name-Version-Architecture.AppImage`
 * (AppImage specification, "Naming"), in any order of the latter two.
 */
export function parseAppImageName(file: string): {
  readonly title: string
  readonly version: string | undefined
  readonly arch: string | undefined
} {
  const parts = file
    .slice(0, 255)
    .replace(/\.appimage$/i, '')
    .replace(/x86-64/i, 'x86_64')
    .split(/[-_ ](?!64)/)
  const arch = parts.find((part) => arches.test(part))
  const rest = parts.filter((part) => part !== arch)
  const at = rest.findIndex((part, place) => place > 0 && /^v?\d+(?:\.\w+)*$/i.test(part))
  const title = (at < 0 ? rest : rest.slice(0, at)).join('-')
  return {
    title: title || file,
    version:
      at < 0
        ? undefined
        : rest
            .slice(at)
            .join('-')
            .replace(/^v(?=\d)/i, ''),
    arch,
  }
}
