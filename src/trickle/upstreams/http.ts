import { faultOf, type Post, type PostAnswer, type PostRequest } from './post.js'
import type { ConfigOf } from './upstream-config.js'
import type { Credentials, Upstream } from './upstream.js'

/**
 * Any endpoint. `{name}` and `{password}` stand for what was typed: in a template of text as JSON strings without their
 * quotes, in a body of fields and in a form as they are.
 */
export const createHttpUpstream = (config: ConfigOf<'http'>, post: Post): Upstream => ({
  verify: async (credentials, signal) => {
    const { url, method = 'POST', headers = {} } = config
    const answer = await post({ url, method, headers, ...fillBody(config, credentials) }, signal)
    if (isRight(config.right, answer)) return true
    if (isWrong(config, answer)) return false
    throw faultOf(answer, '')
  },
})

type Body = Pick<PostRequest, 'form' | 'json' | 'text'>

const fillBody = ({ body, form }: ConfigOf<'http'>, credentials: Credentials): Body => {
  if (form !== undefined) {
    const filled = Object.entries(form).map(([key, value]) => [key, fill(value, credentials)])
    return { form: Object.fromEntries(filled) }
  }
  if (typeof body === 'string') return { text: fill(body, escapeForJson(credentials)) }
  return { json: fillValue(body ?? { username: '{name}', password: '{password}' }, credentials, 0) }
}

const maxDepth = 20

const fillValue = (value: unknown, credentials: Credentials, depth: number): unknown => {
  if (typeof value === 'string') return fill(value, credentials)
  if (typeof value !== 'object' || value === null || depth > maxDepth) return value
  if (Array.isArray(value)) return value.map((item) => fillValue(item, credentials, depth + 1))
  const filled = Object.entries(value).map(([key, item]) => [key, fillValue(item, credentials, depth + 1)])
  return Object.fromEntries(filled)
}

/** In one pass, so that a password that holds `{name}` stays what it is. */
const fill = (template: string, { name, password }: Credentials): string =>
  template.replaceAll(/\{(name|password)\}/g, (_, which) => (which === 'name' ? name : password))

const escapeForJson = ({ name, password }: Credentials): Credentials => ({
  name: JSON.stringify(name).slice(1, -1),
  password: JSON.stringify(password).slice(1, -1),
})

const isRight = (right: ConfigOf<'http'>['right'], { status, body }: PostAnswer): boolean => {
  const statuses = right?.status === undefined ? undefined : [right.status].flat()
  if (!(statuses?.includes(status) ?? (status >= 200 && status < 300))) return false
  if (right?.field === undefined) return true
  const value = readPath(body, right.field)
  return right.equals === undefined ? Boolean(value) : value === right.equals
}

/** Without a rule: a refusal, or a success whose field says otherwise. */
const isWrong = ({ wrong, right }: ConfigOf<'http'>, { status }: PostAnswer): boolean => {
  if (wrong !== undefined) return [wrong.status].flat().includes(status)
  return [400, 401, 403, 404, 422].includes(status) || (right?.field !== undefined && status === 200)
}

const readPath = (body: Record<string, unknown>, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? Reflect.get(value, key)
          : undefined,
      body,
    )
