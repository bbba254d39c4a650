/** One row of a made-up export, flat, as a home-made table would have it. Undefined: the cell is empty. */
export interface ExportRow {
  id: string
  primaryEmail?: string | undefined
  primaryPhone?: string | undefined
  username?: string | undefined
  name: string
  'profile.givenName': string
  'customData.plan': string
  password?: string | undefined
  passwordDigest?: string | undefined
  passwordAlgorithm?: string | undefined
  isSuspended: boolean
}

/** A row, or a text that no reader can make a record of. */
export type ExportLine = { row: ExportRow; code?: string } | { isUnreadable: true }

const columns = [
  'id',
  'primaryEmail',
  'primaryPhone',
  'username',
  'name',
  'profile.givenName',
  'customData.plan',
  'password',
  'passwordDigest',
  'passwordAlgorithm',
  'isSuspended',
] as const satisfies (keyof ExportRow)[]

/** Ten ways to break a record; `undefined` stands for text that cannot be read at all. */
const breakers: (((row: ExportRow, earlier: ExportRow) => [Partial<ExportRow>, string]) | undefined)[] = [
  () => [{ primaryEmail: 'no address' }, 'email_invalid'],
  () => [{ primaryPhone: '+49 1' }, 'phone_invalid'],
  () => [{ primaryEmail: undefined, primaryPhone: undefined, username: undefined }, 'no_sign_in_method'],
  (_row, { primaryEmail }) => [{ primaryEmail }, 'duplicate_email'],
  (_row, { id }) => [{ id }, 'duplicate_key'],
  () => [{ passwordDigest: '$2b$10$short', passwordAlgorithm: 'Bcrypt' }, 'digest_invalid'],
  () => [{ id: 'k'.repeat(513) }, 'source_key_too_long'],
  (_row, { id }) => [{ username: takenUsername(id) }, 'duplicate_username'],
  ({ name }) => [{ name: `${name}\0` }, 'nul_character'],
  undefined,
]

/** Every fourth row has a username. */
const takenUsername = (id: string): string => {
  const index = Number(id.slice('key-'.length))
  return `user_${index - (index % 4)}`
}

/** `count` lines, three in a hundred of them broken, in all ten ways when there are 397 or more. */
export const makeExport = (count: number, { isSound = false } = {}): ExportLine[] => {
  const lines: ExportLine[] = []
  let broken = 0
  for (let index = 1; index <= count; index += 1) {
    const row = makeRow(index)
    const isBroken = !isSound && index % 100 >= 97
    if (!isBroken) {
      lines.push({ row })
      continue
    }
    const breaker = breakers[broken++ % breakers.length]
    if (breaker === undefined) lines.push({ isUnreadable: true })
    else {
      const [change, code] = breaker(row, makeRow(index - 50))
      lines.push({ row: { ...row, ...change }, code })
    }
  }
  return lines
}

const makeRow = (index: number): ExportRow => ({
  id: `key-${index}`,
  primaryEmail: `user${index}@example.org`,
  primaryPhone: index % 3 === 0 ? `+49151${10_000_000 + index}` : undefined,
  username: index % 4 === 0 ? `user_${index}` : undefined,
  name: index % 5 === 0 ? `Zoë "Z", Ünal ${index}` : `User ${index}`,
  'profile.givenName': `Given ${index}`,
  'customData.plan': `plan-${index % 7}`,
  password: undefined,
  passwordDigest: `$2b$10$${String(index).padStart(21, 'a')}.${String(index).padStart(30, 'b')}.`,
  passwordAlgorithm: 'Bcrypt',
  isSuspended: index % 50 === 0,
})

/** CSV with a header; the unreadable line has a column too many. */
export const toDelimited = (lines: ExportLine[], delimiter: string): string =>
  [
    columns.join(delimiter),
    ...lines.map((line) =>
      'row' in line
        ? columns.map((column) => quoteCell(line.row[column], delimiter)).join(delimiter)
        : columns.map(() => 'x').join(delimiter) + `${delimiter}x`,
    ),
    '',
  ].join('\n')

const quoteCell = (value: string | boolean | undefined, delimiter: string): string => {
  const cell = value === undefined ? '' : String(value)
  return cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell
}

export const toNdjson = (lines: ExportLine[]): string => lines.map((line) => `${toJsonText(line)}\n`).join('')

/** A record a line, between the brackets. */
export const toJsonArray = (lines: ExportLine[]): string => `[\n${lines.map(toJsonText).join(',\n')}\n]\n`

export const toJsonObject = (lines: ExportLine[]): string =>
  `{"exportedAt":"2026-01-01T00:00:00Z","users":[\n${lines.map(toJsonText).join(',\n')}\n]}\n`

const toJsonText = (line: ExportLine): string => {
  if (!('row' in line)) return '{"id": oops}'
  const { 'profile.givenName': givenName, 'customData.plan': plan, ...rest } = line.row
  return JSON.stringify({ ...rest, profile: { givenName }, customData: { plan } })
}
