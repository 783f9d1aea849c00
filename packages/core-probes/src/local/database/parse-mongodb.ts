/** Name and size of each database in a list of JSON, perhaps with words before it; sizes may be `NumberLong(...)`. */
export function parseMongoDatabases(text: string): { readonly name: string; readonly bytes: number | undefined }[] {
  const list = parsed(text.slice(Math.max(text.indexOf('['), 0)).replace(/NumberLong\("?(\d{1,19})"?\)/g, '$1'))
  return (Array.isArray(list) ? list : []).flatMap((one: { name?: unknown; sizeOnDisk?: unknown } | null) => {
    const bytes = Number(one?.sizeOnDisk)
    return typeof one?.name === 'string' && one.name !== ''
      ? [{ name: one.name, bytes: Number.isFinite(bytes) && bytes >= 0 ? bytes : undefined }]
      : []
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
