import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { systemEffects } from '../../src/effects/system-effects.js'
import { getUser } from '../../src/logto/calls/users.js'
import { createManagementClient } from '../../src/logto/client/management-client.js'
import type { Send } from '../../src/logto/http/api-call.js'
import type { SandboxOptions } from '../../src/sandbox/sandbox-options.js'
import { installAction, type InstallOptions } from '../../src/trickle/script/install-action.js'
import type { StoredHashes } from '../../src/trickle/service/judge-try.js'
import { type Service, type ServiceOptions, startService } from '../../src/trickle/service/start-service.js'
import { openSandbox, type SandboxClient, send as sendTo } from '../sandbox/sandbox-client.js'

export const secret = 'a shared secret of the tests'

/** Old passwords by user id, in memory; counts what is asked. */
export class MemoryHashes implements StoredHashes {
  readonly passwords = new Map<string, string>()
  readonly #used = new Set<string>()
  asked = 0
  fail: Error | undefined
  /** Whoever asks waits for it. */
  gate: Promise<void> | undefined

  async verify(userId: string, password: string): Promise<boolean | undefined> {
    this.asked += 1
    await this.gate
    if (this.fail) throw this.fail
    const known = this.passwords.get(userId)
    return known === undefined ? undefined : known === password
  }

  delete(userId: string): Promise<void> {
    this.passwords.delete(userId)
    this.#used.delete(userId)
    return Promise.resolve()
  }

  waiting(): number {
    return 0
  }

  count(): number {
    return this.passwords.size
  }

  noteUsed(userId: string): Promise<void> {
    this.#used.add(userId)
    return Promise.resolve()
  }

  forgetUsed(userId: string): Promise<void> {
    this.#used.delete(userId)
    return Promise.resolve()
  }

  used(): string[] {
    return [...this.#used]
  }
}

export interface Trickle extends SandboxClient {
  hashes: MemoryHashes
  service: Service
  tallyPath: string
  managementSend: Send
  /** Somebody with an old password and the mark. */
  addPerson(name: string, password: string): Promise<string>
  /** Status of a sign-in on the sandbox: 200 is in. */
  signIn(name: string, password: string): Promise<number>
  install(options?: Partial<InstallOptions>): ReturnType<typeof installAction>
  userOf(id: string): Promise<Record<string, unknown>>
}

/** A sandbox, a service that knows old passwords, and the action that binds them. */
export const openTrickle = async (
  options: Partial<ServiceOptions> = {},
  sandboxOptions: SandboxOptions = {},
): Promise<Trickle> => {
  const client = await openSandbox(sandboxOptions)
  const folder = await mkdtemp(join(tmpdir(), 'trickle-test-'))
  const management = createManagementClient({
    endpoint: client.sandbox.url,
    appId: 'sandbox-app',
    appSecret: 'sandbox-secret',
    rate: 'off',
  })
  const hashes = new MemoryHashes()
  const tallyPath = join(folder, 'tally.ndjson')
  const service = await startService({
    secret,
    hashes,
    readUser: (userId, signal) => getUser(management.send, userId, {}, signal),
    tallyPath,
    effects: systemEffects,
    ...options,
  })
  onTestFinished(async () => {
    await service.close()
    await management.close()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    ...client,
    hashes,
    service,
    tallyPath,
    managementSend: management.send,
    addPerson: async (name, password) => {
      const id = await client.createUser({
        primaryEmail: `${name}@example.com`,
        customData: {
          plan: 'gold',
          migratedFrom: { id: `old-${name}`, system: 'devise', password: 'pending' },
        },
      })
      hashes.passwords.set(id, password)
      return id
    },
    signIn: async (name, password) => {
      const identifier = name.includes('@') ? name : `${name}@example.com`
      return (await sendTo(`${client.sandbox.url}/__sandbox/sign-in`, 'POST', {}, { identifier, password }))
        .status
    },
    install: (more = {}) =>
      installAction({
        send: management.send,
        url: `${service.url}/verify`,
        secret,
        mayReplace: false,
        keepReplaced: () => Promise.resolve(),
        ...more,
      }),
    userOf: async (id) => (await client.call('GET', `/api/users/${id}`)).body as Record<string, unknown>,
  }
}
