/**
 * Why a module of the operator's did not run, and where: at its own line, or at that of a module which it brings in.
 *
 * @param path of the module that was named
 */
export const explainModuleFailure = (path: string, cause: unknown): { place: string; reason: string } => {
  if (!(cause instanceof Error)) return { place: path, reason: String(cause) }
  const [first = '', second = ''] = cause.message.split('\n')
  const reason = first.replace(/^ParseError: /, '').trim()
  const syntax = /^(.+):(\d+):(\d+)$/.exec(second.trim())
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
    const end = /:(\d+):\d+\)?$/.exec(line)
    if (end === null || !/^\s+at /.test(line)) continue
    const head = line.slice(0, end.index).trim().slice('at '.length)
    const bracket = head.indexOf(' (')
    const file = head.slice(bracket === -1 ? 0 : bracket + 2).replace(/^file:\/\//, '')
    if (!/^(?:\/|[A-Za-z]:[/\\])/.test(file)) continue
    const [, row = ''] = end
    if (!/[/\\](?:node_modules|dist[/\\]config)[/\\]/.test(file)) return { file, line: row }
    // What called the module is nobody's fault.
    if (/[/\\]dist[/\\]config[/\\]/.test(file)) return undefined
  }
  return undefined
}
