import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { ApiError } from './http/api-error.js'
import type { Arrivals } from './faults/arrivals.js'
import { faultKinds } from './faults/fault-plan.js'
import type { FaultPlan } from './faults/fault-plan.js'
import type { FaultSource } from './faults/fault-source.js'
import { receiveBody } from './http/receive-body.js'
import { json, noContent, notFound } from './http/reply.js'
import type { Reply } from './http/reply.js'
import { addLog } from './routes/add-log.js'
import { signIn } from './routes/users/sign-in.js'
import type { SandboxContext } from './sandbox-context.js'
import { sendReply } from './http/send-reply.js'
import { readState } from './store/read-state.js'

/** Where the sandbox itself is asked and told, apart from the API that it stands in for. */
export const controlPrefix = '/__sandbox/'

const retryAfterForm = z.enum(['seconds', 'date']).optional()

const faultRuleSchema = z.strictObject({
  probability: z.number().min(0).max(1),
  routes: z.array(z.string()).optional(),
  max: z.int().min(0).optional(),
  statuses: z.array(z.int().min(500).max(599)).min(1).optional(),
  durationMs: z.number().min(0).optional(),
  retryAfterSeconds: z.number().min(0).optional(),
  retryAfterForm,
})
const faultPlanSchema = z.partialRecord(z.enum(faultKinds), faultRuleSchema)

const optionsSchema = z
  .strictObject({
    latencyMs: z.union([z.number().min(0), z.tuple([z.number().min(0), z.number().min(0)])]),
    limit: z
      .strictObject({ requests: z.int().min(1), windowMs: z.number().positive(), retryAfterForm })
      .nullable(),
    tokenLifetimeSeconds: z.number().min(0),
    pool: z.int().min(1),
    readLagMs: z.number().min(0),
    actions: z.enum(['available', 'forbidden', 'absent']),
    scriptTimeoutMs: z.number().min(1),
    keepsIds: z.union([z.boolean(), z.literal('refused')]),
  })
  .partial()

const logSchema = z.strictObject({
  key: z.string().min(1),
  payload: z.looseObject({ result: z.enum(['Success', 'Error']) }),
  createdAt: z.number().min(0).optional(),
})

const signInSchema = z.strictObject({ identifier: z.string(), password: z.string() })

export interface ControlService {
  context: SandboxContext
  arrivals: Arrivals
  faults: FaultSource
}

/** Serves `/__sandbox/…`: never counted, limited, delayed or faulted, and without a token. */
export const createControlServer = (
  service: ControlService,
): ((request: IncomingMessage, response: ServerResponse) => void) => {
  return (request, response) => {
    receiveBody(request, (rawBody) => {
      answer(service, `${request.method} ${request.url}`, rawBody)
        .catch(toErrorReply)
        .then((reply) => sendReply(response, reply, new Date(service.context.now()).toUTCString()))
        .catch(() => response.destroy())
    })
  }
}

const answer = async (
  { context, arrivals, faults }: ControlService,
  asked: string,
  rawBody: string,
): Promise<Reply> => {
  switch (asked) {
    case 'GET /__sandbox/state':
      return json(readState(context.store))
    case 'GET /__sandbox/stats':
      return json(arrivals.read())
    case 'POST /__sandbox/reset-stats':
      arrivals.reset()
      return noContent
    case 'PUT /__sandbox/faults':
      faults.setPlan(toFaultPlan(parse(faultPlanSchema, rawBody)))
      return json(faults.plan)
    case 'PUT /__sandbox/options':
      setOptions(context, parse(optionsSchema, rawBody))
      return json({ ...context.settings, limit: context.settings.limit ?? null })
    case 'POST /__sandbox/sign-in': {
      const { identifier, password } = parse(signInSchema, rawBody)
      return json(await signIn(context, identifier, password))
    }
    case 'POST /__sandbox/logs':
      addLogs(context, parse(z.array(logSchema), rawBody))
      return noContent
    default:
      return notFound
  }
}

/** Entries of the audit log as somebody's tool or another factor would have left them. */
const addLogs = (context: SandboxContext, entries: readonly z.infer<typeof logSchema>[]): void => {
  for (const { key, payload, createdAt } of entries) addLog(context, key, payload, createdAt)
  // Oldest first, whatever their order here.
  context.store.logs.sort((a, b) => a.createdAt - b.createdAt)
}

const parse = <T>(schema: z.ZodType<T>, rawBody: string): T => {
  let value: unknown
  try {
    value = JSON.parse(rawBody)
  } catch {
    throw new ApiError(400, { message: 'The body is not JSON.' })
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new ApiError(400, { message: z.prettifyError(parsed.error) })
  return parsed.data
}

const toFaultPlan = (parsed: z.infer<typeof faultPlanSchema>): FaultPlan => {
  const plan: FaultPlan = {}
  for (const kind of faultKinds) {
    const rule = parsed[kind]
    if (rule) plan[kind] = rule
  }
  return plan
}

const setOptions = ({ settings }: SandboxContext, changes: z.infer<typeof optionsSchema>): void => {
  const { limit, ...others } = changes
  Object.assign(settings, others)
  if (limit !== undefined) settings.limit = limit ?? undefined
}

const toErrorReply = (error: unknown): Reply => {
  if (error instanceof ApiError) return json(error.body, error.status)
  return json({ message: error instanceof Error ? error.message : String(error) }, 500)
}
