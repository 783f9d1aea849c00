/** `/etc/oratab`: `SID:HOME:Y` a line. ASM instances (`+ASM`) and those without a name (`*`) are no databases. */
export function parseOratab(text: string): { readonly sid: string; readonly home: string }[] {
  return text.split('\n').flatMap((line) => {
    const [, sid, home] = /^([A-Za-z][\w$#]{0,30}):(\/[\w./-]{1,255}?)\/?:/.exec(line.trim()) ?? []
    return sid && home && !home.split('/').includes('..') ? [{ sid, home }] : []
  })
}
