/** What is used of sql.js, which comes without types. */
declare module 'sql.js' {
  type Value = null | number | string | Uint8Array
  interface Statement {
    step(): boolean
    get(): readonly Value[]
    free(): void
  }
  interface Database {
    prepare(sql: string): Statement
    close(): void
  }
  const load: (options: {
    readonly wasmBinary: ArrayBuffer
  }) => Promise<{ readonly Database: new (bytes: Uint8Array) => Database }>
  export default load
}
