import { Worker } from 'node:worker_threads'
import { scriptWorkerSource } from './script-worker.js'

export interface ScriptRun {
  script: string
  /** Name of the function to call. */
  entry: 'runAction' | 'getCustomJwtClaims'
  payload: Record<string, unknown>
  /** The thread is ended when the answer takes longer. */
  timeoutMs: number
}

/** What the script answered, or why it did not. `undefined` is an answer. */
export type ScriptOutcome = { isDone: true; value: unknown } | { isDone: false; message: string }

/** Runs scripts in threads of their own, one thread for each script, with Logto's limits. */
export class ScriptRunner {
  readonly #threads = new Map<string, ScriptThread>()

  run({ script, entry, payload, timeoutMs }: ScriptRun): Promise<ScriptOutcome> {
    const key = `${entry}\n${script}`
    let thread = this.#threads.get(key)
    if (!thread) {
      thread = new ScriptThread(script, entry, () => this.#threads.delete(key))
      if (this.#threads.size >= maxThreads) this.#endOldest()
      this.#threads.set(key, thread)
    }
    return thread.run(payload, timeoutMs)
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#threads.values(), (thread) => thread.end('The sandbox was closed.')))
  }

  #endOldest(): void {
    const [oldest] = this.#threads.values()
    void oldest?.end('Another script took its place.')
  }
}

const maxThreads = 4
const maxMemoryMb = 128

interface Waiting {
  settle(outcome: ScriptOutcome): void
  /** Set once the thread is there: starting it is not the script's time. */
  timer?: NodeJS.Timeout
}

/** One script loaded once; many runs of it may be under way together, and a run that hangs ends them all. */
class ScriptThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #onEnd: () => void
  readonly #started: Promise<void>
  #lastId = 0

  constructor(script: string, entry: string, onEnd: () => void) {
    this.#onEnd = onEnd
    this.#worker = new Worker(scriptWorkerSource, {
      eval: true,
      workerData: { script, entry },
      resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
      // A script's own output is none of the program that runs the sandbox.
      stdout: true,
      stderr: true,
    })
    this.#worker.stdout.resume()
    this.#worker.stderr.resume()
    this.#worker.on('message', (answer: { id: number; message?: string; text?: string }) => {
      const value: unknown = answer.text === undefined ? undefined : JSON.parse(answer.text)
      const failed = answer.message
      this.#settle(
        answer.id,
        failed === undefined ? { isDone: true, value } : { isDone: false, message: failed },
      )
    })
    this.#worker.on('error', (error) => void this.end(readMessage(error)))
    this.#worker.on('exit', () => void this.end('The script ended its thread.'))
    this.#started = new Promise((resolve) => this.#worker.once('online', resolve))
    this.#worker.unref()
  }

  run(payload: Record<string, unknown>, timeoutMs: number): Promise<ScriptOutcome> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve) => {
      const waiting: Waiting = { settle: resolve }
      this.#waiting.set(id, waiting)
      void this.#started.then(() => {
        if (!this.#waiting.has(id)) return
        waiting.timer = setTimeout(() => {
          void this.end(`Script execution timed out after ${timeoutMs}ms.`)
        }, timeoutMs)
        this.#worker.postMessage({ id, payload }, [])
      })
    })
  }

  async end(message: string): Promise<void> {
    this.#onEnd()
    for (const id of this.#waiting.keys()) this.#settle(id, { isDone: false, message })
    await this.#worker.terminate()
  }

  #settle(id: number, outcome: ScriptOutcome): void {
    const waiting = this.#waiting.get(id)
    if (!waiting) return
    this.#waiting.delete(id)
    clearTimeout(waiting.timer)
    waiting.settle(outcome)
  }
}

const readMessage = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? `Script execution exceeded the memory limit of ${maxMemoryMb}MB.`
    : String(error instanceof Error ? error.message : error)
