import {
  session as db2,
  statements as db2Statements,
  opening,
} from '../../../packages/core-probes/src/local/database/db2.ts'
import { argv as mongodb } from '../../../packages/core-probes/src/local/database/mongodb.ts'
import { argv as mssql } from '../../../packages/core-probes/src/local/database/mssql.ts'
import { argv as mysql } from '../../../packages/core-probes/src/local/database/mysql.ts'
import {
  session as oracle,
  statements as oracleStatements,
} from '../../../packages/core-probes/src/local/database/oracle.ts'
import { parseDb2Databases } from '../../../packages/core-probes/src/local/database/parse-db2.ts'
import {
  argv as postgresql,
  statements as postgresqlStatements,
} from '../../../packages/core-probes/src/local/database/postgresql.ts'
import type { Json } from './case.ts'

/** Answers to statements, by statement. */
type Answers = Readonly<Record<string, string>>

/** What stands in a capture for the answers: calls of the client, and files that lead to it. */
interface Composed {
  readonly calls: readonly { readonly argv: readonly string[]; readonly output: string; readonly stdin?: string }[]
  readonly files?: Answers
}

/** The client of each area, as our probes call it without a login. */
const clients: Readonly<Record<string, (answers: Answers, params: Readonly<Record<string, Json>>) => Composed>> = {
  'databases-mysql': (answers) => eachCall(answers, (statement) => mysql({}, statement)),
  'databases-postgresql': (answers) => eachCall(answers, (statement) => postgresql({}, 0, ourPostgresql(statement))),
  'databases-mssql': (answers) => eachCall(answers, (statement) => mssql('sqlcmd', {}, statement)),
  'databases-mongodb': (answers, { mongosh }) =>
    eachCall(answers, (statement) => mongodb(mongosh ? 'mongosh' : 'mongo', {}, statement)),
  'databases-oracle': (answers) => {
    const { argv, stdin } = oracle({ sid: 'ORCL', home: '/oracle' }, {})
    return {
      calls: [{ argv, stdin, output: script(answers, oracleStatements) }],
      files: { '/etc/oratab': 'ORCL:/oracle:Y\n' },
    }
  },
  'databases-db2': (answers) => {
    const call = (asked: readonly string[], first: readonly string[] = []) => ({
      ...db2('db2inst1', asked, first),
      output: script(answers, asked),
    })
    const names = parseDb2Databases(answers['list db directory'] ?? '')
    return {
      calls: [call(db2Statements.instance), ...names.map((name) => call(db2Statements.database, opening(name, {})))],
    }
  },
}

const eachCall = (answers: Answers, argv: (statement: string) => readonly string[]): Composed => ({
  calls: Object.entries(answers).map(([statement, output]) => ({ argv: argv(statement), output })),
})

/** The output of one session, with our marks before each answer. */
const script = (answers: Answers, asked: readonly string[]): string =>
  asked.map((statement, index) => `--- answer ${index} ---\n${answers[statement] ?? ''}`).join('\n')

/** Other agents ask the same of this one in other words. */
function ourPostgresql(statement: string): string {
  const name = /pg_database_size\('(.*?)'\)/.exec(statement)?.[1]
  if (name !== undefined) return postgresqlStatements.size(name.replaceAll("''", "'"))
  const [, oid, part] = /pg_stat_file\('base\/(\d+)(\/PG_VERSION)?/.exec(statement) ?? []
  if (oid === undefined) return statement
  return part ? postgresqlStatements.created(oid) : postgresqlStatements.updated(oid)
}

/** Calls and files for the statements of a case; none where its area is no database. */
export const composeQueries = (area: string, answers: Answers, params: Readonly<Record<string, Json>>): Composed =>
  Object.keys(answers).length > 0 ? (clients[area]?.(answers, params) ?? { calls: [] }) : { calls: [] }
