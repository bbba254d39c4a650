/**
 * Fills the names in braces and appends the query. Lists repeat their name, undefined and null are left out.
 *
 * @throws {TypeError} for a name without a usable value, which is a mistake of the calling program
 */
export const buildCallPath = (
  template: string,
  names: Record<string, string> = {},
  query: object = {},
): string => {
  const path = template.replace(/\{(\w+)\}/g, (_braces, name: string) => {
    const value = Object.hasOwn(names, name) ? names[name] : undefined
    if (typeof value !== 'string' || value === '') throw new TypeError(`${template}: no value for {${name}}`)
    // However it is encoded, somebody on the way may climb up with it.
    if (value === '.' || value === '..') throw new TypeError(`${template}: {${name}} cannot be "${value}"`)
    return encodeURIComponent(value)
  })
  const parts: string[] = []
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === undefined || one === null) continue
      parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`)
    }
  }
  if (parts.length === 0) return path
  return `${path}${path.includes('?') ? '&' : '?'}${parts.join('&')}`
}
