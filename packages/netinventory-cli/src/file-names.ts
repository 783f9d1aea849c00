/** Names for files: what devices were asked for as; what they say of themselves plays no part. No two are the same. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>()
  return (name) => {
    const last = name.split(/[/\\]/).at(-1) ?? ''
    const plain = last.replace(/[^\p{L}\p{N}.@_-]+/gu, '_').replace(/^[._-]+|[._]+$/g, '') || 'device'
    let unique = plain
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${plain}-${count}`
    taken.add(unique.toLowerCase())
    return unique
  }
}
