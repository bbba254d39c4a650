import { childrenOf, isSyntaxNode, lineOf, type SourceFile, type SyntaxNode } from './source-tree.js'

/** What takes lists of the input's size in practice. */
const listTakers = new Set([
  'push',
  'unshift',
  'splice',
  'concat',
  'max',
  'min',
  'hypot',
  'fromCharCode',
  'fromCodePoint',
])

/**
 * Places where a list may become the arguments of a call: each item takes room on the stack, and some hundred
 * thousand end the process. Elsewhere than in those calls, a list with a name of its own is a constant.
 */
export const findCallSpreads = (file: SourceFile): string[] => {
  const found: string[] = []
  const visit = (node: SyntaxNode): void => {
    if (isSuspect(node)) found.push(`${file.path}:${lineOf(file, node)}`)
    for (const child of childrenOf(node)) visit(child)
  }
  visit(file.tree)
  return found
}

const isSuspect = (node: SyntaxNode): boolean => {
  const list = node['arguments']
  if ((node.type !== 'CallExpression' && node.type !== 'NewExpression') || !Array.isArray(list)) return false
  const spreads = list.filter(isSyntaxNode).filter(({ type }) => type === 'SpreadElement')
  const { callee } = node
  if (isListTaker(callee)) return spreads.length > 0
  if (nameOfMember(callee) === 'apply' && isSyntaxNode(callee) && isListTaker(callee['object'])) return true
  return spreads.some(({ argument }) => isSyntaxNode(argument) && argument.type !== 'Identifier')
}

const isListTaker = (callee: unknown): boolean => listTakers.has(nameOfMember(callee) ?? '')

const nameOfMember = (callee: unknown): string | undefined => {
  const property = isSyntaxNode(callee) ? callee['property'] : undefined
  return isSyntaxNode(property) ? String(property['name']) : undefined
}
