import { join } from 'node:path'
import { createRunFolder, locateRun } from '../../checkpoint/run-folder.js'
import { acquireLock } from '../../checkpoint/lock.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import { listUsers } from '../../logto/calls/users.js'
import { revokeOneTimeToken } from '../../logto/calls/one-time-tokens.js'
import type { Target } from '../../logto/create-target.js'
import { openPrivate } from '../../outcome/open-private.js'
import { takeAll } from '../../outcome/take-all.js'
import { csvLine } from '../../report/run-files/csv-line.js'
import { isAmong, type Who } from '../../trickle/people/who-is-left.js'
import { type JobOptions, openJob, settingsOf, targetOf } from '../job-options.js'
import { runPathOrOnly } from '../run-path.js'
import { withOpenTarget } from '../target/open-target.js'
import { toolVersion } from '../tool-version.js'
import { linkFormat } from './link-entry.js'
import { emptyLinkFile, LinkFile } from './link-file.js'
import { LinkLedger } from './link-ledger.js'
import { type LinkOutcome, makeLink } from './link-maker.js'
import { readLifetime, readLinkTemplate } from './link-template.js'

export interface MakeLinksOptions extends Omit<JobOptions, 'files'> {
  /** Default: pending. */
  who?: Who | undefined
  /** Users too whom no import of this tool brought. Default: false. */
  everybody?: boolean | undefined
  /** Page of the application, with `{token}`. Default: tokens alone. */
  urlTemplate?: string | undefined
  /** `7d`, `36h`, `90m`. Default: 7d. */
  expires?: string | undefined
  /** Links at most, in this call. */
  maxLinks?: number | undefined
}

export interface LinksResult {
  /** links.csv. */
  file: string
  made: number
  /** Whose link of an earlier call has not run out. */
  hadOne: number
  failed: number
  /** Without an e-mail address: links-no-email.csv. */
  withoutEmail: number
  end: 'complete' | 'limit' | 'interrupted'
}

const inFlight = 8

/** Makes a one-time link for each of those who are left, or goes on where an earlier call ended. */
export const makeLinks = async (options: MakeLinksOptions): Promise<LinksResult> => {
  const context = openJob(options)
  const fill = readLinkTemplate(options.urlTemplate)
  const expiresInSeconds = readLifetime(options.expires)
  const files = await locateLinks(options)
  const { rate, settleWithinMs } = settingsOf({ ...options, run: undefined })
  const target = targetOf(options)
  return withFiles(options, files, (ledger, file) =>
    withOpenTarget(target, { rate }, context, {}, async ({ send, clockSkewMs }) => {
      const now = (): number => Math.floor(context.effects.now() + (clockSkewMs() ?? 0))
      // What is in flight is finished: only the way to new ones ends with the signal.
      const { signal } = new AbortController()
      const { sleep } = context.effects
      const settled = { now, sleep, settleWithinMs, signal, stop: context.stop }
      const tools = { send, ledger, file, fill, expiresInSeconds, ...settled }
      return new LinkRun(options, files, context.stop, ledger, (user) => makeLink(user, tools), now).run(send)
    }),
  )
}

interface LinkFiles {
  folder: string
  ledger: string
  links: string
  withoutEmail: string
  lock: string
}

const locateLinks = async (options: MakeLinksOptions): Promise<LinkFiles> => {
  const { folder: top } = openJob(options)
  const folder = await runPathOrOnly(options.run, top)
  return {
    folder,
    ledger: join(folder, 'links.ndjson'),
    links: join(folder, 'links.csv'),
    withoutEmail: join(folder, 'links-no-email.csv'),
    lock: join(folder, 'links.lock'),
  }
}

const withFiles = async <Result>(
  options: MakeLinksOptions,
  files: LinkFiles,
  work: (ledger: LinkLedger, file: LinkFile) => Promise<Result>,
): Promise<Result> => {
  const { effects } = openJob(options)
  await createRunFolder(locateRun(files.folder))
  const lock = await acquireLock(files.lock, effects.now)
  try {
    const { endpoint, tenantId } = targetOf(options)
    const at = new Date(effects.now()).toISOString()
    const head = { t: 'links', format: linkFormat, endpoint, tenantId, tool: toolVersion, at } as const
    const ledger = await LinkLedger.open(files.ledger, head)
    let file: LinkFile | undefined
    try {
      file = await LinkFile.open(files.links)
      return await work(ledger, file)
    } finally {
      await takeAll([() => file?.close(), () => ledger.close()])
    }
  } finally {
    await lock.release()
  }
}

