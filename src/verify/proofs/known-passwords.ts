import { MigrationError } from '../../outcome/migration-error.js'
import type { CreateUserBody, UserPlan } from '../../plan/user-plan.js'
import { openInput } from '../../source/input/open-input.js'
import type { InputOptions } from '../../source/input/input-options.js'
import type { JsonObject, JsonValue, SourceRecord } from '../../source/source-record.js'

/** An account whose password somebody knows. At least one of the names of the account is there. */
export interface KnownPassword {
  /** How the file names the account, for reports: its key, else its identifier. */
  label: string
  key: string | undefined
  email: string | undefined
  phone: string | undefined
  username: string | undefined
  password: string
}

const keyColumns = ['key', 'sourcekey', 'id', 'userid']
const emailColumns = ['email', 'primaryemail', 'emailaddress']
const phoneColumns = ['phone', 'primaryphone', 'phonenumber']
const usernameColumns = ['username', 'login']

/**
 * Reads a file of known passwords: CSV, JSON or NDJSON with a column `password` and `key`, `email`, `phone`,
 * `username` or `identifier` (any of these).
 *
 * @throws MigrationError `passwords_file_invalid` at the first row that is of no use, naming its place; never a value
 */
export const readKnownPasswords = async (
  path: string,
  options: Pick<InputOptions, 'stdin' | 'signal'>,
): Promise<KnownPassword[]> => {
  const known: KnownPassword[] = []
  for await (const batch of openInput([path], { ...options, format: 'auto' })) {
    for (const source of batch) known.push(readRow(source))
  }
  if (known.length === 0) throw invalid(path, 'expected at least one known password, got none')
  return known
}

const readRow = ({ file, line, record, problem }: SourceRecord): KnownPassword => {
  const place = `${file}:${line}`
  if (record === undefined)
    throw invalid(place, `the row could not be read (${problem?.code ?? 'json_syntax'})`)
  const columns = foldColumns(record)
  const password = textOf(columns.get('password'))
  if (password === undefined) throw invalid(place, 'expected a column password with the known password in it')
  const identifier = readFirst(columns, ['identifier'])
  const key = readFirst(columns, keyColumns) ?? identifier
  const email = readFirst(columns, emailColumns) ?? emailOf(identifier)
  const phone = digitsOf(readFirst(columns, phoneColumns) ?? phoneOf(identifier))
  const username = readFirst(columns, usernameColumns) ?? identifier
  const label = readFirst(columns, keyColumns) ?? identifier ?? email ?? username ?? phone
  if (label === undefined) {
    throw invalid(
      place,
      'expected key, email, phone, username or identifier beside password, got none of them',
    )
  }
  return { label, key, email: email?.toLowerCase(), phone, username, password }
}

const invalid = (place: string, what: string): MigrationError =>
  new MigrationError('usage', 'passwords_file_invalid', `--passwords: ${place}: ${what}`)

/** `Source Key`, `source_key` and `sourceKey` are one column. */
const foldColumns = (record: JsonObject): Map<string, JsonValue> => {
  const columns = new Map<string, JsonValue>()
  for (const [name, value] of Object.entries(record)) {
    columns.set(name.toLowerCase().replaceAll(/[\s_-]/g, ''), value)
  }
  return columns
}

const readFirst = (columns: Map<string, JsonValue>, names: string[]): string | undefined => {
  for (const name of names) {
    const text = textOf(columns.get(name))?.trim()
    if (text !== undefined && text !== '') return text
  }
  return undefined
}

const textOf = (value: JsonValue | undefined): string | undefined => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

const emailOf = (identifier: string | undefined): string | undefined =>
  identifier?.includes('@') === true ? identifier : undefined

const phoneOf = (identifier: string | undefined): string | undefined =>
  identifier !== undefined && /^\+?[\d\s().-]{6,}$/.test(identifier) ? identifier : undefined

const digitsOf = (phone: string | undefined): string | undefined => phone?.replaceAll(/\D/g, '')

/** Known passwords by everything that names their accounts. */
export class KnownPasswordIndex {
  readonly entries: readonly KnownPassword[]
  readonly #byName = new Map<string, KnownPassword>()

  constructor(known: readonly KnownPassword[]) {
    this.entries = known
    for (const entry of known) {
      for (const name of namesOf(entry)) if (!this.#byName.has(name)) this.#byName.set(name, entry)
    }
  }

  /** The known password of a planned user; the source key is asked first. */
  find({ sourceKey, create }: Pick<UserPlan, 'sourceKey' | 'create'>): KnownPassword | undefined {
    return this.#byName.get(`key ${sourceKey}`) ?? this.#findIdentifier(create)
  }

  /** Those that are not in the set. */
  without(found: ReadonlySet<KnownPassword>): KnownPassword[] {
    return this.entries.filter((entry) => !found.has(entry))
  }

  #findIdentifier({ primaryEmail, primaryPhone, username }: CreateUserBody): KnownPassword | undefined {
    return (
      (primaryEmail === undefined ? undefined : this.#byName.get(`email ${primaryEmail.toLowerCase()}`)) ??
      (primaryPhone === undefined ? undefined : this.#byName.get(`phone ${primaryPhone}`)) ??
      (username === undefined ? undefined : this.#byName.get(`username ${username}`))
    )
  }
}

const namesOf = ({ key, email, phone, username }: KnownPassword): string[] => [
  ...(key === undefined ? [] : [`key ${key}`]),
  ...(email === undefined ? [] : [`email ${email}`]),
  ...(phone === undefined ? [] : [`phone ${phone}`]),
  ...(username === undefined ? [] : [`username ${username}`]),
]
