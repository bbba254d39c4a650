import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import { readBoolean } from '../../vocabulary/cells/read-boolean.js'
import { isObject, readJsonCell } from '../../vocabulary/cells/read-json-cell.js'
import { readList } from '../../vocabulary/cells/read-list.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { putTotp } from '../../vocabulary/put-totp.js'
import { foldName } from '../columns/fold-name.js'
import type { GenericDraft } from '../generic-draft.js'

/**
 * `[{ type: 'Totp', secret }, { type: 'BackupCode', codes }]`, one of them, JSON text of these; a yes or no, or names
 * of factors, which say that the person has one whose secret is not here.
 */
export const setFactors = (draft: GenericDraft, value: JsonValue): void => {
  const cell = readJsonCell(value)
  for (const factor of Array.isArray(cell) ? cell : [cell]) setFactor(draft, factor ?? null)
}

/** A column that says that there is a factor, or names some: `mfa_enabled`, `passkeys`, `sms_mfa`. */
export const createFactorNameSetter = (column: string): ((draft: GenericDraft, value: JsonValue) => void) => {
  const own = kindOf(foldName(column))
  return (draft, value) => {
    const cell = readJsonCell(value)
    if (isNone(cell)) return
    const isList =
      Array.isArray(cell) || isObject(cell) || (readBoolean(cell) === undefined && own === 'second_factor')
    if (isList && own === 'second_factor') setFactors(draft, value)
    else claim(draft, own)
  }
}

type FactorKind = 'totp' | 'passkey' | 'sms' | 'second_factor'

/** What a name speaks of, folded. */
const kindOf = (name: string): FactorKind => {
  if (/passkey|webauthn|fido|securitykey|u2f|yubikey/.test(name)) return 'passkey'
  if (/sms|phone|mobile|textmessage|voice|call/.test(name)) return 'sms'
  return /totp|authenticator|otp|googleauth|softwaretoken/.test(name) ? 'totp' : 'second_factor'
}

const noneWords = /^(?:none|no|off|disabled|inactive|null|not[ _-]?(?:enabled|set|configured)|0)$/i

const isNone = (value: JsonValue | undefined): boolean => {
  if (value === undefined || value === null) return true
  const flag = readBoolean(value)
  if (flag !== undefined) return !flag
  if (Array.isArray(value)) return value.length === 0
  if (isObject(value))
    return Object.keys(value).length === 0 || readBoolean(value['enabled'] ?? value['isEnabled']) === false
  const text = readText(value)?.trim()
  return text === undefined || noneWords.test(text)
}

const setFactor = (draft: GenericDraft, factor: JsonValue): void => {
  if (isNone(factor)) return
  if (isObject(factor)) return setFactorObject(draft, factor)
  if (readBoolean(factor) === true) return claim(draft, 'second_factor')
  for (const name of readList(factor)) claim(draft, kindOf(foldName(name)))
}

const setFactorObject = (draft: GenericDraft, factor: JsonObject): void => {
  const { user } = draft
  const type = readText(
    factor['type'] ?? factor['factorType'] ?? factor['factor_type'] ?? factor['method'] ?? factor['kind'],
  )
  const folded = foldName(type ?? '')
  const secret = factor['secret'] ?? factor['totpSecret'] ?? factor['totp_secret']
  if (
    folded === 'backupcode' ||
    folded === 'backupcodes' ||
    folded === 'recoverycode' ||
    folded === 'recoverycodes'
  ) {
    user.mfa.push({ type: 'BackupCode', codes: readList(factor['codes']) })
  } else if (readText(secret) !== undefined && (type === undefined || kindOf(folded) === 'totp'))
    putTotp(user, secret)
  else if (type !== undefined) claim(draft, kindOf(folded))
  else {
    // `{ totp: { … }, webauthn: [ … ] }`: the keys are the names.
    const names = Object.keys(factor).filter(
      (key) => kindOf(foldName(key)) !== 'second_factor' && !isNone(factor[key]),
    )
    for (const name of names) claimNamed(draft, name, factor[name])
    const listed = readList(factor['methods'] ?? factor['types'] ?? factor['factors'] ?? null)
    for (const name of listed) claim(draft, kindOf(foldName(name)))
    if (names.length + listed.length === 0) claim(draft, 'second_factor')
  }
}

const claimNamed = (draft: GenericDraft, name: string, value: JsonValue | undefined): void => {
  const secret = isObject(value) ? value['secret'] : undefined
  if (kindOf(foldName(name)) === 'totp' && readText(secret) !== undefined) putTotp(draft.user, secret)
  else claim(draft, kindOf(foldName(name)))
}

const claim = (draft: GenericDraft, kind: FactorKind): void => {
  draft.claimedFactors ??= []
  if (!draft.claimedFactors.includes(kind)) draft.claimedFactors.push(kind)
}

const details: { readonly [kind: string]: { kind: string; detail: string } } = {
  passkey: { kind: 'passkey', detail: 'Passkeys are bound to the old domain; people enrol new ones.' },
  sms: {
    kind: 'second_factor',
    detail: 'Codes by SMS or call as a second factor cannot be imported; people set theirs up again.',
  },
  totp: {
    kind: 'totp',
    detail: 'The file names an authenticator app and holds no secret of it; people enrol again.',
  },
  second_factor: {
    kind: 'second_factor',
    detail: 'The file says that there is a second factor and holds none that Logto can take.',
  },
}

/** Names the factors that the record speaks of and that do not come over. */
export const finishFactors = ({ user, claimedFactors }: GenericDraft): void => {
  if (claimedFactors === undefined) return
  const hasTotp =
    user.mfa.some(({ type }) => type === 'Totp') || user.losses.some(({ kind }) => kind === 'totp')
  const isNamed = claimedFactors.some((kind) => kind !== 'second_factor')
  for (const kind of claimedFactors) {
    if ((kind === 'totp' && hasTotp) || (kind === 'second_factor' && (hasTotp || isNamed))) continue
    const loss = details[kind]
    if (loss !== undefined) user.losses.push({ ...loss })
  }
}
