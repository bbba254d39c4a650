import { Client, InvalidCredentialsError, NoSuchObjectError } from 'ldapts'
import { MigrationError } from '../../outcome/migration-error.js'
import type { ConfigOf } from './upstream-config.js'
import { type Credentials, type Upstream, UpstreamError } from './upstream.js'

/** A directory: bind as the user, by a name made from a template or found by a search first. */
export const createLdapUpstream = (config: ConfigOf<'ldap'>): Upstream => {
  const { userDn, search } = config
  if ((userDn === undefined) === (search === undefined)) {
    throw new MigrationError(
      'config',
      'upstream_invalid',
      'legacyPasswords.upstream: ldap takes either userDn (a template such as uid={name},ou=people,dc=example,dc=org) or search',
    )
  }
  return {
    verify: async (credentials, signal) => {
      // A bind without a password succeeds for everybody (RFC 4513, 5.1.2).
      if (credentials.password === '') return false
      const client = new Client({
        url: config.url,
        timeout: operationTimeoutMs,
        connectTimeout: operationTimeoutMs,
      })
      const stop = (): void => void client.unbind().catch(() => undefined)
      signal.addEventListener('abort', stop, { once: true })
      try {
        signal.throwIfAborted()
        if (config.startTls === true) await client.startTLS()
        return await bindAsUser(client, config, credentials)
      } catch (error) {
        throw toUpstreamError(error, signal)
      } finally {
        signal.removeEventListener('abort', stop)
        await client.unbind().catch(() => undefined)
      }
    },
  }
}

const operationTimeoutMs = 3000

const bindAsUser = async (
  client: Client,
  { userDn, search }: ConfigOf<'ldap'>,
  { name, password }: Credentials,
): Promise<boolean> => {
  const dn =
    userDn === undefined
      ? await findDn(client, search, name)
      : userDn.replaceAll('{name}', () => escapeDnValue(name))
  if (dn === undefined) return false
  try {
    await client.bind(dn, password)
    return true
  } catch (error) {
    if (error instanceof NoSuchObjectError) return false
    if (!(error instanceof InvalidCredentialsError)) throw error
    // Active Directory tells why in its message: locked, disabled or expired is not a wrong password.
    const reason = /\bdata (775|533|532|701|773|530|531)\b/.exec(error.message.slice(0, 500))?.[1]
    if (reason !== undefined) throw new UpstreamError('blocked', `data ${reason}`)
    return false
  }
}

const findDn = async (
  client: Client,
  search: ConfigOf<'ldap'>['search'],
  name: string,
): Promise<string | undefined> => {
  if (search === undefined) return undefined
  if (search.bindDn !== undefined) {
    await client.bind(search.bindDn, search.bindPassword ?? '').catch((cause: unknown) => {
      if (!(cause instanceof InvalidCredentialsError)) throw cause
      throw new UpstreamError('misconfigured', 'the account for the search cannot bind', { cause })
    })
  }
  const filter = search.filter.replaceAll('{name}', () => escapeFilterValue(name))
  const { searchEntries } = await client.search(search.base, {
    scope: 'sub',
    filter,
    attributes: ['1.1'],
    sizeLimit: 2,
  })
  // Two people of one name: nobody can say whose password it would be.
  if (searchEntries.length > 1) throw new UpstreamError('blocked', 'several entries match')
  return searchEntries[0]?.dn
}

/** RFC 4515, 3. */
const escapeFilterValue = (value: string): string =>
  value.replaceAll(/[\\*()\0]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** RFC 4514, 2.4: one value within a name. */
const escapeDnValue = (value: string): string =>
  value
    .replaceAll(/["+,;<=>\\]/g, (character) => `\\${character}`)
    .replaceAll('\0', '\\00')
    .replace(/^[ #]/, (character) => `\\${character}`)
    .replace(/ $/, '\\ ')

const toUpstreamError = (error: unknown, signal: AbortSignal): unknown => {
  if (error instanceof UpstreamError) return error
  if (signal.aborted) return new UpstreamError('timeout', 'no answer in time', { cause: error })
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'the directory failed'
  return new UpstreamError('unavailable', code, { cause: error })
}
