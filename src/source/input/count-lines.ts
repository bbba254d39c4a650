/** Line ends in `bytes` from `start` up to `end`. @param newline the byte that ends a line */
export const countLines = (bytes: Uint8Array, start: number, end: number, newline = 10): number => {
  let count = 0
  for (let at = bytes.indexOf(newline, start); at !== -1 && at < end; at = bytes.indexOf(newline, at + 1))
    count++
  return count
}
