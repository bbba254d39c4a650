/** The first lines of a stream, without their line ends; fewer when it ends before. */
export const readInputLines = async (stdin: AsyncIterable<Buffer>, count: number): Promise<string[]> => {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) {
    chunks.push(chunk)
    if (countLineFeeds(chunks) >= count) break
  }
  const lines = Buffer.concat(chunks).toString('utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.slice(0, count).map((line) => line.replace(/\r$/, ''))
}

const countLineFeeds = (chunks: Buffer[]): number =>
  chunks.reduce((count, chunk) => count + chunk.toString('latin1').split('\n').length - 1, 0)
