import type { LookupField } from '../../logto/search/find-users.js'
import {
  type SearchMode,
  searchModes,
  searchUsers,
  type UserSearch,
} from '../../logto/search/search-users.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { openOutput } from '../terminal/open-output.js'
import { withOpenTarget } from '../../jobs/target/open-target.js'
import { type AccessFlags, readAccess } from '../../jobs/target/read-access.js'
import { chooseFormat, createRecordPrinter } from '../../terminal/record-printer.js'

export interface UsersFlags extends AccessFlags, CommonFlags {
  search?: string
  id?: string[]
  email?: string[]
  phone?: string[]
  username?: string[]
  name?: string[]
  mode?: string[]
  joint?: string
  caseSensitive?: boolean
  fields?: string
  format?: string
  limit?: string
  out?: string
  withPasswordHash?: boolean
}

/** The names of the flags, and what Logto calls them. */
const searchFields = {
  id: 'id',
  email: 'primaryEmail',
  phone: 'primaryPhone',
  username: 'username',
  name: 'name',
} as const satisfies Record<string, LookupField>

const columns = ['id', 'username', 'primaryEmail', 'primaryPhone', 'name', 'createdAt', 'lastSignInAt']

/** Prints the users who match, newest first. 0 also when there are none. */
export const runUsersCommand = async (
  context: CommandContext,
  _operands: string[],
  flags: UsersFlags,
): Promise<number> => {
  const search = readSearch(flags)
  const format = chooseFormat(flags, context)
  const fields = readFieldList(flags.fields)
  const limit = readLimit(flags.limit)
  const { target, rate } = await readAccess(flags, context)
  if (flags.withPasswordHash === true) {
    context.stderr('The output holds password digests: keep it as safe as the database.\n')
  }
  const output = openOutput(flags.out, context)
  const printer = createRecordPrinter({
    format,
    fields,
    columns: flags.withPasswordHash === true ? [...columns, 'passwordAlgorithm', 'passwordDigest'] : columns,
    write: output.write,
  })
  let count = 0
  try {
    await withOpenTarget(target, { rate }, context, {}, async ({ send }) => {
      for await (const users of searchUsers(send, search, context.stop)) {
        if (count === 0 && flags.withPasswordHash === true) checkHashes(users)
        const wanted = users.slice(0, limit - count)
        printer.add(wanted)
        count += wanted.length
        if (flags.verbose === true) context.stderr(`${count} users so far\n`)
        if (count >= limit || output.isClosed()) break
      }
    })
    printer.end()
  } finally {
    await output.close()
  }
  context.stderr(count === 1 ? '1 user.\n' : `${count} users.\n`)
  return 0
}

const readSearch = (flags: UsersFlags): UserSearch => {
  const search: UserSearch = {
    pattern: flags.search,
    fields: {},
    isCaseSensitive: flags.caseSensitive === true,
    includePasswordHash: flags.withPasswordHash === true,
  }
  const fields: Partial<Record<LookupField, string[]>> = {}
  for (const [flag, field] of Object.entries(searchFields)) {
    const values = flags[flag as keyof typeof searchFields]
    if (values !== undefined) fields[field] = field === 'primaryPhone' ? values.map(toStoredPhone) : values
  }
  const joint = flags.joint
  if (joint !== undefined && joint !== 'and' && joint !== 'or') {
    throw usage(`--joint takes and, or; got "${joint}"`)
  }
  return { ...search, fields, ...(joint !== undefined && { joint }), ...readModes(flags.mode ?? []) }
}

/** Logto keeps phones without the plus sign. */
const toStoredPhone = (value: string): string =>
  /^\+[\d\s().-]+$/.test(value) ? value.replace(/\D/g, '') : value

const readModes = (given: readonly string[]): Pick<UserSearch, 'mode' | 'modes'> => {
  const modes: Partial<Record<LookupField, SearchMode>> = {}
  let mode: SearchMode | undefined
  for (const text of given) {
    const [first = '', second] = text.split('=', 2)
    const name = second ?? first
    const found = searchModes.find((known) => known === name)
    if (found === undefined) throw usage(`--mode takes ${searchModes.join(', ')}; got "${name}"`)
    if (second === undefined) {
      mode = found
      continue
    }
    const flag = Object.keys(searchFields).find((known) => known === first)
    if (flag === undefined) {
      throw usage(`--mode ${text}: expected one of ${Object.keys(searchFields).join(', ')}, got "${first}"`)
    }
    modes[searchFields[flag as keyof typeof searchFields]] = found
  }
  return { ...(mode !== undefined && { mode }), modes }
}

export const readFieldList = (text: string | undefined): string[] | undefined => {
  if (text === undefined) return undefined
  const fields = text.split(',').map((field) => field.trim())
  if (fields.includes('')) throw usage(`--fields takes names separated by commas, got "${text}"`)
  return fields
}

/** @returns Infinity without the flag */
export const readLimit = (text: string | undefined): number => {
  if (text === undefined) return Infinity
  if (!/^[1-9]\d*$/.test(text)) throw usage(`--limit takes a whole number from 1, got "${text}"`)
  return Number(text)
}

/** An older Logto ignores the question, and a backup without hashes would look like one with them. */
const checkHashes = (users: readonly LogtoUser[]): void => {
  if (users.length === 0 || users.some((user) => user.passwordDigest !== undefined)) return
  throw new MigrationError(
    'target',
    'password_hash_absent',
    'GET /api/users: the answer has no password digests; Logto 1.38 or newer gives them',
  )
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
