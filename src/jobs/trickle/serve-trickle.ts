import { upstreamOf } from '../../config/upstream-of.js'
import { readFile } from 'node:fs/promises'
import { getUser } from '../../logto/calls/users.js'
import { openVerifier } from '../../legacy-passwords/verify/pool/open-verifier.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { openProxy } from '../../outcome/open-proxy.js'
import { readProxy } from '../../outcome/read-proxy.js'
import { startService } from '../../trickle/service/start-service.js'
import { refuseReadable } from '../../trickle/upstreams/refuse-readable.js'
import { openUpstream } from '../../trickle/upstreams/open-upstream.js'
import type { JobContext } from '../job-context.js'
import { type JobOptions, openJob, settingsOf, targetOf } from '../job-options.js'
import { withOpenTarget } from '../target/open-target.js'
import { hashesOf, openStore } from './open-hashes.js'
import { locateTrickle, readSecret } from './trickle-files.js'

export interface ServeTrickleOptions extends Omit<JobOptions, 'files'> {
  /** Default: 127.0.0.1. */
  host?: string | undefined
  /** Default: a free one. */
  port?: number | undefined
  /** Paths of PEM files; both or none. */
  cert?: string | undefined
  key?: string | undefined
  /** Tries of one person in a minute. Default: 10. */
  triesPerMinute?: number | undefined
  /** Costly hashes that are verified at once, each with up to 256 MiB. Default: the processors but one, 1 to 4. */
  threads?: number | undefined
  /** Called once the service listens. */
  onListening?: ((listening: Listening) => void) | undefined
}

export interface Listening {
  url: string
  storedHashes: number
  upstream: string | undefined
}

/** Serves the action until the signal is aborted. Resolves when everything is ended and written. */
export const serveTrickle = async (options: ServeTrickleOptions): Promise<void> => {
  const context = openJob(options)
  const files = await locateTrickle(options.run, context)
  const config = upstreamOf(options.config ?? {})
  const secret = await readSecret(files, context)
  if (secret === undefined) throw noSecret()
  const tls = await readTls(options)
  const proxy = readProxy(context.env, 'https://')
  const target = targetOf(options)
  if (config !== undefined && target.insecureHttp !== true) refuseReadable(config, proxy)
  const dispatcher = openProxy(proxy)
  const upstream = config && { config, client: openUpstream(config, dispatcher) }
  const store = await openStore(files, context, 'write')
  const verifier = openVerifier({ threads: options.threads })
  try {
    if (store === undefined && upstream === undefined) throw nothingToServe(files.store)
    const { rate } = settingsOf({ ...options, run: undefined })
    await withOpenTarget(target, { rate }, context, {}, async ({ send }) => {
      const service = await startService({
        host: options.host ?? '127.0.0.1',
        port: options.port ?? 0,
        ...(tls && { tls }),
        secret,
        hashes: hashesOf(store, verifier),
        upstream,
        readUser: (userId, signal) => getUser(send, userId, {}, signal),
        triesPerMinute: options.triesPerMinute ?? 10,
        tallyPath: files.tally,
        effects: context.effects,
      })
      options.onListening?.({
        url: service.url,
        storedHashes: store?.count() ?? 0,
        upstream: config?.type,
      })
      await untilStopped(context)
      await service.close()
    })
  } finally {
    await verifier.close()
    await store?.close()
    await dispatcher?.close()
  }
}

const untilStopped = ({ stop }: JobContext): Promise<void> =>
  new Promise((resolve) => {
    if (stop.aborted) resolve()
    else stop.addEventListener('abort', () => resolve(), { once: true })
  })

const readTls = async ({
  cert,
  key,
}: ServeTrickleOptions): Promise<{ cert: string; key: string } | undefined> => {
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined) {
    throw new MigrationError('usage', 'flag_invalid', '--cert and --key go together')
  }
  const read = (path: string): Promise<string> =>
    readFile(path, 'utf8').catch((cause: unknown) => {
      throw new MigrationError('config', 'tls_file_unreadable', `${path} cannot be read`, { cause })
    })
  return { cert: await read(cert), key: await read(key) }
}

const noSecret = (): MigrationError =>
  new MigrationError(
    'config',
    'trickle_secret_missing',
    'there is no secret shared with the action: run "logto-migrate trickle secret" where the run is, or set TRICKLE_SECRET',
  )

const nothingToServe = (store: string): MigrationError =>
  new MigrationError(
    'config',
    'trickle_nothing_to_serve',
    `there are neither old hashes (${store}) nor an old system to ask: import with --keep-legacy, or set legacyPasswords.upstream in the config`,
  )
