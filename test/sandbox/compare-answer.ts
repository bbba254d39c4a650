/** Values that stand behind the `{{…}}` of the recording, learned from the first answer that has one. */
export type Bindings = Map<string, string>

/** Puts the known values in place of their placeholders; unknown ones stay. */
export const fillIn = (text: string, bindings: Bindings): string =>
  text.replace(/\{\{([^}]+)\}\}/g, (placeholder, name: string) => bindings.get(name) ?? placeholder)

/**
 * Compares an answer with the recorded one: the same keys and types everywhere, the same values but for ids,
 * times, tokens, pictures and digests, which must have the recorded form.
 *
 * @returns one line for each difference
 */
export const compareAnswer = (
  expected: unknown,
  actual: unknown,
  bindings: Bindings,
  path: readonly (string | number)[] = [],
): string[] => {
  const at = path.join('.') || '(top)'
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${at}: expected an array, got ${describe(actual)}`]
    if (actual.length !== expected.length) {
      return [`${at}: expected ${expected.length} items, got ${actual.length}`]
    }
    return expected.flatMap((item, index) => compareAnswer(item, actual[index], bindings, [...path, index]))
  }
  if (isRecord(expected)) {
    if (!isRecord(actual)) return [`${at}: expected an object, got ${describe(actual)}`]
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)])
    return [...keys].flatMap((key) => {
      if (!(key in actual)) return [`${at}: ${key} is missing`]
      if (!(key in expected)) return [`${at}: ${key} is not expected, got ${describe(actual[key])}`]
      return compareAnswer(expected[key], actual[key], bindings, [...path, key])
    })
  }
  const isSame = compareLeaf(expected, actual, bindings, String(path.at(-1) ?? ''))
  return isSame ? [] : [`${at}: expected ${describe(expected)}, got ${describe(actual)}`]
}

const compareLeaf = (expected: unknown, actual: unknown, bindings: Bindings, key: string): boolean => {
  if (key === 'createdAt' || key === 'updatedAt') return isSameKindOfTime(expected, actual)
  if (typeof expected !== 'string' || typeof actual !== 'string') return Object.is(expected, actual)
  if (expected === '{{jwt}}') return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(actual)
  if (expected === '{{qr}}') return actual.startsWith('data:image/png;base64,')
  if (expected === '$argon2i$…') return actual.startsWith('$argon2i$')
  if (key === 'id' && /^[\da-z]{21}$/.test(expected)) return /^[\da-z]{21}$/.test(actual)
  const [, name] = /^\{\{([^}]+)\}\}$/.exec(expected) ?? []
  if (name !== undefined && !bindings.has(name)) {
    bindings.set(name, actual)
    return /^[\da-z]{12}$|^[\da-z]{21}$/.test(actual)
  }
  return fillIn(expected, bindings) === actual
}

const isSameKindOfTime = (expected: unknown, actual: unknown): boolean =>
  typeof expected === 'string'
    ? typeof actual === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(actual)
    : typeof actual === 'number' && Number.isInteger(actual)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const describe = (value: unknown): string => JSON.stringify(value)?.slice(0, 200) ?? 'undefined'
