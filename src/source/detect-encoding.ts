export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

export interface DetectedEncoding {
  encoding: Encoding
  /** Length of the byte order mark to leave out. */
  markBytes: number
}

/** By byte order mark; without one, UTF-16 shows itself by a zero in every other byte of ASCII text. */
export const detectEncoding = (head: Uint8Array): DetectedEncoding => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', markBytes: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', markBytes: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', markBytes: 2 }
  return { encoding: encodingByZeros(head.subarray(0, 256)), markBytes: 0 }
}

const encodingByZeros = (head: Uint8Array): Encoding => {
  let evenZeros = 0
  let oddZeros = 0
  for (let i = 0; i < head.length; i++) {
    if (head[i] !== 0) continue
    if (i % 2 === 0) evenZeros++
    else oddZeros++
  }
  const many = head.length * 0.4
  if (head.length >= 8 && oddZeros > many && evenZeros === 0) return 'utf-16le'
  return head.length >= 8 && evenZeros > many && oddZeros === 0 ? 'utf-16be' : 'utf-8'
}