/** One call over all users of the tenant, newest first, a hundred a request. */
class LinkRun {
  readonly #options: MakeLinksOptions
  readonly #files: LinkFiles
  readonly #stop: AbortSignal
  readonly #ledger: LinkLedger
  readonly #make: (user: { id: string; email: string }) => Promise<LinkOutcome>
  readonly #now: () => number
  readonly #result: LinksResult
  #planned = 0

  constructor(
    options: MakeLinksOptions,
    files: LinkFiles,
    stop: AbortSignal,
    ledger: LinkLedger,
    make: (user: { id: string; email: string }) => Promise<LinkOutcome>,
    now: () => number,
  ) {
    this.#options = options
    this.#files = files
    this.#stop = stop
    this.#ledger = ledger
    this.#make = make
    this.#now = now
    this.#result = { file: files.links, made: 0, hadOne: 0, failed: 0, withoutEmail: 0, end: 'complete' }
  }

  async run(send: Target['send']): Promise<LinksResult> {
    const others = await openPrivate(this.#files.withoutEmail, 'w')
    try {
      await others.appendFile(csvLine(['logto_id', 'phone', 'username']))
      for await (const page of listUsers(send, '', this.#stop)) {
        const wanted: { id: string; email: string }[] = []
        for (const user of page) {
          if (!this.#isWanted(user)) continue
          const { id, primaryEmail: email, primaryPhone, username } = user
          if (email !== null) wanted.push({ id, email })
          else {
            this.#result.withoutEmail += 1
            await others.appendFile(csvLine([id, primaryPhone ?? '', username ?? '']))
          }
        }
        await this.#makeAll(wanted)
        if (this.#result.end !== 'complete') break
      }
    } catch (error) {
      if (!this.#stop.aborted) throw error
      this.#result.end = 'interrupted'
    } finally {
      await others.close()
    }
    return this.#result
  }

  #isWanted(user: LogtoUser): boolean {
    const isImported = user.customData['migratedFrom'] !== undefined || this.#options.everybody === true
    if (!isImported || !isAmong(this.#options.who ?? 'pending', user)) return false
    const token = this.#ledger.state.tokens.get(user.id)
    if (token === undefined || token.expiresAt <= this.#now()) return true
    this.#result.hadOne += 1
    return false
  }

  async #makeAll(users: { id: string; email: string }[]): Promise<void> {
    const left = [...users]
    const work = async (): Promise<void> => {
      for (let user = left.shift(); user !== undefined; user = left.shift()) {
        if (this.#stop.aborted) this.#result.end = 'interrupted'
        else if (this.#planned >= (this.#options.maxLinks ?? Infinity)) this.#result.end = 'limit'
        if (this.#result.end !== 'complete') return
        this.#planned += 1
        if ((await this.#make(user)) === 'failed') this.#result.failed += 1
        else this.#result.made += 1
      }
    }
    // What the others have in flight is written before the files are closed, whatever one of them meets.
    const ends = await Promise.allSettled(
      Array.from({ length: inFlight }, () =>
        work().catch((error: unknown) => {
          left.length = 0
          throw error
        }),
      ),
    )
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
}

export interface RevokedLinks {
  revoked: number
  failed: number
  end: 'complete' | 'interrupted'
}

/** Makes every link that this run has made worthless, and empties links.csv. */
export const revokeLinks = async (options: MakeLinksOptions): Promise<RevokedLinks> => {
  const context = openJob(options)
  const files = await locateLinks(options)
  const { rate } = settingsOf({ ...options, run: undefined })
  const result: RevokedLinks = { revoked: 0, failed: 0, end: 'complete' }
  await withFiles(options, files, (ledger) =>
    withOpenTarget(targetOf(options), { rate }, context, {}, async ({ send }) => {
      const left = Array.from(ledger.state.tokens.values(), ({ id }) => id)
      const work = async (): Promise<void> => {
        for (let id = left.shift(); id !== undefined; id = left.shift()) {
          if (context.stop.aborted) {
            result.end = 'interrupted'
            return
          }
          const { refusal } = await revokeOneTimeToken(send, id)
          // Somebody deleted it: it is worth nothing either.
          if (refusal && refusal.status !== 404) result.failed += 1
          else {
            await ledger.append({ t: 'revoked', id })
            result.revoked += 1
          }
        }
      }
      await Promise.all(Array.from({ length: inFlight }, work))
    }),
  )
  if (result.end === 'complete' && result.failed === 0) await emptyLinkFile(files.links)
  return result
}
