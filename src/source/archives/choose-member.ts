import { MigrationError } from '../../outcome/migration-error.js'

const fitting = /\.(?:csv|tsv|txt|json|ndjson|jsonl|ldif|ldf|ya?ml|sql|xlsx)(?:\.(?:gz|zst))?$/i
const hidden = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/
const mostNames = 20

/**
 * The file of an archive that is meant: the one asked for, else the only one that can be an export.
 *
 * @throws MigrationError `archive_member` with the names there are
 */
export const chooseMember = (
  archive: string,
  names: readonly string[],
  wanted: string | undefined,
): string => {
  const files = names.filter((name) => !name.endsWith('/') && !hidden.test(name))
  const list = files.slice(0, mostNames).join(', ') + (files.length > mostNames ? ', …' : '')
  if (wanted !== undefined) {
    const found = files.filter((name) => name === wanted)
    const alike = files.filter((name) => name.endsWith(`/${wanted}`))
    const [one, other] = found.length > 0 ? found : alike
    if (one !== undefined && other === undefined) return one
    throw fail(`The archive ${archive} holds no file ${wanted}: expected one of ${list}, got "${wanted}".`)
  }
  const [only, second] = files.length === 1 ? files : files.filter((name) => fitting.test(name))
  if (only === undefined)
    throw fail(`The archive ${archive} holds no file that can be read (${list || 'it is empty'}).`)
  if (second === undefined) return only
  throw fail(`The archive ${archive} holds several files: ${list}. Say which one by --member.`)
}

const fail = (message: string): MigrationError => new MigrationError('input', 'archive_member', message)
