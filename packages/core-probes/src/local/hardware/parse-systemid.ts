/** Member `system_id` of the XML-RPC document that Red Hat Network left on a registered machine. */
export const parseSystemId = (text: string): string | undefined => {
  const at = text.indexOf('<name>system_id</name>')
  const value = at < 0 ? null : /^\s*<value>\s*<string>([^<]{1,100})<\/string>/.exec(text.slice(at + 22, at + 400))
  return value?.[1]?.trim() || undefined
}
