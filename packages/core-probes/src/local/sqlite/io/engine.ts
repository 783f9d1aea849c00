import { readFileSync } from 'node:fs'

/** A value as SQLite has it. */
type Value = null | number | string | Uint8Array

/** Rows of a statement, one at a time. */
export type Query = (sql: string) => Iterable<readonly Value[]>

/**
 * A database in memory. Node's own SQLite where it can take one over (24 and later), else SQLite compiled to WebAssembly.
 * Throws what the engine throws where the bytes are no database.
 */
export async function inMemory(bytes: Uint8Array): Promise<{ readonly query: Query; close(): void }> {
  return native(bytes) ?? compiled(bytes)
}

/** What is used of `node:sqlite`, which the oldest Node that we run on does not have. */
interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string,
  ) => {
    deserialize?(bytes: Uint8Array): void
    prepare(sql: string): { iterate(): Iterable<Readonly<Record<string, Value>>> }
    close(): void
  }
}

function native(bytes: Uint8Array) {
  const module = process.getBuiltinModule?.('node:sqlite' as 'node:fs') as unknown as NodeSqlite | undefined
  if (module === undefined || !('deserialize' in module.DatabaseSync.prototype)) return undefined
  const database = new module.DatabaseSync(':memory:')
  database.deserialize?.(bytes)
  return {
    *query(sql: string) {
      for (const row of database.prepare(sql).iterate()) yield Object.values(row)
    },
    close: () => database.close(),
  }
}

/** A file of the package once built; from source it lies where it was installed. */
const places = ['./sql-wasm.wasm', '../../../../node_modules/sql.js/dist/sql-wasm.wasm']

function wasm(): Uint8Array<ArrayBuffer> {
  for (const place of places)
    try {
      return new Uint8Array(readFileSync(new URL(place, import.meta.url)))
    } catch {
      // The next one.
    }
  throw new Error('sql-wasm.wasm is missing from the package')
}

async function compiled(bytes: Uint8Array) {
  const { default: load } = await import('sql.js')
  const { Database } = await load({ wasmBinary: wasm().buffer })
  const database = new Database(bytes)
  return {
    *query(sql: string) {
      const statement = database.prepare(sql)
      try {
        while (statement.step()) yield statement.get()
      } finally {
        statement.free()
      }
    },
    close: () => database.close(),
  }
}
