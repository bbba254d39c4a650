/** Providers that the CSV gives four columns each, in order. */
const firstProviders = ['google.com', 'facebook.com', 'twitter.com', 'github.com']

/** Added by firebase-tools 15.19.0. */
const laterProviders = [
  'apple.com',
  'microsoft.com',
  'gc.apple.com',
  'playgames.google.com',
  'linkedin.com',
  'yahoo.com',
]

export const csvProviders: readonly string[] = [...firstProviders, ...laterProviders]

const columnsOf = (provider: string): string[] =>
  ['rawId', 'email', 'displayName', 'photoUrl'].map((name) => `${provider}.${name}`)

const columns: readonly string[] = [
  'localId',
  'email',
  'emailVerified',
  'passwordHash',
  'salt',
  'displayName',
  'photoUrl',
  ...firstProviders.flatMap(columnsOf),
  'createdAt',
  'lastLoginAt',
  'phoneNumber',
  'disabled',
  'customAttributes',
  ...laterProviders.flatMap(columnsOf),
]

/** Every line ends with a comma, so there is one field more; nothing is ever in it. */
const lastColumn = 'endOfLine'

/** Names for the CSV of `firebase auth:export`, which has no header: 28 columns, or 52 from 15.19.0 on. */
export const firebaseColumns = (fieldCount: number): readonly string[] | undefined => {
  switch (fieldCount) {
    case 28:
    case 52:
      return columns.slice(0, fieldCount)
    case 29:
    case 53:
      return [...columns.slice(0, fieldCount - 1), lastColumn]
    default:
      return undefined
  }
}
