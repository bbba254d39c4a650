import { columnAliases } from './column-aliases.js'
import { foldName } from './fold-name.js'
import { foreignNames } from './foreign-names.js'
import { furtherNames } from './further-names.js'
import { isIdName } from './made/read-id-name.js'
import { isFactorName } from './made/read-factor-name.js'
import { listReadings } from './list-readings.js'
import { readAddressName } from './made/read-address-name.js'
import { readMomentName } from './made/read-moment-name.js'
import { readStateName } from './made/read-state-name.js'
import { readVerifiedName } from './made/read-verified-name.js'
import { rememberNames } from './made/remember-names.js'

/** What a column name means, and how good a name it is: 0 is the best. */
export interface KnownColumn {
  path: string
  rank: number
}

const knownColumns = new Map<string, KnownColumn>()

/** The first that knows a name keeps it: a word of another language never changes what an English one means. */
const vocabularies = [
  { names: columnAliases, firstRank: 1 },
  { names: furtherNames, firstRank: 100 },
  { names: foreignNames, firstRank: 200 },
]

const links = / (?:de|del|della|di|do|da|du|des|d'|of) ?/

for (const { names, firstRank } of vocabularies) {
  for (const [path, list] of Object.entries(names)) {
    for (const [index, name] of list.entries()) {
      // `nombreUsuario` is `nombre de usuario`.
      for (const spelling of [name, name.replace(links, ' ')]) {
        const folded = foldName(spelling)
        if (!knownColumns.has(folded)) knownColumns.set(folded, { path, rank: firstRank + index })
      }
    }
  }
}

/** Of names that are made of the usual words: their values have to bear them out. */
export const madeRank = 300

/** Names that are made of the usual words, behind those that are listed. */
const readMade = rememberNames((name): KnownColumn | undefined => {
  const path = isFactorName(name)
    ? 'factors'
    : (readAddressName(name) ?? readMomentName(name) ?? (isIdName(name) ? 'id' : undefined))
  return path === undefined ? undefined : { path, rank: madeRank }
})

/** Whom a table is about; a partner, an agent or a contact may be somebody else. */
const subjects: ReadonlySet<string> = new Set(
  'user usr customer cust client member attendee participant guest subscriber patient donor applicant candidate volunteer learner student pupil player employee emp staff'.split(
    ' ',
  ),
)

/** `auth.email`: of an object that a tool has flattened; a column that is called so without it is a better one. */
const objectInFront = /^(?:auth|login|credentials|identity|profile|contact)\.([\w ]{1,40})$/i

/** Undefined for a name that means nothing here. */
export const findKnownColumn = (column: string): KnownColumn | undefined => {
  if (Object.hasOwn(columnAliases, column)) return { path: column, rank: 0 }
  for (const name of listReadings(column)) {
    const known = knownColumns.get(name) ?? readStateName(name) ?? readVerifiedName(name) ?? readMade(name)
    if (known !== undefined) return known
  }
  const inner = objectInFront.exec(column)?.[1]
  const flat = inner === undefined ? undefined : knownColumns.get(foldName(inner))
  if (flat !== undefined) return { path: flat.path, rank: madeRank }
  const either = readEither(column)
  if (either !== undefined) return either
  const own = cutPerson(column)
  const known = own === undefined ? undefined : findKnownColumn(own)
  return known !== undefined && ofPerson.test(known.path) ? { path: known.path, rank: madeRank } : undefined
}

const ofPerson =
  /^(?:primaryEmail|primaryPhone|username|name|avatar|profile\..*|(?:email|phone)Verified(?:At)?|migratedFrom\..*)$/

/** `Active/Inactive`: the first is what yes means. */
const readEither = (column: string): KnownColumn | undefined => {
  const [first, second, more] = column.split('/')
  if (first === undefined || second === undefined || more !== undefined) return undefined
  const yes = findKnownColumn(first)
  const no = findKnownColumn(second)
  const flags = ['isActive', 'isSuspended']
  return yes?.path !== no?.path && flags.includes(yes?.path ?? '') && flags.includes(no?.path ?? '')
    ? yes
    : undefined
}

/** `Attendee Name`, `patient_dob`: what is said of whom the table is about. */
const cutPerson = (column: string): string | undefined => {
  const [, person = '', rest] = /^(\p{L}{3,20})[ _-](.+)$/u.exec(column.slice(0, 100)) ?? []
  return subjects.has(foldName(person)) ? rest : undefined
}

/** Every name that is understood, folded, with its path: for guesses at names that nearly are one. */
export const listKnownNames = (): Iterable<readonly [string, KnownColumn]> => knownColumns
