import { closingQuote } from '../values/json-depth.js'

/** What the texts of records have in common that differ in their plain values only. */
export interface RecordShape {
  /** The text before each value, and behind the last one: keys, brackets and blanks as they stand. */
  pieces: string[]
  /** A JavaScript expression that makes the record of its values: `values[0]` and so on. */
  expression: string
}

const mostValues = 400
const mostLevels = 16

/** Behind a number or a word. */
const valueEnd = /[\s,\]}]|$/g

/**
 * The shape of a record.
 *
 * @param text valid JSON, an object
 * @returns undefined for a record whose text does not say plainly what it holds: a key twice, or with escapes;
 *   and for one that holds very much
 */
export const readShape = (text: string): RecordShape | undefined => {
  const pieces: string[] = []
  let expression = ''
  /** Keys of each object that is open; undefined for a list. */
  const open: (Set<string> | undefined)[] = []
  let isKeyNext = false
  let copiedTo = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!
    if (isBlank(char) || char === ':') continue
    if (char === '{' || char === '[') {
      open.push(char === '{' ? new Set() : undefined)
      if (open.length > mostLevels) return undefined
      isKeyNext = char === '{'
      expression += char
    } else if (char === '}' || char === ']') {
      open.pop()
      isKeyNext = false
      expression += char
    } else if (char === ',') {
      isKeyNext = open.at(-1) !== undefined
      expression += char
    } else if (isKeyNext) {
      const end = closingQuote(text, at)
      const key = text.slice(at + 1, end)
      const keys = open.at(-1)
      // What is written twice counts once, and `__proto__` in a literal is no key.
      if (key.includes('\\') || key === '__proto__' || keys?.has(key) !== false) return undefined
      keys.add(key)
      expression += `${JSON.stringify(key)}:`
      isKeyNext = false
      at = end
    } else {
      expression += `values[${pieces.length}]`
      pieces.push(text.slice(copiedTo, at))
      if (pieces.length > mostValues) return undefined
      copiedTo = char === '"' ? closingQuote(text, at) + 1 : endOfWord(text, at)
      at = copiedTo - 1
    }
  }
  pieces.push(text.slice(copiedTo))
  return { pieces, expression }
}

const isBlank = (char: string): boolean => char === ' ' || char === '\n' || char === '\r' || char === '\t'

const endOfWord = (text: string, start: number): number => {
  valueEnd.lastIndex = start
  return valueEnd.exec(text)?.index ?? text.length
}
