import { AmbiguousOutcomeError } from '../../logto/retry/ambiguous-outcome-error.js'
import type { ApiRequest, ApiResponse, Send } from '../../logto/http/api-call.js'
import { errorCodeOf, errorMessageOf } from '../../logto/http/error-code.js'
import { walkList } from '../../logto/paging/walk-list.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { withOpenTarget } from '../../jobs/target/open-target.js'
import { type AccessFlags, readAccess } from '../../jobs/target/read-access.js'
import { type CallFlags, readCall } from '../../jobs/api/read-call.js'
import { compileSelection, type Selection } from '../../jobs/api/select-json.js'

export interface ApiFlags extends AccessFlags, CommonFlags, CallFlags {
  paginate?: boolean
  ndjson?: boolean
  jq?: string
  include?: boolean
}

/** Makes one call and prints the answer. 0 done, 1 refused by Logto, 3 no access or no known outcome. */
export const runApiCommand = async (
  context: CommandContext,
  operands: string[],
  flags: ApiFlags,
): Promise<number> => {
  const request = await readCall(operands, flags, context)
  checkFlags(request, flags)
  const select = flags.jq === undefined ? undefined : compileSelection(flags.jq)
  const { target, rate } = await readAccess(flags, context)
  return withOpenTarget(target, { rate }, context, {}, async ({ send }) => {
    if (flags.paginate === true) return printPages(context, send, request, flags, select)
    const response = await sendHonestly(send, request, context.stop)
    return response.status < 300
      ? printAnswer(context, response, flags, select)
      : printRefusal(context, request, response, flags)
  })
}

const checkFlags = ({ method, path }: ApiRequest, { paginate, ndjson, include, json }: ApiFlags): void => {
  if (ndjson === true && paginate !== true) throw usage('--ndjson goes with --paginate')
  if (ndjson === true && json === true)
    throw usage('--json prints one document, --ndjson one per line: take one')
  if (paginate !== true) return
  if (method !== 'GET') throw usage(`--paginate goes with GET, got ${method}`)
  if (include === true) throw usage('--include prints the headers of one answer: leave out --paginate')
  if (/[?&]page(?:_size)?=/.test(path))
    throw usage('--paginate numbers the pages itself: leave out page and page_size')
}

/** Says of a write without an answer what is known: that nothing is. */
const sendHonestly = async (send: Send, request: ApiRequest, stop: AbortSignal): Promise<ApiResponse> => {
  try {
    return await send(request, stop)
  } catch (error) {
    if (!(error instanceof AmbiguousOutcomeError)) throw error
    const what = error.status === undefined ? 'no answer came' : `Logto answered ${error.status}`
    throw new MigrationError(
      'target',
      error.reason,
      `${nameCall(request)}: ${what}, so it may have been applied or not; it was not sent again. Look with a GET first`,
      { cause: error },
    )
  }
}

const printPages = async (
  context: CommandContext,
  send: Send,
  { path }: ApiRequest,
  flags: ApiFlags,
  select: Selection | undefined,
): Promise<number> => {
  const all: unknown[] = []
  try {
    for await (const items of walkList(send, path, context.stop)) {
      if (flags.ndjson !== true) {
        for (const item of items) all.push(item)
        continue
      }
      const values = select === undefined ? items : items.flatMap(select)
      context.stdout(values.map((value) => `${JSON.stringify(value)}\n`).join(''))
      if (context.isOutputClosed?.() === true) return 0
    }
  } catch (error) {
    // A refusal of what was asked for is an answer; only the access to the target is more than that.
    if (!(error instanceof MigrationError && error.code === 'call_refused')) throw error
    if (flags.json === true)
      context.stdout(`${JSON.stringify({ error: { code: error.code, message: error.message } })}\n`)
    context.stderr(`logto-migrate: ${error.message}\n`)
    return 1
  }
  if (flags.ndjson !== true) printBody(context, all, flags, select)
  return 0
}

const printAnswer = (
  context: CommandContext,
  response: ApiResponse,
  flags: ApiFlags,
  select: Selection | undefined,
): number => {
  if (flags.include === true && flags.json !== true) context.stdout(describeHead(response))
  if (flags.include === true && flags.json === true) {
    const { status, headers, body = null } = response
    context.stdout(
      `${JSON.stringify({ status, headers, body: select === undefined ? body : select(body) })}\n`,
    )
  } else {
    printBody(context, response.body, flags, select)
  }
  if (response.body === undefined) context.stderr(`${response.status}, no body.\n`)
  return 0
}

const printBody = (
  { stdout, isOutputTerminal }: CommandContext,
  body: unknown,
  { json }: ApiFlags,
  select: Selection | undefined,
): void => {
  if (json === true) {
    stdout(`${JSON.stringify(select === undefined ? (body ?? null) : select(body))}\n`)
  } else if (select !== undefined) {
    // A text by itself is what a script wants to read, without quotes.
    for (const value of select(body)) stdout(`${typeof value === 'string' ? value : JSON.stringify(value)}\n`)
  } else if (typeof body === 'string') {
    stdout(body.endsWith('\n') ? body : `${body}\n`)
  } else if (body !== undefined) {
    stdout(`${JSON.stringify(body, null, isOutputTerminal === true ? 2 : undefined)}\n`)
  }
}

const printRefusal = (
  { stdout, stderr }: CommandContext,
  request: ApiRequest,
  response: ApiResponse,
  { json, include }: ApiFlags,
): number => {
  const code = errorCodeOf(response)
  const message = errorMessageOf(response)
  const { status, headers, body = null } = response
  if (json === true) {
    stdout(
      `${JSON.stringify({ error: { code, message, status, body }, ...(include === true && { headers }) })}\n`,
    )
  } else {
    if (include === true) stdout(describeHead(response))
    if (body !== null) stdout(`${typeof body === 'string' ? body : JSON.stringify(body)}\n`)
  }
  stderr(`logto-migrate: ${nameCall(request)} was refused with ${status} ${code}: ${message}\n`)
  return 1
}

const describeHead = ({ status, headers }: ApiResponse): string =>
  `HTTP ${status}\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')}\n`

/** The path is the operator's own; what it asks for may hold an address of somebody. */
const nameCall = ({ method, path }: ApiRequest): string => `${method} ${path.split('?', 1)[0]}`

const usage = (message: string): MigrationError => new MigrationError('usage', 'call_invalid', message)
