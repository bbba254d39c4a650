import type { LogtoUser } from '../../logto/calls/user.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { usualIdentifier } from '../upstreams/open-upstream.js'
import type { UpstreamConfig } from '../upstreams/upstream-config.js'
import { type Upstream, UpstreamError } from '../upstreams/upstream.js'
import type { SignInTry, TryOutcome } from './sign-in-try.js'
import type { TryCounter } from './try-counter.js'

/** Told of what other threads compute. */
export type Elsewhere = <Value>(work: Promise<Value>) => Promise<Value>

/** Old hashes by Logto's user id. */
export interface StoredHashes {
  /** @returns undefined when none is stored; @throws MigrationError whose code says why it cannot be said */
  verify(userId: string, password: string, elsewhere: Elsewhere): Promise<boolean | undefined>
  delete(userId: string): Promise<void>
  count(): number
  /** Remembers, over the end of this process, that the old password was right and Logto is to be asked whether it has it. */
  noteUsed(userId: string): Promise<void>
  forgetUsed(userId: string): Promise<void>
  used(): string[]
  /** Of those that take time, how many wait to be verified. */
  waiting(): number
}

export interface JudgeTools {
  hashes: StoredHashes
  upstream: { config: UpstreamConfig; client: Upstream } | undefined
  /** @returns undefined when there is no such user */
  readUser(userId: string, signal: AbortSignal): Promise<LogtoUser | undefined>
  tries: TryCounter
  /** Told of what is computed in other threads. */
  elsewhere: Elsewhere
  /** Told after a success: the hash is deleted once Logto has the password. */
  onRight(userId: string): void
}

/** For the old system, and for Logto before it: the script gives up after 3.5 seconds. */
const usualUpstreamMs = 2500
const logtoMs = 1500

/**
 * Whether a password that Logto does not know is the person's old one.
 *
 * The old one counts only as long as the account has none of its own. Logto alone knows, so it is asked first, each
 * time: somebody who has reset the password must not be overruled by the old one, which others may know.
 */
export const judgeTry = async (attempt: SignInTry, tools: JudgeTools): Promise<TryOutcome> => {
  const { userId, identifier, password } = attempt
  if (!tools.tries.take([`id:${userId}`, `${identifier.type}:${identifier.value.toLowerCase()}`])) {
    return { result: 'too_many_tries' }
  }
  let user: LogtoUser | undefined
  try {
    user = await tools.readUser(userId, AbortSignal.timeout(logtoMs))
  } catch {
    return { result: 'error', reason: 'logto_unavailable' }
  }
  if (user === undefined) return { result: 'gone' }
  if (user.isSuspended) return { result: 'suspended' }
  if (user.hasPassword !== false) {
    await tools.hashes.delete(userId)
    return { result: 'has_password' }
  }
  const outcome = await askOldPassword(attempt, user, password, tools)
  if (outcome.result === 'right') {
    await tools.hashes.noteUsed(userId)
    tools.onRight(userId)
  }
  return outcome
}

const askOldPassword = async (
  attempt: SignInTry,
  user: LogtoUser,
  password: string,
  { hashes, upstream, elsewhere }: JudgeTools,
): Promise<TryOutcome> => {
  try {
    const isRight = await hashes.verify(user.id, password, elsewhere)
    if (isRight !== undefined) return { result: isRight ? 'right' : 'wrong' }
    if (upstream === undefined) return { result: 'unknown' }
    const name = nameOf(attempt, user, upstream.config)
    if (name === undefined) return { result: 'error', reason: 'upstream_no_identifier' }
    const signal = AbortSignal.timeout(upstream.config.timeoutMs ?? usualUpstreamMs)
    return { result: (await upstream.client.verify({ name, password }, signal)) ? 'right' : 'wrong' }
  } catch (error) {
    return { result: 'error', reason: reasonOf(error) }
  }
}

/** Name of the person in the old system. */
const nameOf = ({ identifier }: SignInTry, user: LogtoUser, config: UpstreamConfig): string | undefined => {
  switch (usualIdentifier(config)) {
    case 'typed':
      return identifier.value
    case 'email':
      return user.primaryEmail ?? undefined
    case 'phone':
      return user.primaryPhone === null ? undefined : `+${user.primaryPhone}`
    case 'username':
      return user.username ?? undefined
    case 'id':
      return readOldId(user)
  }
}

const readOldId = ({ customData }: LogtoUser): string | undefined => {
  const mark = customData['migratedFrom']
  const id = typeof mark === 'object' && mark !== null && 'id' in mark ? mark.id : undefined
  return typeof id === 'string' ? id : undefined
}

const reasonOf = (error: unknown): string => {
  if (error instanceof UpstreamError) return `upstream_${error.fault}`
  return error instanceof MigrationError ? error.code : 'hash_not_verifiable'
}
