import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { MigrationError } from '../../../outcome/migration-error.js'
import { findRecipe } from '../find-recipe.js'
import { recipeLimits } from '../recipe-limits.js'
import { runRecipe } from '../run-recipe.js'
import { isCheapRecipe } from './is-cheap-recipe.js'
import type { VerifyAnswer, VerifyTask } from './verify-worker.js'

/** Tells what is spent outside this thread. */
export type Elsewhere = <Value>(work: Promise<Value>) => Promise<Value>

/** Verifies old passwords for a service: what costs time is computed in other threads. */
export interface Verifier {
  /**
   * As `verifyLegacyPassword`.
   *
   * @param elsewhere wraps what other threads compute
   * @throws MigrationError its reasons, and `verify_busy`, `verify_late`
   */
  verify(task: VerifyTask, elsewhere?: Elsewhere): Promise<boolean>
  /** Hashes that wait for a thread. */
  waiting(): number
  close(): Promise<void>
}

export interface VerifierOptions {
  /** At most so many costly hashes at once; each takes up to 256 MiB. @default the processors but one, 1 to 4 */
  threads?: number | undefined
  /** A verification that has not ended by then is given up. @default 3000, less than whoever asks waits */
  withinMs?: number
  /** Costly hashes that may wait for a thread. @default 32 for each */
  maxWaiting?: number
}

/** JavaScript alone: the memory that Argon2 and scrypt work in is bounded by the recipe. */
const heapMb = 128
/** Below whoever answers: on a machine with one processor the cheap ones still come first. */
const niceIncrement = 5

/** Opens the threads. One is always there, so that nobody waits for its start; others come when needed and end when they idle. */
export const openVerifier = ({
  threads = Math.min(4, Math.max(1, availableParallelism() - 1)),
  withinMs = 3000,
  maxWaiting = 32 * threads,
}: VerifierOptions = {}): Verifier => {
  const pool = new Piscina({
    filename: new URL('./verify-worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: threads,
    maxQueue: maxWaiting,
    concurrentTasksPerWorker: 1,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    niceIncrement,
  })
  // Node can abort the whole process where a thread is ended while it loads its modules.
  const hasLoaded = pool.run(nothingToVerify).catch(() => undefined)
  const compute = async (task: VerifyTask): Promise<boolean> => {
    if (pool.queueSize >= maxWaiting) throw busy()
    const answer: VerifyAnswer = await pool
      .run(task, { signal: AbortSignal.timeout(withinMs) })
      .catch((error: unknown) => Promise.reject(isTimeout(error) ? late() : error))
    if ('code' in answer) throw new MigrationError('input', answer.code, answer.message)
    return answer.isRight
  }
  return {
    verify: async (task, elsewhere = (work) => work) => {
      const { source, hash, params, password } = task
      const found = findRecipe(source, hash, params)
      if ('reason' in found) throw new MigrationError('input', found.reason, found.message)
      if (Buffer.byteLength(password, 'utf8') > recipeLimits.passwordBytes) return false
      return isCheapRecipe(found.recipe) ? runRecipe(found.recipe, password) : elsewhere(compute(task))
    },
    waiting: () => pool.queueSize,
    close: async () => {
      await hasLoaded
      await pool.close({ force: true })
    },
  }
}

/** Loads what is needed for real ones. */
const nothingToVerify: VerifyTask = { source: 'generic', hash: '', params: {}, password: '' }

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

const busy = (): MigrationError =>
  new MigrationError('input', 'verify_busy', 'too many costly hashes wait to be verified: try again')

const late = (): MigrationError =>
  new MigrationError('input', 'verify_late', 'the hash could not be verified in time: try again')
