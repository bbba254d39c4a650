import { type Dispatcher, request } from 'undici'
import { UpstreamError } from './upstream.js'

export interface PostRequest {
  url: string
  method?: 'POST' | 'PUT' | 'GET'
  headers?: Record<string, string>
  /** Sent as a form. */
  form?: Record<string, string>
  /** Sent as JSON. */
  json?: unknown
  /** Sent as it is. */
  text?: string
}

export interface PostAnswer {
  status: number
  /** The JSON object that came; an empty one where it was none. */
  body: Record<string, unknown>
}

/** One exchange with the old system; what it goes through is the caller's. */
export type Post = (request: PostRequest, signal: AbortSignal) => Promise<PostAnswer>

/** Never follows a redirect: it would carry the password to another address. */
export const createPost =
  (dispatcher?: Dispatcher): Post =>
  async ({ url, method = 'POST', headers = {}, form, json, text }, signal) => {
    const sent =
      form !== undefined
        ? { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(form).toString() }
        : json !== undefined
          ? { type: 'application/json', body: JSON.stringify(json) }
          : { type: undefined, body: text }
    try {
      const answer = await request(url, {
        method,
        headers: {
          accept: 'application/json',
          ...(sent.type !== undefined && { 'content-type': sent.type }),
          ...headers,
        },
        body: sent.body ?? null,
        signal,
        ...(dispatcher && { dispatcher }),
      })
      const { statusCode: status } = answer
      return { status, body: parseObject(await readText(answer.body)) }
    } catch (error) {
      if (error instanceof UpstreamError) throw error
      if (signal.aborted) throw new UpstreamError('timeout', 'no answer in time', { cause: error })
      throw new UpstreamError('unavailable', describe(error), { cause: error })
    }
  }

const maxAnswerBytes = 256 * 1024

const readText = async (body: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > maxAnswerBytes) throw new UpstreamError('unexpected', 'an answer of more than 256 KB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const parseObject = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  } catch {
    return {}
  }
}

/** The code alone: messages of the network can quote addresses. */
const describe = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'the request failed'

/** A text member of an answer; '' where there is none. */
export const textOf = (body: Record<string, unknown>, name: string): string => {
  const value = body[name]
  return typeof value === 'string' ? value : ''
}

/** What is left when an answer is neither yes nor no. */
export const faultOf = ({ status }: PostAnswer, code: string): UpstreamError => {
  const detail = `status ${status}${/^[\w.:-]{1,60}$/.test(code) ? ` ${code}` : ''}`
  if (status === 429) return new UpstreamError('limited', detail)
  if (status >= 500) return new UpstreamError('unavailable', detail)
  if (status === 401 || status === 403) return new UpstreamError('misconfigured', detail)
  return new UpstreamError('unexpected', detail)
}
