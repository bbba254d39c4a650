/** Line and column from 1. */
export interface TextPlace {
  line: number
  column: number
}

/** What opens nothing that a field could stand in: the body of a function, a type, a block. */
const opaque = Symbol('opaque')

/** No field of a config lies deeper. */
const deepest = 50

/** Comments, texts, brackets, keys, and what tells a body from an object; each is passed over as a whole. */
const token =
  /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|(["'`])(?:\\(?:[^]|$)|(?!\1)[^\\])*(?:\1|$)|=>|[A-Za-z_$][\w$]*|[^\s\w]/g

/**
 * Where a field stands in the text of a config, TypeScript, JavaScript or JSON; undefined where it is not written as a
 * key within keys (a variable, a spread). Of what is not there the field around it is looked for.
 */
export const locateField = (text: string, path: readonly PropertyKey[]): TextPlace | undefined => {
  const places = listKeys(text)
  for (let length = path.length; length > 0; length -= 1) {
    const offset = places.get(JSON.stringify(path.slice(0, length).map(String)))
    if (offset !== undefined) return placeOf(text, offset)
  }
  return undefined
}

/** The offset of each key, by its path; of several the first. */
const listKeys = (text: string): Map<string, number> => {
  const keys = new Map<string, number>()
  const open: (string | typeof opaque | undefined)[] = []
  let before = ''
  let name: { text: string; at: number } | undefined
  let key: string | undefined
  for (const match of text.matchAll(token)) {
    const [found] = match
    if (found.startsWith('//') || found.startsWith('/*')) continue
    const isName = match[1] !== undefined || /^[A-Za-z_$]/.test(found)
    if (isName && /^[{,]?$/.test(before)) {
      name = { text: match[1] === undefined ? found : found.slice(1, -1), at: match.index }
    } else if (found === ':' && name !== undefined && open.length <= deepest && !open.includes(opaque)) {
      key = name.text
      const path = JSON.stringify([...open.filter((part) => typeof part === 'string'), key])
      if (!keys.has(path)) keys.set(path, name.at)
      name = undefined
    } else if (found === '{' || found === '[' || found === '(') {
      open.push(found === '{' && /^(?:\)|=>)$/.test(before) ? opaque : found === '(' ? undefined : key)
      key = undefined
    } else if (found === '}' || found === ']' || found === ')') {
      open.pop()
      name = undefined
    } else {
      if (found === ',') key = undefined
      name = undefined
    }
    before = isName ? 'name' : found
  }
  return keys
}

const placeOf = (text: string, offset: number): TextPlace => {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
