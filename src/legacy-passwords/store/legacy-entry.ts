/** The identifiers that a person may type at the first sign-in. */
export interface LegacyIdentifiers {
  primaryEmail?: string | undefined
  primaryPhone?: string | undefined
  username?: string | undefined
}

/** What is kept of one person's old password: the arguments of `verifyLegacyPassword`. */
export interface LegacyEntry {
  source: string
  /** As the source stores it: text, or an object of its own shape. */
  hash: unknown
  params: Record<string, unknown>
  identifiers?: LegacyIdentifiers | undefined
}

/** The JSON of an entry; functions, as `convert` of a config is one, are left out by JSON. */
export const writeEntry = (entry: LegacyEntry): Uint8Array => Buffer.from(JSON.stringify(entry), 'utf8')

/** Undefined when the bytes are no entry. */
export const readEntry = (bytes: Uint8Array): LegacyEntry | undefined => {
  const value: unknown = JSON.parse(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
  )
  return isEntry(value) ? value : undefined
}

const isEntry = (value: unknown): value is LegacyEntry =>
  typeof value === 'object' &&
  value !== null &&
  'source' in value &&
  typeof value.source === 'string' &&
  'hash' in value &&
  'params' in value &&
  typeof value.params === 'object' &&
  value.params !== null
