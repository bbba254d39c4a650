import { countInvalidMarks } from '../encoding/mark-invalid-bytes.js'

/** Characters that text files do not have, but for a stray one: NUL and other controls. */
// oxlint-disable-next-line no-control-regex
const controls = /[\0-\x08\x0e-\x19\x1c\x1d\x7f]/g

const manyControls = 0.1
const someControls = 0.02
const manyStrange = 0.2

/**
 * Whether a sample is no text at all. A NUL in a text costs the record that it stands in, not the file; bytes that
 * are not UTF-8 may be an encoding that is not known yet, unless controls stand among them.
 *
 * @param text the sample as `decodeText` gives it
 */
export const isBinary = (text: string): boolean => {
  if (text.startsWith('PK\u0003\u0004')) return true
  const controlCount = text.match(controls)?.length ?? 0
  if (controlCount === 0) return false
  const invalid = countInvalidMarks(text)
  // A mark takes the place of one byte.
  const length = text.length - invalid * 3
  if (controlCount > length * manyControls) return true
  return controlCount > length * someControls && controlCount + invalid > length * manyStrange
}
