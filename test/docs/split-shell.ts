/**
 * The simple commands of a script of the documentation, each as its words: quotes are taken off, comments, redirections
 * and assignments before a command left out. What the shell would fill in (`$i`, `$(…)`, `…`) stays as it is written.
 */
export const splitShell = (script: string): string[][] => {
  const commands: string[][] = []
  let words: string[] = []
  let skipsWord = false
  const end = (): void => {
    const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word))
    if (first >= 0) commands.push(words.slice(first))
    words = []
  }
  for (const [token] of script.replaceAll(/\\\n\s*/g, ' ').matchAll(tokens)) {
    if (/^\s*#/.test(token) || /^[ \t]+$/.test(token)) continue
    if (/^(?:\n|;|\|\|?|&&?)$/.test(token)) end()
    else if (/^\d*(?:<<?<?|>>?)(?:&\d)?$/.test(token)) skipsWord = !token.includes('&')
    else if (skipsWord) skipsWord = false
    else words.push(unquote(token))
  }
  end()
  return commands
}

/** Blanks, a comment, what ends a command, a redirection, or a word with its quoted parts. A placeholder in angle brackets is a word. */
const tokens =
  /[ \t]*#[^\n]*|[ \t]+|\n|;|\|\|?|&&?|<[a-z][a-z …-]*>|\d*(?:<<?<?|>>?)(?:&\d)?|(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s;|&<>'"\\])+/g

const unquote = (word: string): string =>
  word.replaceAll(
    /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g,
    (_, single, double, escaped) => single ?? double ?? escaped,
  )
