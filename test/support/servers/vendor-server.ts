import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Effects } from '../../../src/effects/effects.js'
import { systemEffects } from '../../../src/effects/system-effects.js'
import type { ExportRequest } from '../../../src/export/export-request.js'
import { openExportSource } from '../../../src/export/open-export-source.js'
import { type ExportEnd, runExport } from '../../../src/export/run-export.js'

export interface VendorReply {
  status?: number | undefined
  headers?: { [name: string]: string | undefined } | undefined
  body: unknown
  /** Instead of a body: a file. */
  bytes?: Buffer
  /** The connection ends in the middle of the body. */
  isTorn?: boolean
}

export interface VendorQuestion {
  method: string
  url: URL
  headers: IncomingMessage['headers']
  /** As it came. */
  text: string
  /** Undefined where the text is no JSON. */
  json: unknown
}

type Answer = (question: VendorQuestion) => VendorReply | Promise<VendorReply>

/** A vendor on loopback, by its public reference. What is not answered is 404. */
export const startVendor = async (answer: Answer): Promise<string> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const question = {
        method: request.method ?? 'GET',
        url: new URL(request.url ?? '/', 'http://127.0.0.1'),
        headers: request.headers,
        text,
        json: parse(text),
      }
      void reply(answer, question).then(({ status = 200, headers = {}, body, bytes, isTorn = false }) => {
        response.setHeader('content-type', 'application/json')
        for (const [name, value] of Object.entries(headers))
          if (value !== undefined) response.setHeader(name, value)
        const whole = bytes ?? Buffer.from(JSON.stringify(body))
        response.writeHead(status, { 'content-length': whole.length })
        if (isTorn) response.write(whole.subarray(0, whole.length / 2), () => response.destroy())
        else response.end(whole)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

/** A mock that throws answers 418, which nothing tries again. */
const reply = async (answer: Answer, question: VendorQuestion): Promise<VendorReply> => {
  try {
    return await answer(question)
  } catch (error) {
    return { status: 418, body: { error: String(error) } }
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The real clock, put forward by whoever would wait. */
const createHastyEffects = (): Effects => {
  let aheadMs = 0
  return {
    ...systemEffects,
    now: () => systemEffects.now() + aheadMs,
    sleep: async (delayMs) => {
      aheadMs += delayMs
    },
  }
}

export interface VendorExportOptions extends Partial<ExportRequest> {
  limit?: number
  stop?: AbortSignal
  /** Told after each step that is on disk. */
  onProgress?: (records: number) => void
}

/** What `logto-migrate export <system>` does, without pace. */
export const exportFrom = async (
  system: string,
  env: { readonly [name: string]: string },
  folder: string,
  { limit, stop, onProgress = () => undefined, ...request }: VendorExportOptions = {},
): Promise<ExportEnd> => {
  const signal = stop ?? new AbortController().signal
  const effects = createHastyEffects()
  const source = await openExportSource({
    system,
    env,
    effects,
    signal,
    userAgent: 'test',
    rate: 'off',
    ...request,
  })
  return runExport({
    source,
    folder,
    effects,
    signal,
    toolVersion: 'test',
    filters: { limit, since: request.since },
    onEvent: (event) => event.type === 'progress' && onProgress(event.records),
  })
}

/** What `--dry-run` gets to know. */
export const lookAt = async (
  system: string,
  env: { readonly [name: string]: string },
  request: Partial<ExportRequest> = {},
) => {
  const signal = new AbortController().signal
  const effects = createHastyEffects()
  const source = await openExportSource({
    system,
    env,
    effects,
    signal,
    userAgent: 'test',
    rate: 'off',
    ...request,
  })
  return source.look(signal)
}

export const readRows = async (folder: string, file: string): Promise<Record<string, unknown>[]> =>
  (await readFile(join(folder, `${file}.ndjson`), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
