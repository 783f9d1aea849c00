import type { Product } from './contract.ts'
import { product as db2 } from './db2.ts'
import { product as mongodb } from './mongodb.ts'
import { product as mssql } from './mssql.ts'
import { product as mysql } from './mysql.ts'
import { product as oracle } from './oracle.ts'
import { product as postgresql } from './postgresql.ts'

/** By their TYPE in the model. */
export const products = { mysql, postgresql, oracle, mssql, mongodb, db2 } as const satisfies Readonly<
  Record<string, Product>
>

export type ProductName = keyof typeof products
