import { join } from 'node:path'
import type { RunFolder } from '../../checkpoint/run-folder.js'
import { writePrivate } from '../../outcome/open-private.js'
import { maskKey } from '../mask-personal-data.js'
import { readJsonLines } from './read-json-lines.js'
import { writeRows } from './write-rows.js'

/** Why somebody is to be written to: has not signed in since, or the old password has not come yet. */
export type LeftReason = 'never_signed_in' | 'pending'

/** Somebody of the run who is to be written to. */
export interface PersonLeft {
  key: string | undefined
  id: string
  email: string | undefined
  phone: string | undefined
  username: string | undefined
  why: LeftReason[]
}

const locate = ({ folder }: RunFolder): string => join(folder, 'people-left.ndjson')

/** Keeps who is left, for reports: `people-left.ndjson` in the run folder, for its owner alone. */
export const writePeopleLeft = async (run: RunFolder, people: Iterable<PersonLeft>): Promise<void> =>
  writePrivate(locate(run), Array.from(people, (person) => `${JSON.stringify(person)}\n`).join(''))

/** Nobody where `logs --run` was never called. */
export async function* readPeopleLeft(run: RunFolder): AsyncGenerator<PersonLeft> {
  for await (const { key, id, email, phone, username, why } of readJsonLines(locate(run))) {
    if (typeof id !== 'string' || !Array.isArray(why)) continue
    yield {
      key: textOf(key),
      id,
      email: textOf(email),
      phone: textOf(phone),
      username: textOf(username),
      why: why.filter((reason): reason is LeftReason => reason === 'never_signed_in' || reason === 'pending'),
    }
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const batchSize = 500

/**
 * The list as CSV, for a mailer or a call centre. Addresses are in it when the report may hold personal data; otherwise
 * keys that could name somebody are shortened.
 *
 * @returns the number of people
 */
export const writePeopleCsv = (run: RunFolder, path: string, showPersonalData: boolean): Promise<number> => {
  const names = showPersonalData ? ['email', 'phone', 'username'] : []
  return writeRows(path, ['source_key', 'logto_id', 'why', ...names], rowsOf(run, showPersonalData))
}

async function* rowsOf(run: RunFolder, showPersonalData: boolean): AsyncGenerator<(string | undefined)[][]> {
  let rows: (string | undefined)[][] = []
  for await (const { key, id, why, email, phone, username } of readPeopleLeft(run)) {
    const shown = key === undefined || showPersonalData ? key : maskKey(key)
    rows.push([shown, id, why.join(' '), ...(showPersonalData ? [email, phone, username] : [])])
    if (rows.length < batchSize) continue
    yield rows
    rows = []
  }
  yield rows
}
