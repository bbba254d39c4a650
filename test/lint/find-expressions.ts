import { createContext, runInContext } from 'node:vm'
import { childrenOf, isSyntaxNode, lineOf, type SourceFile, type SyntaxNode } from './source-tree.js'

/** A regular expression of the program, and where it stands. */
export interface FoundExpression {
  place: string
  source: string
  flags: string
}

/**
 * Every regular expression of a file: literals, and what is built of texts that the file itself holds. What is built
 * of anything else is in `open`, by its place.
 */
export const findExpressions = (file: SourceFile): { found: FoundExpression[]; open: string[] } => {
  const found: FoundExpression[] = []
  const open: string[] = []
  let known: ReturnType<typeof createContext> | undefined
  const visit = (node: SyntaxNode): void => {
    const place = `${file.path}:${lineOf(file, node)}`
    const literal = node.type === 'Literal' ? node['regex'] : undefined
    if (isLiteral(literal)) found.push({ place, source: literal.pattern, flags: literal.flags })
    if (isConstruction(node)) {
      known ??= readConstants(file)
      const built = evaluate(textOf(file, node), known)
      if (built === undefined) open.push(place)
      else found.push({ place, source: built.source, flags: built.flags })
    }
    for (const child of childrenOf(node)) visit(child)
  }
  visit(file.tree)
  return { found, open }
}

const isLiteral = (value: unknown): value is { pattern: string; flags: string } =>
  typeof value === 'object' && value !== null && 'pattern' in value && 'flags' in value

const isConstruction = ({ type, callee }: SyntaxNode): boolean =>
  (type === 'NewExpression' || type === 'CallExpression') &&
  isSyntaxNode(callee) &&
  callee['name'] === 'RegExp'

const textOf = ({ text }: SourceFile, node: SyntaxNode): string => text.slice(node.start, Number(node['end']))

/** The constants of a file that need nothing but each other. */
const readConstants = (file: SourceFile): ReturnType<typeof createContext> => {
  const context = createContext({})
  for (const statement of childrenOf(file.tree)) {
    const declaration = isSyntaxNode(statement['declaration']) ? statement['declaration'] : statement
    for (const one of childrenOf(declaration)) {
      const { id, init } = one
      if (one.type !== 'VariableDeclarator' || !isSyntaxNode(id) || !isSyntaxNode(init)) continue
      try {
        context[String(id['name'])] = runInContext(`(${textOf(file, init)})`, context)
      } catch {
        // Types, or something from elsewhere.
      }
    }
  }
  return context
}

const evaluate = (text: string, context: ReturnType<typeof createContext>): RegExp | undefined => {
  try {
    return runInContext(text, context) as RegExp
  } catch {
    return undefined
  }
}
