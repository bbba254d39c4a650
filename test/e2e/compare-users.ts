import type { SandboxState } from '../../src/sandbox/store/read-state.js'
import type { ExportLine } from './make-export.js'

type StoredUser = SandboxState['users'][number]

/** The source key that a user was imported with. */
export const sourceKeyOf = ({ customData }: Pick<StoredUser, 'customData'>): string => {
  const from = customData['migratedFrom']
  return typeof from === 'object' && from !== null && 'id' in from ? String(from.id) : ''
}

/** What of a stored user the export decides, ready to be compared. */
export const describeStored = (user: StoredUser) => ({
  id: sourceKeyOf(user),
  primaryEmail: user.primaryEmail ?? undefined,
  primaryPhone: user.primaryPhone ?? undefined,
  username: user.username ?? undefined,
  name: user.name,
  givenName: user.profile.givenName,
  plan: user.customData['plan'],
  passwordDigest: user.passwordDigest,
  passwordAlgorithm: user.passwordAlgorithm,
  isSuspended: user.isSuspended,
})

/** What the target must hold for an export: each sound row, once. Sorted by key. */
export const expectUsers = (lines: ExportLine[]) =>
  lines
    .flatMap((line) => ('row' in line && line.code === undefined ? [line.row] : []))
    .map((row) => ({
      id: row.id,
      primaryEmail: row.primaryEmail,
      primaryPhone: row.primaryPhone?.replaceAll(/[+ ]/g, ''),
      username: row.username,
      name: row.name,
      givenName: row['profile.givenName'],
      plan: row['customData.plan'],
      passwordDigest: row.passwordDigest,
      passwordAlgorithm: row.passwordAlgorithm,
      isSuspended: row.isSuspended,
    }))
    .sort(byId)

export const storedUsers = ({ users }: SandboxState) => users.map(describeStored).sort(byId)

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
