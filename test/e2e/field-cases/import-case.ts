import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { verifyDigest } from '../../../src/password/digest/verify-digest.js'
import type { SandboxState } from '../../../src/sandbox/store/read-state.js'
import type { CliResult } from '../../support/run-cli.js'
import { type Rehearsal, startRehearsal } from '../../support/sandbox-process.js'

type StoredUser = SandboxState['users'][number]

/** What the target holds of one user, ready to be compared. Absent fields are null there. */
export interface ImportedUser extends Pick<
  StoredUser,
  | 'primaryEmail'
  | 'primaryPhone'
  | 'username'
  | 'name'
  | 'avatar'
  | 'profile'
  | 'identities'
  | 'passwordDigest'
  | 'passwordAlgorithm'
  | 'isSuspended'
  | 'isPasswordExpired'
> {
  /** Without the run's id in `migratedFrom`, which is another one every time. */
  customData: Record<string, unknown>
  /** Names, sorted. */
  roles: string[]
  organizations: { name: string; roles: string[] }[]
  /** TOTP secrets as `Totp <secret>`, sets of codes as `BackupCode <codes>`. */
  factors: string[]
}

export interface ImportedCase extends CliResult {
  /** In the order in which they were created. */
  users: ImportedUser[]
  /** Text of `rejected.ndjson`; empty when there is none. */
  rejected: string
  /** Requests that the target saw, by route, for example `POST /api/users`. */
  requests: Record<string, number>
  rehearsal: Rehearsal
}

export interface CaseOptions {
  /** Name of the file; needed only where the folder of the case holds several. */
  file?: string
  /** Name that the program sees instead, for what depends on the ending. */
  as?: string
  /** @default 'import' */
  command?: string
  /** More of the command line: `--source`, `--yes`, … */
  args?: readonly string[]
  /** Fields of the config. Roles and organizations are created unless it says otherwise. */
  config?: Record<string, unknown>
  /** Makes the target ready. */
  prepare?(rehearsal: Rehearsal): Promise<unknown>
}

/**
 * Runs the built program on the file in `fixtures/field-cases/<name>/`, in a folder and against a sandbox of its
 * own, as somebody would who has nothing but the file, and reads what the target holds then.
 */
export const importCase = async (name: string, options: CaseOptions = {}): Promise<ImportedCase> => {
  const folder = join('fixtures/field-cases', name)
  const file = options.file ?? onlyFile(folder)
  return importText(options.as ?? file, await readFile(join(folder, file)), options)
}

/** The same for a file that a test makes itself. */
export const importText = async (
  path: string,
  content: string | Buffer,
  { command = 'import', args = [], config = {}, prepare }: CaseOptions = {},
): Promise<ImportedCase> => {
  const rehearsal = await startRehearsal()
  await prepare?.(rehearsal)
  await writeFile(rehearsal.path(path), content)
  const defaults = {
    roles: { createMissing: true },
    organizations: { createMissing: true, roles: { createMissing: true } },
  }
  await writeFile(
    rehearsal.path('migrate.config.ts'),
    `export default ${JSON.stringify({ ...defaults, ...config })}`,
  )
  const isImport = command === 'import'
  const result = await rehearsal.run([
    command,
    path,
    // One after another, so that the order of the users is that of the file.
    ...(isImport ? ['--rate', 'off', '--run', 'run', '--concurrency', '1'] : []),
    ...args,
  ])
  const state = rehearsal.sandbox.state()
  return {
    ...result,
    users: state.users.map((user) => describeUser(user, state)),
    rejected: await readFile(rehearsal.path('run', 'rejected.ndjson'), 'utf8').catch(() => ''),
    requests: rehearsal.sandbox.stats().requests,
    rehearsal,
  }
}

/** Whether the target would let somebody in with this password. */
export const isPasswordOf = async (
  { passwordDigest, passwordAlgorithm }: ImportedUser,
  plaintext: string,
): Promise<boolean> =>
  passwordDigest !== null &&
  passwordAlgorithm !== null &&
  verifyDigest(passwordAlgorithm, passwordDigest, plaintext)

const onlyFile = (folder: string): string => {
  const files = readdirSync(folder)
  if (files.length !== 1) throw new Error(`${folder}: expected one file, got ${files.join(', ')}`)
  return files[0]!
}

const describeUser = (user: StoredUser, { roles, organizations, organizationRoles }: SandboxState) => {
  const { migratedFrom, ...customData } = user.customData
  const { run: _run, ...from } = (migratedFrom ?? {}) as Record<string, unknown>
  return {
    primaryEmail: user.primaryEmail,
    primaryPhone: user.primaryPhone,
    username: user.username,
    name: user.name,
    avatar: user.avatar,
    profile: user.profile,
    customData: migratedFrom === undefined ? customData : { ...customData, migratedFrom: from },
    passwordDigest: user.passwordDigest,
    passwordAlgorithm: user.passwordAlgorithm,
    isSuspended: user.isSuspended,
    isPasswordExpired: user.isPasswordExpired,
    identities: user.identities,
    roles: namesOf(user.roleIds, roles),
    organizations: user.organizations.map(({ id, organizationRoleIds }) => ({
      name: namesOf([id], organizations)[0]!,
      roles: namesOf(organizationRoleIds, organizationRoles),
    })),
    factors: user.mfaFactors.map((factor) =>
      factor.type === 'Totp'
        ? `Totp ${factor.secret}`
        : `BackupCode ${factor.codes.map(({ code }) => code).join(' ')}`,
    ),
  }
}

const namesOf = (ids: readonly string[], things: readonly { id: string; name: string }[]): string[] =>
  ids.map((id) => things.find((thing) => thing.id === id)?.name ?? id).toSorted()
