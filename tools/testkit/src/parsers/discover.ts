import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'

/** What the first parameter takes. */
export type Input = 'text' | 'texts' | 'bytes'

/** An exported function of a `parse-*.ts`, as its source declares it. */
export interface Declared {
  /** `software/parse-dpkg-status parseDpkgStatus`. */
  readonly name: string
  readonly file: string
  readonly export: string
  /** Undefined where it takes neither text nor bytes. */
  readonly input: Input | undefined
  /** The parameters after the first that must be given: `name: type`. */
  readonly others: readonly string[]
}

const sources = fileURLToPath(new URL('../../../../packages/core-probes/src/', import.meta.url))

/** All parsers, in the order of their files: a new one is found without being entered anywhere. */
export const declaredParsers = (): readonly Declared[] =>
  readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:^|\/)parse-[^/]+(?<!\.test)\.ts$/.test(name))
    .sort()
    .flatMap((name) => declarationsIn(join(sources, name), name.replace(/^local\//, '').replace(/\.ts$/, '')))

function declarationsIn(file: string, short: string): readonly Declared[] {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  return tree.statements.filter(isExported).flatMap((statement) =>
    functionsOf(statement).map(([name, parameters]) => ({
      name: `${short} ${name}`,
      file,
      export: name,
      input: inputOf(parameters[0]?.type?.getText() ?? ''),
      others: parameters
        .slice(1)
        .filter(({ questionToken, initializer, dotDotDotToken }) => !questionToken && !initializer && !dotDotDotToken)
        .map((parameter) => parameter.getText().replaceAll(/\s+/g, ' ')),
    })),
  )
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true

type Parameters = readonly ts.ParameterDeclaration[]

function functionsOf(statement: ts.Statement): readonly (readonly [name: string, parameters: Parameters])[] {
  if (ts.isFunctionDeclaration(statement) && statement.name) return [[statement.name.text, statement.parameters]]
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name, type, initializer }) => {
    const of = type && ts.isFunctionTypeNode(type) ? type : initializer
    return of && (ts.isFunctionTypeNode(of) || ts.isArrowFunction(of) || ts.isFunctionExpression(of))
      ? [[name.getText(), of.parameters] as const]
      : []
  })
}

function inputOf(type: string): Input | undefined {
  if (/^string(?: \| undefined)?$/.test(type)) return 'text'
  if (/^(?:readonly string\[\]|string\[\]|Iterable<string>)$/.test(type)) return 'texts'
  return /^(?:Uint8Array|Buffer|DataView)\b/.test(type) ? 'bytes' : undefined
}

/** The function itself. */
export async function load({ file, export: name }: Declared): Promise<(...values: readonly unknown[]) => unknown> {
  const module = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Record<string, unknown>
  const found = module[name]
  if (typeof found !== 'function') throw new Error(`${file}: ${name} is no function`)
  return found as (...values: readonly unknown[]) => unknown
}

/** The texts that the tests beside a parser hold: what its author knows of the format. */
export function textsInTests({ file }: Declared): readonly string[] {
  const dir = dirname(file)
  const found: string[] = []
  const walk = (node: ts.Node): void => {
    const text = textOf(node)
    if (text !== undefined && text.length > 12) found.push(text)
    else ts.forEachChild(node, walk)
  }
  for (const name of readdirSync(dir).filter((name) => name.endsWith('.test.ts'))) {
    const path = join(dir, name)
    walk(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true))
  }
  return found
}

/** A literal, or literals that are joined. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `1${literal.text}`).join('')
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined
  const list = node.expression.expression
  if (node.expression.name.text !== 'join' || !ts.isArrayLiteralExpression(list)) return undefined
  const between = node.arguments[0] ? textOf(node.arguments[0]) : ','
  return list.elements.map((element) => textOf(element) ?? '').join(between ?? '\n')
}
