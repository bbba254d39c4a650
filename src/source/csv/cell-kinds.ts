/** What a cell looks like, as far as that tells data from names and one column from another. */
export type CellKind = 'address' | 'uuid' | 'hash' | 'time' | 'number'

const shapes: readonly (readonly [CellKind, RegExp])[] = [
  ['address', /^[^\s@,;<>"]{1,128}@[^\s@,;<>"]{1,253}\.[^\s@,;<>".]{1,63}$/],
  ['uuid', /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i],
  ['hash', /^(?:\$[\w-]{1,20}\$|\{[\w-]{2,20}\}|[0-9a-f]{32}$|[0-9a-f]{40}$|[0-9a-f]{64}$|pbkdf2_)/i],
  ['time', /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)/],
  ['number', /^[+-]?\d{1,40}(?:\.\d{1,40})?$/],
]

/** Longer cells are texts of some kind; only the head of hashes is looked at. */
const mostLength = 400

export const kindOfCell = (cell: string): CellKind | undefined => {
  const text = cell.trim()
  if (text === '' || text.length > mostLength) return undefined
  return shapes.find(([, shape]) => shape.test(text))?.[0]
}
