import { isBareFamily } from '../../../password/recognise/bare-families.js'
import { convertPassword } from '../../../password/convert-password.js'
import type { HashParams } from '../../../password/hash-params.js'
import { isConverter } from '../../../password/own-conversion.js'
import { convertLogtoDigest } from '../../../password/digest/logto-digest.js'
import { passwordAlgorithms } from '../../../password/digest/password-algorithm.js'
import type { PasswordAlgorithm } from '../../../password/digest/password-algorithm.js'
import type { PasswordConversion } from '../../../password/password-conversion.js'
import { recognisePassword } from '../../../password/recognise/recognise-password.js'
import { refusePassword } from '../../../password/refuse-password.js'
import type { PresetContext } from '../../preset.js'
import { applyConversion } from '../../vocabulary/put-password.js'
import type { StoredPassword } from '../../vocabulary/stored-password.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { readJsonCell } from '../../vocabulary/cells/read-json-cell.js'
import { setPath } from '../../vocabulary/cells/set-path.js'
import type { GenericDraft, PasswordCandidate } from '../generic-draft.js'
import { openPassword, type OpenedPassword } from './open-password.js'

interface Attempt {
  candidate: PasswordCandidate
  conversion: PasswordConversion
  stored: StoredPassword
}

/**
 * Takes one of the columns that may hold the password: the first that converts, by what its name promises. A value
 * is plaintext only where the operator, the name of the column or a mark in the value says so.
 */
export const settlePassword = (draft: GenericDraft, context: PresetContext): void => {
  const candidates = draft.passwords
  const opened = candidates.map(({ role, value }) =>
    openPassword(value, role === 'plain' || context.passwordParams['plaintext'] === true),
  )
  settleWeakParams(draft, opened)
  if (candidates.length === 0) return
  const attempts = candidates
    .map((candidate, index): Attempt => ({
      candidate,
      ...convertCandidate(candidate, opened[index]!, draft, context),
    }))
    .sort((a, b) => roleOrder.indexOf(a.candidate.role) - roleOrder.indexOf(b.candidate.role))
  const chosen = chooseAttempt(attempts)
  applyConversion(draft.user, chosen.conversion, {
    stored: chosen.stored,
    column: chosen.candidate.column,
  })
  if (chosen.candidate.isGuessed && !isAbsent(chosen.conversion)) noteGuess(draft, chosen.candidate)
  for (const { candidate, conversion } of attempts) {
    if (
      candidate !== chosen.candidate &&
      candidate.value !== chosen.candidate.value &&
      !isAbsent(conversion)
    ) {
      loseOther(draft, candidate.column)
    }
  }
}

const roleOrder: readonly PasswordCandidate['role'][] = ['digest', 'hash', 'password', 'plain', 'guess']

/** What converts; else what says most: a refusal before a placeholder. A guess never stands in for a real hash. */
const chooseAttempt = (attempts: readonly Attempt[]): Attempt => {
  if (attempts.length === 1) return attempts[0]!
  const named = attempts.filter(({ candidate }) => candidate.role !== 'guess')
  const refused = named.find(({ conversion }) => !isAbsent(conversion))
  const isNothingElse = refused === undefined || reasonOf(refused.conversion) === 'not_a_hash'
  return (
    named.find(({ conversion }) => !('reason' in conversion)) ??
    (isNothingElse ? attempts.find(({ candidate }) => candidate.role === 'guess') : undefined) ??
    refused ??
    attempts[0]!
  )
}

const reasonOf = (conversion: PasswordConversion): string | undefined =>
  'reason' in conversion ? conversion.reason : undefined

const isAbsent = (conversion: PasswordConversion): boolean => {
  const reason = reasonOf(conversion)
  return reason === 'no_password' || reason === 'unusable_password'
}

