import type { JsonValue } from '../../../../source/source-record.js'
import { readBoolean } from '../../../vocabulary/cells/read-boolean.js'
import { readText } from '../../../vocabulary/cells/read-text.js'
import { readTimestamp } from '../../../vocabulary/cells/read-timestamp.js'
import { looksLikeDate } from '../date-setter.js'
import { type AccountState, readStateWord, saysNoBlock } from './state-words.js'

export type FlagPath = 'isSuspended' | 'isActive' | 'isDeleted' | 'accountControl'

/** What a flag, or the moment since when, says; undefined when it cannot be known. */
export const readFlagState = (path: FlagPath, value: JsonValue): AccountState | undefined => {
  switch (path) {
    case 'isSuspended':
      return readYes(value, 'suspend')
    case 'isDeleted':
      return readYes(value, 'skip')
    case 'isActive': {
      const flag = readBoolean(value)
      if (flag !== undefined) return flag ? 'active' : 'suspend'
      const word = readStateWord(readText(value) ?? '')
      return word === 'ask' ? undefined : word
    }
    case 'accountControl': {
      const bits = Number(readText(value) ?? Number.NaN)
      if (!Number.isSafeInteger(bits) || bits <= 0) return undefined
      return (bits & accountDisabled) === 0 ? 'active' : 'suspend'
    }
  }
}

/** ACCOUNTDISABLE in `userAccountControl` of Active Directory. */
const accountDisabled = 2

const readYes = (value: JsonValue, yes: AccountState): AccountState | undefined => {
  const flag = readBoolean(value)
  if (flag !== undefined) return flag ? yes : 'active'
  if (isNever(value)) return 'active'
  if (isMoment(value)) return yes
  const text = readText(value) ?? ''
  if (/^(?:none|never|nobody|keine?|aucune?|ningun[oa]|nessun[oa]?|brak|нет)$/i.test(text.trim()))
    return 'active'
  const word = readStateWord(text)
  // `ban: active` is a ban that holds, `blocked: unlocked` is none.
  if (word === 'active') return saysNoBlock(text) ? 'active' : undefined
  return word === 'ask' ? undefined : word
}

/** A moment, or a number too large to be a flag: since when. */
const isMoment = (value: JsonValue): boolean => {
  const text = readText(value)
  if (text === undefined) return readTimestamp(value) !== undefined
  if (looksLikeDate(text)) return true
  return !/^-?\d{1,7}(?:\.\d+)?$/.test(text.trim()) && readTimestamp(value) !== undefined
}

/** `0000-00-00`, `0001-01-01`, `-1`: how a column of times says never. */
const isNever = (value: JsonValue): boolean =>
  /^(?:0{4}-|0001-01-01|1970-01-01|-1$)|^(?:1\/){2}0001/.test(readText(value) ?? '')
