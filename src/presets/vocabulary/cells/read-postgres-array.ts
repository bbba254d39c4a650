/**
 * The texts of an array as PostgreSQL writes it (`{admin,"a b",NULL}`); arrays inside are flattened. Undefined when
 * the text is none: then it begins with a brace for another reason.
 */
export const readPostgresArray = (text: string): string[] | undefined => {
  const trimmed = text.trim()
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return undefined
  const texts: string[] = []
  let at = 0
  let depth = 0
  while (at < trimmed.length) {
    const character = trimmed[at]
    if (character === '{') {
      depth += 1
      at += 1
    } else if (character === '}') {
      depth -= 1
      at += 1
      if (depth === 0) return trimmed.slice(at).trim() === '' ? texts : undefined
    } else if (character === ',' || character === ' ') at += 1
    else if (character === '"') {
      const quoted = readQuoted(trimmed, at)
      // A colon behind a quoted text makes it an object of JSON.
      if (quoted === undefined || /^\s*:/.test(trimmed.slice(quoted.end, quoted.end + 8))) return undefined
      texts.push(quoted.text)
      at = quoted.end
    } else {
      let end = at
      while (end < trimmed.length && !isSpecial(trimmed[end]!)) end += 1
      const bare = trimmed.slice(at, end).trim()
      if (bare.includes('"')) return undefined
      if (bare !== '' && bare.toUpperCase() !== 'NULL') texts.push(bare)
      at = end
    }
  }
  return undefined
}

const isSpecial = (character: string): boolean => character === ',' || character === '{' || character === '}'

const readQuoted = (text: string, from: number): { text: string; end: number } | undefined => {
  let read = ''
  for (let at = from + 1; at < text.length; at++) {
    const character = text[at]!
    if (character === '"') return { text: read, end: at + 1 }
    if (character === '\\') at += 1
    read += text[at] ?? ''
  }
  return undefined
}
