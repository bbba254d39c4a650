/** Where and why a text is not JSON. The reason quotes nothing of the text, which may hold secrets. */
export interface JsonError {
  /** UTF-16 units from the start. */
  offset: number
  /** Completes the sentence "not valid JSON: …". */
  reason: string
}

/**
 * The first error of a text that `JSON.parse` has refused. The messages of `JSON.parse` itself quote the text
 * and differ between versions of Node.
 */
export const locateJsonError = (text: string): JsonError => {
  const state = { text, at: 0, depth: 0 }
  const error = findValueError(state)
  if (error !== undefined) return error
  skipSpace(state)
  if (state.at < text.length) return { offset: state.at, reason: 'expected the end, got more text' }
  return { offset: 0, reason: 'it cannot be parsed' }
}

interface State {
  text: string
  at: number
  depth: number
}

type Found = JsonError | undefined

const findValueError = (state: State): Found => {
  skipSpace(state)
  const char = state.text[state.at]
  if (char === undefined) return fail(state, 'it ends where a value was expected')
  if (char === '{' || char === '[') {
    if (++state.depth > 1000) return fail(state, 'it is nested deeper than 1000 levels')
    const error = char === '{' ? findObjectError(state) : findArrayError(state)
    state.depth--
    return error
  }
  return char === '"' ? findStringError(state) : findScalarError(state)
}

const findObjectError = (state: State): Found => {
  state.at++
  skipSpace(state)
  if (state.text[state.at] === '}') return advance(state)
  while (true) {
    skipSpace(state)
    if (state.text[state.at] !== '"') {
      const isTrailing = state.text[state.at] === '}'
      return fail(state, isTrailing ? 'a comma before the closing brace' : 'expected a key in double quotes')
    }
    const keyError = findStringError(state)
    if (keyError !== undefined) return keyError
    skipSpace(state)
    if (state.text[state.at] !== ':') return fail(state, "expected ':' after a key")
    state.at++
    const valueError = findValueError(state)
    if (valueError !== undefined) return valueError
    skipSpace(state)
    const char = state.text[state.at]
    if (char === '}') return advance(state)
    if (char !== ',') return fail(state, "expected ',' or '}' after a value")
    state.at++
  }
}

const findArrayError = (state: State): Found => {
  state.at++
  skipSpace(state)
  if (state.text[state.at] === ']') return advance(state)
  while (true) {
    skipSpace(state)
    if (state.text[state.at] === ']') return fail(state, 'a comma before the closing bracket')
    const error = findValueError(state)
    if (error !== undefined) return error
    skipSpace(state)
    const char = state.text[state.at]
    if (char === ']') return advance(state)
    if (char !== ',') return fail(state, "expected ',' or ']' after a value")
    state.at++
  }
}

const escapePattern = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const plainPattern = /[^"\\\p{Cc}]+|[\u007f-\u009f]+/uy

const findStringError = (state: State): Found => {
  state.at++
  while (true) {
    match(state, plainPattern)
    const char = state.text[state.at]
    if (char === '"') return advance(state)
    if (char === undefined) return fail(state, 'a string is not closed')
    if (char !== '\\') return fail(state, 'a line end or control character inside a string')
    if (!match(state, escapePattern)) return fail(state, 'an unknown escape in a string')
  }
}

const scalarPattern = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y

const findScalarError = (state: State): Found =>
  match(state, scalarPattern)
    ? undefined
    : fail(state, 'expected a value: string, number, object, array or literal')

const match = (state: State, pattern: RegExp): boolean => {
  pattern.lastIndex = state.at
  if (!pattern.test(state.text)) return false
  state.at = pattern.lastIndex
  return true
}

const skipSpace = (state: State): void => {
  while (' \t\r\n'.includes(state.text[state.at] ?? 'x')) state.at++
}

const advance = (state: State): undefined => {
  state.at++
  return undefined
}

const fail = (state: State, reason: string): JsonError => {
  if (state.at >= state.text.length) return { offset: state.at, reason: `it ends too early (${reason})` }
  return { offset: state.at, reason }
}
