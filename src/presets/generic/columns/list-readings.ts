import { foldName } from './fold-name.js'

/** `public.users.email`, `user.email`: exports of a join name the table in front. */
const tableInFront = /^(?:(?:public|dbo)\.)?(?:users?|accounts?|members?|customers?|people|person|u)\./i

/** As columns of databases are cut short: `FIRST_NM`, `STATUS_CD`, `usr_eml`. */
const longWords: { readonly [word: string]: string } = {
  nm: 'name',
  cd: 'code',
  addr: 'address',
  adr: 'address',
  ph: 'phone',
  num: 'number',
  usr: 'user',
  cust: 'customer',
  acct: 'account',
  mbr: 'member',
  emp: 'employee',
  fst: 'first',
  frst: 'first',
  lst: 'last',
  eml: 'email',
  mob: 'mobile',
  sts: 'status',
  stat: 'status',
  crt: 'created',
}
const shortWords =
  /(?<![\p{L}\p{N}])(?:nm|cd|addr|adr|ph|num|usr|cust|acct|mbr|emp|fst|frst|lst|eml|mob|sts|stat|crt)(?![\p{L}\p{N}])/giu

/**
 * The names that one header may stand for, folded, best first: as it is; without its notes in brackets
 * (`Block sign in (Yes/No) [accountEnabled] Required`); without the table in front; with words that were cut short as they are; and what stands in the brackets
 * alone, but only where the words around it are not about blocking: they are what the cells answer.
 */
export const listReadings = (column: string): string[] => {
  const readings = [foldName(column)]
  const bare = column
    .replace(/\[[^[\]]*\]|\([^()]*\)/g, ' ')
    .replace(/\s(?:required|optional|pflichtfeld)\s*$/i, '')
  if (bare !== column) {
    readings.push(foldName(bare))
    const inner = /\[([^[\]]+)\]/.exec(column)?.[1]
    if (inner !== undefined && !/block|disable|deny|lock|sperr|bloqu/i.test(bare))
      readings.push(foldName(inner))
  }
  // Umlauts in names of programs.
  const umlauts = bare.replace(/([aou])e/gi, '$1')
  if (umlauts !== bare) readings.push(foldName(umlauts))
  const spelt = bare.replace(shortWords, (word) => longWords[word.toLowerCase()] ?? word)
  if (spelt !== bare) readings.push(foldName(spelt))
  const inside = bare.replace(tableInFront, '')
  if (inside !== bare) readings.push(foldName(inside))
  return readings.filter((name) => name !== '')
}
