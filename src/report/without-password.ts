import { join } from 'node:path'
import type { RunFolder } from '../checkpoint/run-folder.js'
import { countPasswordless } from './passwordless-text.js'
import type { ReportData } from './report-schema.js'
import { readPeopleLeft } from './run-files/people-left.js'
import type { InputSummary } from './run-files/input-summary.js'
import { readJsonLines } from './run-files/read-json-lines.js'

/** Who has no password that works, what they were offered, and who is left; null where that is nobody. */
export const gatherWithoutPassword = async (
  run: RunFolder,
  input: InputSummary | null,
  hasSignIns: boolean,
  nowMs: number,
): Promise<ReportData['withoutPassword']> => {
  const people = hasSignIns ? await countPeopleLeft(run) : undefined
  const links = await countLinks(run, nowMs)
  const { valid, none, lost, firstSignIn } =
    input === null ? { valid: 0, none: 0, lost: 0, firstSignIn: 0 } : countPasswordless(input)
  if (none + firstSignIn === 0 && links === undefined && (people?.all ?? 0) === 0) return null
  return {
    valid,
    atOnce: valid - none - firstSignIn,
    firstSignIn,
    mustReset: lost,
    hadNone: none - lost,
    links: links ?? null,
    left: people ?? null,
  }
}

const countPeopleLeft = async (
  run: RunFolder,
): Promise<{ all: number; neverSignedIn: number; pending: number }> => {
  const counts = { all: 0, neverSignedIn: 0, pending: 0 }
  for await (const { why } of readPeopleLeft(run)) {
    counts.all += 1
    if (why.includes('never_signed_in')) counts.neverSignedIn += 1
    if (why.includes('pending')) counts.pending += 1
  }
  return counts
}

/** From links.ndjson, the ledger of `links`: the newest link of each, without those that were revoked. */
const countLinks = async (
  { folder }: RunFolder,
  nowMs: number,
): Promise<{ made: number; good: number } | undefined> => {
  const tokens = new Map<string, { user: string; expiresAt: number }>()
  const newest = new Map<string, string>()
  for await (const { t, id, user, expiresAt } of readJsonLines(join(folder, 'links.ndjson'))) {
    if (typeof id !== 'string') continue
    if (t === 'revoked') tokens.delete(id)
    if (t !== 'token' || typeof user !== 'string' || typeof expiresAt !== 'number') continue
    tokens.delete(newest.get(user) ?? '')
    newest.set(user, id)
    tokens.set(id, { user, expiresAt })
  }
  if (newest.size === 0) return undefined
  const good = [...tokens.values()].filter((token) => token.expiresAt > nowMs).length
  return { made: tokens.size, good }
}
