/** The kind of a value for a message: `an array`, `null`, `a number`. Never the value itself. */
export const describeType = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  const type = typeof value
  return type === 'object' ? 'an object' : type === 'undefined' ? 'nothing' : `a ${type}`
}
