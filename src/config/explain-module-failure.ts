/**
 * Why a module of the operator's did not run, and where: at its own line, or at that of a module which it brings in.
 *
 * @param path of the module that was named
 */
export const explainModuleFailure = (path: string, cause: unknown): { place: string; reason: string } => {
  if (!(cause instanceof Error)) return { place: path, reason: String(cause) }
  const [first = '', second = ''] = cause.message.split('\n')
  const reason = first.replace(/^ParseError: /, '').trim()
  const syntax = /^\s*(.+):(\d+):(\d+)\s*$/.exec(second)
  if (first.startsWith('ParseError: ') && syntax !== null) {
    // The compiler counts columns from 0, editors from 1.
    return { place: `${syntax[1]}:${syntax[2]}:${Number(syntax[3]) + 1}`, reason }
  }
  const frame = findFrame(cause.stack ?? '')
  if (frame === undefined) return { place: path, reason }
  // The column would be that of the compiled text, whose lines alone are those of the file.
  return { place: `${frame.file}:${frame.line}`, reason }
}

/** The first place on the way that is neither Node's nor of a package. */
const findFrame = (stack: string): { file: string; line: string } | undefined => {
  for (const line of stack.split('\n')) {
    const match = /^\s+at (?:.*\()?(?:file:\/\/)?((?:\/|[A-Za-z]:[/\\]).*?):(\d+):\d+\)?$/.exec(line)
    if (match === null) continue
    const [, file = '', row = ''] = match
    if (!/[/\\](?:node_modules|dist[/\\]config)[/\\]/.test(file)) return { file, line: row }
    // What called the module is nobody's fault.
    if (/[/\\]dist[/\\]config[/\\]/.test(file)) return undefined
  }
  return undefined
}
