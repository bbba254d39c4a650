/**
 * The names in a PHP-serialized array: its texts (`a:1:{i:0;s:5:"admin";}`), and the keys whose value is true
 * (`a:1:{s:13:"administrator";b:1;}`, how WordPress keeps roles). Arrays inside are flattened. Undefined when the text
 * is none, or holds an object.
 */
export const readPhpArray = (text: string): string[] | undefined => {
  const bytes = Buffer.from(text.trim())
  if (!/^a:\d+:\{/.test(text.trimStart())) return undefined
  const names: string[] = []
  let at = 0
  let key: string | undefined
  let isKey = false
  /** For each open array, whether its next token is a key. */
  const open: boolean[] = []
  while (at < bytes.length) {
    if (bytes[at] === closingBrace) {
      open.pop()
      at += 1
      if (open.length === 0) return at === bytes.length ? names : undefined
      continue
    }
    const token = readToken(bytes, at)
    if (token === undefined) return undefined
    at = token.end
    isKey = open.at(-1) === true
    if (open.length > 0) open[open.length - 1] = !isKey
    if (token.kind === 'a') open.push(true)
    else if (isKey) key = token.kind === 's' ? token.text : undefined
    else if (token.kind === 's' && token.text !== '') names.push(token.text)
    else if (token.kind === 'b' && token.text === '1' && key !== undefined) names.push(key)
    if (open.length === 0) return undefined
  }
  return undefined
}

const closingBrace = 0x7d

interface Token {
  kind: 'a' | 's' | 'b' | 'i' | 'd' | 'N'
  text: string
  end: number
}

const readToken = (bytes: Buffer, at: number): Token | undefined => {
  // The head of a token is short; a text is taken by its length in bytes.
  const head = /^(?:(a):(\d{1,9}):\{|(s):(\d{1,9}):"|([bid]):(-?[\d.E+-]{1,32});|(N);)/.exec(
    bytes.toString('latin1', at, at + 48),
  )
  if (head === null) return undefined
  const [whole, array, , string, length, scalar, value] = head
  const start = at + whole.length
  if (array !== undefined) return { kind: 'a', text: '', end: start }
  if (string !== undefined) {
    const end = start + Number(length)
    if (bytes.toString('latin1', end, end + 2) !== '";') return undefined
    return { kind: 's', text: bytes.toString('utf8', start, end), end: end + 2 }
  }
  if (scalar === 'b' || scalar === 'i' || scalar === 'd')
    return { kind: scalar, text: value ?? '', end: start }
  return { kind: 'N', text: '', end: start }
}
