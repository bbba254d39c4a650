import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { ApiRequest } from '../../logto/http/api-call.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { JobContext } from '../job-context.js'
import { readFields, readQueryFields } from './read-fields.js'

export interface CallFlags {
  rawField?: string[]
  field?: string[]
  data?: string
  input?: string
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * The call that the operands and flags describe. Only a read is sent again after an unknown outcome.
 *
 * @throws {MigrationError} `usage/call_invalid`, `usage/field_invalid`, `input/body_unreadable`
 */
export const readCall = async (
  operands: readonly string[],
  flags: CallFlags,
  context: Pick<JobContext, 'folder' | 'stdin'>,
): Promise<ApiRequest> => {
  const [methodText = '', pathText = ''] = operands
  const method = methods.find((known) => known === methodText.toUpperCase())
  if (method === undefined) {
    throw invalid(`expected a method (${methods.join(', ')}) and a path, got "${operands.join(' ')}"`)
  }
  const path = readPath(pathText)
  const isRead = method === 'GET' || method === 'HEAD'
  const fields = flags.rawField ?? []
  const typed = flags.field ?? []
  const bodies = [fields.length + typed.length > 0, flags.data !== undefined, flags.input !== undefined]
  if (bodies.filter(Boolean).length > 1)
    throw invalid('give the body once: by -f/-F, by --data or by --input')
  if (isRead) {
    if (flags.data !== undefined || flags.input !== undefined) {
      throw invalid(`${method} has no body: give query parameters with -f, or in the path`)
    }
    return { method, path: addQuery(path, readQueryFields([...fields, ...typed])) }
  }
  const body = bodies[0] ? readFields(fields, typed) : await readBody(flags, context)
  return { method, path, isIdempotent: false, ...(body !== undefined && { body }) }
}

/** Below the endpoint; `/api` is added where it is left out. A whole URL would carry the token elsewhere. */
const readPath = (text: string): string => {
  if (/^[a-z][a-z\d+.-]*:/i.test(text) || text.startsWith('//')) {
    throw invalid(
      `expected a path such as /api/applications, got the URL "${text}": the endpoint is a setting`,
    )
  }
  if (text === '' || text.includes('#'))
    throw invalid(`expected a path such as /api/applications, got "${text}"`)
  const base = 'http://localhost'
  const slashed = text.startsWith('/') ? text : `/${text}`
  // A query is taken as it is given; the URL class encodes what may not stand in a request line.
  const { pathname, search, origin } = new URL(slashed, base)
  if (origin !== base) throw invalid(`expected a path such as /api/applications, got "${text}"`)
  return (/^\/(?:api|oidc)(?:\/|$)/.test(pathname) ? pathname : `/api${pathname}`) + search
}

const addQuery = (path: string, pairs: [string, string][]): string => {
  if (pairs.length === 0) return path
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(pairs)}`
}

const readBody = async (
  { data, input }: CallFlags,
  { folder, stdin }: Pick<JobContext, 'folder' | 'stdin'>,
): Promise<unknown> => {
  if (data !== undefined) return parseBody('--data', data)
  if (input === undefined) return undefined
  if (input === '-') return parseBody('standard input', (await buffer(stdin)).toString('utf8'))
  const text = await readFile(resolve(folder, input), 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : 'unknown reason'
    throw new MigrationError('input', 'body_unreadable', `cannot read the body from ${input} (${reason})`, {
      cause,
    })
  })
  return parseBody(input, text)
}

const parseBody = (where: string, text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    // The parser's own message quotes the text, which may hold a secret.
    throw invalid(`${where} is not valid JSON; the Management API takes JSON bodies only`)
  }
}

const invalid = (message: string): MigrationError => new MigrationError('usage', 'call_invalid', message)
