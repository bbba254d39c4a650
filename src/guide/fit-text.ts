/** A text cut to a width, with a mark where it was cut. */
export const fitText = (text: string, width: number): string => {
  const letters = [...text]
  if (letters.length <= width) return text
  return width <= 1 ? letters.slice(0, width).join('') : `${letters.slice(0, width - 1).join('')}…`
}

/** The same, filled up with blanks. */
export const padText = (text: string, width: number): string => {
  const cut = fitText(text, width)
  return `${cut}${' '.repeat(Math.max(0, width - [...cut].length))}`
}

/** A text in lines of at most that width, broken at blanks where there are some; what is indented stays so. */
export const wrapText = (text: string, width: number): string[] =>
  text.split('\n').flatMap((line) => wrapLine(line, Math.max(10, width)))

const wrapLine = (line: string, width: number): string[] => {
  const indent = /^ {0,8}/.exec(line)?.[0] ?? ''
  const lines: string[] = []
  let current = indent
  for (const word of line.trim().split(' ')) {
    let rest = word
    if (current !== indent && [...current].length + 1 + [...rest].length > width) {
      lines.push(current)
      current = indent
    }
    while (indent.length + [...rest].length > width) {
      const head = [...rest].slice(0, width - indent.length).join('')
      lines.push(`${indent}${head}`)
      rest = rest.slice(head.length)
    }
    current += current === indent ? rest : ` ${rest}`
  }
  return [...lines, current]
}