const convertCandidate = (
  { role, column }: PasswordCandidate,
  { value, params }: OpenedPassword,
  { passwordAlgorithm, passwordParams }: GenericDraft,
  context: PresetContext,
): Omit<Attempt, 'candidate'> => {
  const isOpen = role === 'password' || role === 'guess'
  const plaintext = role === 'plain' || (isOpen && context.passwordParams['plaintext'] === true)
  const isAlone = passwordAlgorithm === undefined && passwordParams === undefined && params === undefined
  const all = isAlone
    ? paramsOfAll(context.passwordParams, plaintext)
    : {
        ...context.passwordParams,
        ...(passwordAlgorithm !== undefined && { algorithm: passwordAlgorithm.trim().toLowerCase() }),
        ...passwordParams,
        ...params,
        plaintext,
      }
  if (role === 'digest' && typeof value === 'string') {
    const digest = readLogtoDigest(value, passwordAlgorithm, column === 'passwordDigest', passwordParams)
    if (digest !== undefined)
      return { conversion: digest, stored: { source: 'generic', hash: value, params: all } }
  }
  const conversion = convertPassword('generic', value, all)
  // A column of hashes has no plaintext, whatever the setting.
  const isHashColumn = role === 'hash' || role === 'digest'
  const isNoHash = isHashColumn && reasonOf(conversion) === 'not_a_hash'
  return {
    conversion: isNoHash ? refusePassword('unrecognised_hash') : conversion,
    stored: { source: 'generic', hash: value, params: all },
  }
}

const knownParams = new WeakMap<HashParams, HashParams[]>()

/** What holds for every hash with nothing beside it: one object for all, unless a converter of somebody else's gets it. */
const paramsOfAll = (given: HashParams, plaintext: boolean): HashParams => {
  if (isConverter(given['convert'])) return { ...given, plaintext }
  let known = knownParams.get(given)
  if (known === undefined) {
    known = [
      { ...given, plaintext: false },
      { ...given, plaintext: true },
    ]
    knownParams.set(given, known)
  }
  return known[plaintext ? 1 : 0]!
}

/** Logto's own digest by Logto's own name; undefined when the same words mean something of the source's. */
const readLogtoDigest = (
  digest: string,
  name: string | undefined,
  isOurName: boolean,
  params: HashParams | undefined,
): PasswordConversion | undefined => {
  const passwordAlgorithm = findAlgorithm(name)
  if (passwordAlgorithm === undefined) return undefined
  // Under Logto's own names the plan says what is wrong with it.
  if (isOurName) return { passwordAlgorithm, passwordDigest: digest }
  const conversion = convertLogtoDigest(passwordAlgorithm, digest)
  return 'reason' in conversion || params?.['salt'] !== undefined ? undefined : conversion
}

const findAlgorithm = (name: string | undefined): PasswordAlgorithm | undefined => {
  const folded = name?.trim().toLowerCase()
  return passwordAlgorithms.find((algorithm) => algorithm.toLowerCase() === folded)
}

/** `rounds` or `type` is a parameter only beside a hash that cannot do without; else it is the person's. */
const settleWeakParams = (draft: GenericDraft, opened: readonly OpenedPassword[]): void => {
  const { weakParams, user } = draft
  if (weakParams === undefined) return
  const hasParams = draft.passwordParams !== undefined || draft.passwordAlgorithm !== undefined
  const isNeeded = opened.some(({ value }) => needsParams(value, hasParams))
  for (const { column, parameter, value } of weakParams) {
    if (!isNeeded) setPath(user.customData, column.split('.'), readJsonCell(value) ?? value)
    else if (parameter === 'algorithm') draft.passwordAlgorithm ??= readText(value)
    else (draft.passwordParams ??= {})[parameter] ??= value
  }
}

const needsParams = (value: unknown, hasParams: boolean): boolean => {
  if (typeof value !== 'string') return false
  const { family } = recognisePassword(value)
  return family === 'unknown' ? hasParams : isBareFamily(family)
}

const noteGuess = ({ user }: GenericDraft, { column, role }: PasswordCandidate): void => {
  const why =
    role === 'guess' ? 'its values are password hashes and no other column has any' : 'its name says so'
  user.warnings ??= []
  user.warnings.push({
    code: 'password_column_guessed',
    field: 'password',
    message: `${column}: taken for the password, since ${why}; map it under columns to password or passwordHash to say so, or to null to leave it out.`,
  })
}

const loseOther = ({ user }: GenericDraft, column: string): void => {
  user.losses.push({
    kind: 'column',
    detail: `The column ${column} was left out: another one has the password.`,
  })
}

/** A hash of something else than the password: kept from custom data, which applications can read. */
export const loseHash = ({ user }: GenericDraft, column: string): void => {
  user.losses.push({ kind: 'column', detail: `The column ${column} holds a hash and was left out.` })
}
