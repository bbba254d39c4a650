import { foldName } from '../../columns/fold-name.js'
import { isPresence, readStateWord } from './state-words.js'
import { readBoolean } from '../../../vocabulary/cells/read-boolean.js'
import type { TableEvidence } from '../../columns/table-evidence.js'

/**
 * What a column `status` or `state` is about, by the values of the sample: the account (an unknown value is a
 * question), perhaps the account (only known words count), or something else (nothing counts, and why).
 */
export type StatusVerdict = { kind: 'account' } | { kind: 'words' | 'other'; why: string }

/** A state beside one of these is a part of an address. */
const placeNames: ReadonlySet<string> = new Set(
  [
    'city',
    'town',
    'zip',
    'zip code',
    'zipcode',
    'postal code',
    'postcode',
    'post code',
    'country',
    'country code',
    'street',
    'address',
    'address1',
    'address line 1',
    'locality',
    'region',
    'province',
    'ciudad',
    'cidade',
    'città',
    'ville',
    'stadt',
    'ort',
    'plz',
    'cep',
    'código postal',
    'codigo postal',
    'país',
    'pais',
    'land',
    'pays',
    'paese',
    'bairro',
  ].map(foldName),
)

/** Words for the account that are words for a part of a country as well. */
const ambiguousNames: ReadonlySet<string> = new Set(['state', 'userstate', 'estado', 'stato', 'etat'])

const noWord = 'no word that speaks of the account'

export const judgeStatusColumn = (
  column: string,
  keys: readonly string[],
  evidence: TableEvidence,
  isDecided: (text: string) => boolean,
): StatusVerdict => {
  const values = evidence.valuesOf(column)
  const texts = [...values.keys()]
  if (texts.some(isDecided)) return { kind: 'account' }
  if (texts.length === 0) return { kind: 'words', why: noWord }
  const rows = [...values.values()].reduce((total, count) => total + count, 0)
  const meanings = texts.map(readStateWord)
  const knownRows = texts.reduce(
    (total, text, at) => total + (meanings[at] === undefined ? 0 : (values.get(text) ?? 0)),
    0,
  )
  const decides = meanings.some((meaning) => meaning !== undefined && meaning !== 'active')
  if (isPlace(column, keys) && knownRows < rows) return { kind: 'other', why: 'a part of an address' }
  if (texts.some(isPresence) && !decides) return { kind: 'other', why: 'whether somebody is online' }
  if (decides || knownRows / rows >= 0.5) return { kind: 'account' }
  const flags = texts.map((text) => (/^[\da-z]+$/i.test(text) ? readBoolean(text) : undefined))
  if (flags.every((flag) => flag !== undefined)) {
    const yesRows = texts.reduce(
      (total, text, at) => total + (flags[at] === true ? (values.get(text) ?? 0) : 0),
      0,
    )
    // Some count the good ones from 0: what most people are is the usual state.
    return yesRows / rows >= 0.5
      ? { kind: 'account' }
      : { kind: 'other', why: 'numbers or letters whose meaning the file does not say' }
  }
  if (texts.every((text) => /^-?\d+$|^[a-z]$/i.test(text))) {
    return { kind: 'other', why: 'numbers or letters whose meaning the file does not say' }
  }
  return { kind: 'words', why: noWord }
}

const isPlace = (column: string, keys: readonly string[]): boolean =>
  ambiguousNames.has(foldName(column)) && keys.some((key) => placeNames.has(foldName(key)))
