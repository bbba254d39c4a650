export type Compression = 'none' | 'gzip' | 'zstd'

/** By the first four bytes; a file's name says nothing. A zstd stream may begin with a skippable frame. */
export const detectCompression = (head: Uint8Array): Compression => {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return 'zstd'
  const isSkippableFrame = head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18
  return isSkippableFrame && ((head[0] ?? 0) & 0xf0) === 0x50 ? 'zstd' : 'none'
}
