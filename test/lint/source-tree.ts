import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'

/** A node of the syntax tree, as far as these rules look at it. */
export type SyntaxNode = { type: string; start: number; [key: string]: unknown }

export interface SourceFile {
  path: string
  text: string
  tree: SyntaxNode
}

/** Every file of the program, parsed. */
export const readSourceTree = (folder: string): SourceFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => {
      const path = join(folder, name)
      return parseSource(path, readFileSync(path, 'utf8'))
    })

export const parseSource = (path: string, text: string): SourceFile => ({
  path,
  text,
  tree: parseSync(path, text).program as unknown as SyntaxNode,
})

export const isSyntaxNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

export const childrenOf = (node: SyntaxNode): SyntaxNode[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isSyntaxNode))

export const lineOf = ({ text }: SourceFile, { start }: SyntaxNode): number =>
  text.slice(0, start).split('\n').length
