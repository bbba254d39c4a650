import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'

/** A fenced block of code of a page. */
export interface Block {
  page: string
  /** Line of its first line of code, from 1. */
  line: number
  language: string
  text: string
}

export const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('docs/**/*.md').sort()]

/** Every block of code of every page, in order. */
export const readBlocks = (): Block[] => pages.flatMap((page) => blocksOf(page, readFileSync(page, 'utf8')))

export const blocksOf = (page: string, text: string): Block[] => {
  const blocks: Block[] = []
  let open: { fence: string; block: Block; lines: string[] } | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const [, fence = '', language = ''] = /^\s*(`{3,})\s*(\S*)/.exec(line) ?? []
    if (open === undefined) {
      if (fence !== '') open = { fence, block: { page, line: index + 2, language, text: '' }, lines: [] }
    } else if (fence.length >= open.fence.length && language === '') {
      blocks.push({ ...open.block, text: open.lines.map((text) => `${text}\n`).join('') })
      open = undefined
    } else {
      open.lines.push(line)
    }
  }
  if (open !== undefined) throw new Error(`${page}:${open.block.line}: a block of code has no end`)
  return blocks
}
