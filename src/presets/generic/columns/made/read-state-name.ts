import { findWords, isMadeOf, longestMadeName } from './made-of-words.js'
import { rememberNames } from './remember-names.js'
import * as words from './state-name-words.js'

/** What a column says about whether the account may be used. */
export interface StateName {
  path: 'isActive' | 'isSuspended' | 'isDeleted' | 'suspendedUntil' | 'activeUntil' | 'accountStatus'
  rank: number
}

/** Behind the names that are listed. */
const rank = 50

const kinds = new Map<string, 'off' | 'on' | 'gone' | 'offNoun' | 'goneNoun' | 'end' | 'status'>()
for (const [kind, list] of [
  ['off', words.offWords],
  ['on', words.onWords],
  ['gone', words.goneWords],
  ['end', words.endNouns],
  ['offNoun', words.offNouns],
  ['goneNoun', words.goneNouns],
  ['status', words.statusNouns],
] as const) {
  for (const word of list) if (!kinds.has(word)) kinds.set(word, kind)
}

const byLength = (list: Iterable<string>): string[] => [...list].sort((a, b) => b.length - a.length)
const cores = byLength(kinds.keys())

const around: ReadonlySet<string> = new Set([...words.accountWords, ...words.fillWords])
const withSince: ReadonlySet<string> = new Set([...around, ...words.sinceWords])
const withUntil: ReadonlySet<string> = new Set([...withSince, ...words.untilWords])
const negations = byLength(words.noWords)

/**
 * What a name says that is made of the usual words of the usual languages: `login_disabled`, `not_active`,
 * `accountNonLocked`, `Zugang gesperrt`, `bloqueado_em`. Every letter must belong to one of them, so that `website_active` and
 * `active_since` say nothing.
 *
 * @param name folded
 */
export const readStateName = rememberNames((name): StateName | undefined => {
  if (/^(?:block|deny|disable)(?:user)?(?:signin|login|logon|access|account)$/.test(name))
    return { path: 'isSuspended', rank }
  if (/^(?:can|may|allow)(?:user)?(?:signin|login|logon)$/.test(name)) return { path: 'isActive', rank }
  for (const { word, before, behind } of findWords(name, cores)) {
    const path = readAround(word, before, behind)
    if (path !== undefined) return { path, rank }
  }
  return undefined
})

const readAround = (word: string, before: string, behind: string): StateName['path'] | undefined => {
  const kind = kinds.get(word)
  const isNegated = !isMadeOf(before, withSince)
  const front = isNegated ? cutNegation(before, kind) : before
  if (front === undefined || !isMadeOf(front, withSince) || !isMadeOf(behind, withUntil)) return undefined
  // Polish `do` is until; in Portuguese it stands between two words.
  const hasUntil = !isMadeOf(behind, withSince) || behind === 'do'
  const isMoment = hasUntil || !isMadeOf(front, around) || !isMadeOf(behind, around)
  const isMarked = hasWord(`${front}${behind}`, words.markWords)
  switch (kind) {
    case 'off':
      if (hasUntil) return isNegated ? undefined : 'suspendedUntil'
      if (isMoment) return isNegated ? undefined : 'isSuspended'
      return isNegated ? 'isActive' : 'isSuspended'
    case 'on':
      if (hasUntil) return isNegated ? undefined : 'activeUntil'
      // When it began says nothing about today.
      if (isMoment) return undefined
      return isNegated ? 'isSuspended' : 'isActive'
    case 'gone':
      // Nobody says "not deleted" of a living account but by the opposite column.
      return isNegated || hasUntil ? undefined : 'isDeleted'
    case 'offNoun':
      if (isNegated || !(isMoment || isMarked)) return undefined
      return hasUntil ? 'suspendedUntil' : 'isSuspended'
    case 'goneNoun':
      return isNegated || !(isMoment || isMarked) || hasUntil ? undefined : 'isDeleted'
    case 'end':
      return isNegated || !hasWord(front, words.loginWords) ? undefined : 'activeUntil'
    case 'status':
      return isNegated || isMoment || !hasWord(`${front}${behind}`, words.accountWords)
        ? undefined
        : 'accountStatus'
    case undefined:
      return undefined
  }
}

/** `not`, `non`, `nicht` right before the word; `in` only where it makes `inenabled` of what is on. */
const cutNegation = (before: string, kind: string | undefined): string | undefined => {
  if (kind === 'on' && before.endsWith('in')) return before.slice(0, -2)
  const negation = negations.find((word) => before.endsWith(word))
  return negation === undefined ? undefined : before.slice(0, -negation.length)
}

const hasWord = (text: string, list: readonly string[]): boolean => list.some((word) => text.includes(word))

const stems =
  /(?:ban|lock|block|mute)(?:reason|by|note|info|comment|type)|status|state$|banned|blocked|block(?:ed|ing)|locked|lockout|suspen|disabl|deactiv|inactiv|delet|archiv|terminat|expir|revok|frozen|quit|resign|leave|exit|churn|cancel|closed|onhold|approv|gesperrt|sperr|gelosch|gekundigt|austritt|ablauf|bloqu|blocc|baja|caduc|vencim|vencid|scaden|supprim|desactiv|desativ|disattiv|sospes|eliminad|excluid|cancellat|geblok|verwijder|zablok|usuni|nieakt|заблок|удален|отключ|статус|увол|engel|silin|durum|状态|狀態|状態|删除|禁用|停用|冻结|退会|削除|停止|有効期限|정지|탈퇴|삭제|상태|만료/

/** Whether a name that means nothing here has a word in it that may be about whether the account may be used. */
export const speaksOfState = (name: string): boolean => name.length <= longestMadeName && stems.test(name)
