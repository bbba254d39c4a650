import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { ExportPart, ExportSource, ExportStep } from '../export-source.js'
import { usersFile } from '../export-source.js'
import { explainFailure } from './explain-failure.js'
import { loadDriver } from './load-driver.js'

/** What is used of `ldapts`. */
interface Driver {
  Client: new (options: object) => Client
}

interface Client {
  bind(dn: string, password: string): Promise<void>
  search(base: string, options: object): Promise<{ searchEntries: Entry[] }>
  searchPaginated(base: string, options: object): AsyncGenerator<{ searchEntries: Entry[] }>
  unbind(): Promise<void>
}

type Entry = Record<string, string | Buffer | (string | Buffer)[]>

export interface DirectoryOptions {
  url: string
  bindDn: string | undefined
  password: string | undefined
  /** Undefined asks the server for its naming contexts. */
  baseDn: string | undefined
  /** Only entries changed since, as an ISO 8601 time. */
  since: string | undefined
  /** `ldap` or `active-directory`. */
  system: string
}

const entriesPerPage = 500

/** Values that are bytes whatever they look like. */
const binaryAttributes = [
  'objectGUID',
  'objectSid',
  'jpegPhoto',
  'thumbnailPhoto',
  'photo',
  'userCertificate',
]
/** Pictures are counted, not kept. */
const longestKeptBytes = 1024

/** A directory, read by paged searches. An interrupted search cannot be gone on with: it begins again. */
export const openDirectory = async (options: DirectoryOptions): Promise<ExportSource> => {
  const { url, bindDn, password, system } = options
  const { Client } = await loadDriver<Driver>('ldapts', 'a directory')
  const client = new Client({ url, connectTimeout: 30_000 })
  try {
    if (bindDn !== undefined) await client.bind(bindDn, password ?? '')
  } catch (error) {
    // An open connection would keep the program alive.
    await client.unbind().catch(() => undefined)
    throw explainFailure('the directory', error)
  }
  return {
    system,
    preset: system,
    via: 'LDAP',
    look: async () => {
      const about = await readRoot(client)
      const bases = options.baseDn === undefined ? about.contexts : [options.baseDn]
      const people: ExportPart = {
        name: usersFile,
        files: [usersFile],
        isRestarted: true,
        read: (_, signal) => searchAll(client, bases, entryFilter(options), usersFile, signal),
      }
      const groups: ExportPart = {
        name: groupsFile,
        files: [groupsFile],
        isRestarted: true,
        read: (_, signal) => searchAll(client, bases, groupFilter, groupsFile, signal),
      }
      return {
        systemVersion: about.vendor,
        parts: system === 'ldap' ? [people, groups] : [people],
        snapshot: 'none',
        withheld: [],
        permissions: [
          bindDn === undefined
            ? 'Not signed in: most directories show no userPassword to strangers. Set LDAP_BIND_DN and LDAP_BIND_PASSWORD.'
            : `Signed in as ${bindDn}.`,
          `Searched below ${bases.join(', ')}.`,
        ],
      }
    },
    close: () => client.unbind().catch(() => undefined),
  }
}

const groupsFile = 'groups'

/** For directories whose users have no memberOf. */
const groupFilter =
  '(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup)(objectClass=group))'

const entryFilter = ({ since }: DirectoryOptions): string => {
  const people =
    '(|(objectClass=person)(objectClass=inetOrgPerson)(objectClass=posixAccount)(objectClass=user)(objectClass=account))'
  if (since === undefined) return people
  const time = new Date(since).toISOString().replaceAll(/[-:T]|\.\d+/g, '')
  return `(&${people}(|(modifyTimestamp>=${time})(whenChanged>=${time.replace('Z', '.0Z')})))`
}

async function* searchAll(
  client: Client,
  bases: readonly string[],
  filter: string,
  file: string,
  signal: AbortSignal,
): AsyncGenerator<ExportStep> {
  for (const base of bases) {
    try {
      const pages = client.searchPaginated(base, {
        scope: 'sub',
        filter,
        attributes: ['*', '+'],
        explicitBufferAttributes: [...binaryAttributes, 'userPassword'],
        paged: { pageSize: entriesPerPage },
      })
      for await (const { searchEntries } of pages) {
        signal.throwIfAborted()
        yield { rows: { [file]: searchEntries.map(toRow) }, cursor: null }
      }
    } catch (error) {
      signal.throwIfAborted()
      throw explainFailure('the directory', error)
    }
  }
}

const toRow = (entry: Entry): JsonObject => {
  const row: JsonObject = {}
  for (const [name, value] of Object.entries(entry)) {
    const values = [value].flat().map((one) => toValue(one, name))
    if (values.length > 0) row[name] = values.length === 1 ? values[0]! : values
  }
  return row
}

const strict = new TextDecoder('utf-8', { fatal: true })

/** Bytes in the form that files of LDIF are read into. */
const toValue = (value: string | Buffer, name: string): JsonValue => {
  if (typeof value === 'string') return value
  if (value.length > longestKeptBytes) return { $binaryBytes: value.length }
  if (!binaryAttributes.includes(name)) {
    try {
      return strict.decode(value)
    } catch {
      // Not text after all.
    }
  }
  return { $binary: value.toString('base64') }
}

const readRoot = async (client: Client): Promise<{ contexts: string[]; vendor: string | undefined }> => {
  const { searchEntries } = await client
    .search('', {
      scope: 'base',
      filter: '(objectClass=*)',
      attributes: ['namingContexts', 'vendorName', 'vendorVersion', 'defaultNamingContext'],
    })
    .catch((error: unknown) => {
      throw explainFailure('the directory', error)
    })
  const root = searchEntries[0] ?? {}
  const texts = (name: string): string[] =>
    [root[name] ?? []]
      .flat()
      .map(String)
      .filter((text) => text !== '')
  const own = texts('defaultNamingContext')
  const vendor = [...texts('vendorName'), ...texts('vendorVersion')].join(' ')
  return {
    contexts: own.length > 0 ? own : texts('namingContexts'),
    vendor: vendor === '' ? undefined : vendor,
  }
}
