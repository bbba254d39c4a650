import type { JsonValue } from '../../../source/source-record.js'
import { type GenericDraft, refuseCell } from '../generic-draft.js'
import type { ColumnPlace, ColumnSetter } from './column-place.js'
import { readVerified, readVerifiedWord } from './read-verified.js'
import { createFlagLetters } from './state/flag-letters.js'
import { keepState } from './state/ask-state.js'

type Flag = 'emailVerified' | 'phoneVerified' | 'verified'
type Saying = 'flag' | 'time' | 'no' | 'status'

const paths: { readonly [path: string]: readonly [Flag, Saying] } = {
  emailVerified: ['emailVerified', 'flag'],
  phoneVerified: ['phoneVerified', 'flag'],
  emailVerifiedAt: ['emailVerified', 'time'],
  phoneVerifiedAt: ['phoneVerified', 'time'],
  emailUnverified: ['emailVerified', 'no'],
  phoneUnverified: ['phoneVerified', 'no'],
  emailStatus: ['emailVerified', 'status'],
  phoneStatus: ['phoneVerified', 'status'],
  // About the address of the record, whichever it has.
  verified: ['verified', 'flag'],
  verifiedAt: ['verified', 'time'],
  unverified: ['verified', 'no'],
  verifiedStatus: ['verified', 'status'],
}

/** Made once per column that says whether an address is proved; undefined for a path that is about something else. */
export const createVerifiedSetter = (path: string, place: ColumnPlace): ColumnSetter | undefined => {
  const found = Object.hasOwn(paths, path) ? paths[path] : undefined
  if (found === undefined) return undefined
  const [field, saying] = found
  if (saying === 'status') return createStatusSetter(field, place)
  const letters = createFlagLetters(place.evidence.valuesOf(place.column).keys(), place.evidence.flagLetters)
  return (draft, value) => {
    const read = letters(value) ?? readVerified(value)
    // Whatever does not say yes leaves the address unproved.
    const isVerified = saying === 'no' ? read === false : read === true
    answer(draft, field, isVerified, place.column, saying === 'flag')
    if (read === undefined) refuseCell(draft, field, 'true, false or a time')
  }
}

/** The flag comes before the time. */
const answer = (
  draft: GenericDraft,
  field: Flag,
  isVerified: boolean,
  column: string,
  isFlag: boolean,
): void => {
  if (field === 'verified') {
    if (isFlag || draft.proof === undefined) draft.proof = { column, isVerified }
  } else if (isFlag || draft.user[field] === undefined) draft.user[field] = isVerified
}

const noProof = 'no word that speaks of a proof'

/** `email_status` may be about a proof, or about letters that came back. */
const createStatusSetter = (field: Flag, place: ColumnPlace): ColumnSetter => {
  const { column, evidence, context } = place
  const read = (value: JsonValue) => readVerifiedWord(value)
  if ([...evidence.valuesOf(column).keys()].some((text) => read(text) !== undefined)) {
    return (draft, value) => {
      const isVerified = read(value)
      answer(draft, field, isVerified === true, column, false)
      if (isVerified === undefined) refuseCell(draft, field, 'a word that says whether it is proved')
    }
  }
  const undecided = context.fieldUse?.counter(column, 'undecided', `customData.${column}`, noProof)
  return (draft, value) => {
    if (undecided !== undefined) undecided.filled += 1
    keepState(draft, place, value)
  }
}
