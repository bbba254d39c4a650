import type { XmlTable } from './list-xml-tables.js'
import { failXml } from './walk-xml.js'

const keyFields = /^(?:e-?mail|phone|pass|correo)|^(?:user_?(?:name|login|email)|login)$|password|_hash$/i
const userNames =
  /(?:^|[._-])(?:auth_user|users?|accounts?|members?|customers?|people|persons?|contacts?|profiles?|employees?)$/i

const hasKey = ({ fields }: XmlTable): boolean => [...fields].some((field) => keyFields.test(field))

/** How much it looks like people: fields that only people have, a name, more than one. */
const scoreOf = (table: XmlTable): number =>
  (hasKey(table) ? 4 : 0) +
  (userNames.test(table.name) ? 2 : 0) +
  (/(?:^|[._-])users?$/i.test(table.name) ? 1 : 0) +
  (table.count > 1 ? 1 : 0)

/**
 * The elements that are users: those asked for, or those that look most like people.
 *
 * @throws MigrationError `xml` with what there is
 */
export const chooseXmlTable = (
  file: string,
  tables: readonly XmlTable[],
  wanted: string | undefined,
): XmlTable => {
  const names = [...new Set(tables.map(({ name }) => name))].slice(0, 40).join(', ')
  if (wanted !== undefined) {
    const found =
      tables.find(({ path, name }) => path === wanted || name === wanted) ??
      tables.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
    if (found !== undefined) return found
    throw failXml(file, `holds no elements ${wanted}: expected one of ${names}, got "${wanted}"`)
  }
  const [first, second] = tables
    .filter((table) => !isFrame(table, tables) && !isPart(table, tables))
    .toSorted((a, b) => scoreOf(b) - scoreOf(a) || a.depth - b.depth || b.count - a.count)
  if (first === undefined || scoreOf(first) === 0) {
    throw failXml(file, `holds no elements that could be told to be users. ${advice}`)
  }
  const isClear =
    second === undefined || scoreOf(first) > scoreOf(second) || (hasKey(first) && first.depth < second.depth)
  if (isClear) return first
  throw failXml(file, `holds several tables: ${names}. Say which one holds the users by --table`)
}

/** One around many: a document, a company, an answer of a server. */
const isFrame = (outer: XmlTable, tables: readonly XmlTable[]): boolean =>
  outer.count === 1 &&
  tables.some(
    (inner) =>
      inner.path.startsWith(`${outer.path}/`) && hasKey(inner) && (inner.count > 1 || !hasKey(outer)),
  )

/** Addresses inside a user. */
const isPart = (inner: XmlTable, tables: readonly XmlTable[]): boolean =>
  tables.some(
    (outer) =>
      inner.path.startsWith(`${outer.path}/`) &&
      !isFrame(outer, tables) &&
      (hasKey(outer) || (outer.count > 1 && !hasKey(inner))),
  )

/** What makes something readable of an XML whose records cannot be told. */
export const advice =
  'Say which element is one user by --table, or export the table as CSV or JSON; of MySQL: mysql --batch -e "select * from users" > users.tsv; of SQL Server: bcp, or SELECT … FOR JSON PATH'
