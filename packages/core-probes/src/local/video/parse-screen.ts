const size = (width: string | undefined, height: string | undefined): string | undefined =>
  width && height ? `${width}x${height}` : undefined

/** The size in use that `xrandr` prints of the first screen: `Screen 0: minimum 8 x 8, current 1920 x 1080, ...`. */
export function parseXrandr(text: string): string | undefined {
  const [, width, height] = /^Screen \d{1,3}:.{0,80}?\bcurrent (\d{1,5}) x (\d{1,5})\b/m.exec(text) ?? []
  return size(width, height)
}

/** The size of the first screen that `xdpyinfo` prints: `dimensions:    1920x1080 pixels (508x285 millimeters)`. */
export function parseXdpyinfo(text: string): string | undefined {
  const [, width, height] = /^[ \t]{0,8}dimensions:[ \t]{0,20}(\d{1,5})x(\d{1,5}) pixels/m.exec(text) ?? []
  return size(width, height)
}

/** The first mode of a list of sysfs: `1920x1080` of a connector, `U:1024x768p-0` of a frame buffer. */
export function parseModes(text: string): string | undefined {
  const [, width, height] = /^(?:[A-Z]:)?(\d{1,5})x(\d{1,5})/.exec(text) ?? []
  return size(width, height)
}
