import type { Handler } from './api-call.js'

export interface Route {
  method: string
  /** `/api/users/:userId` */
  pattern: string
  handler: Handler
  /** `POST /api/users/:userId`, by which statistics and faults name it. */
  label: string
}

export interface RouteMatch {
  route: Route
  params: string[]
}

/** Finds the route of a path. A fixed part wins over a `:name` part. */
export type FindRoute = (method: string, path: string) => RouteMatch | undefined

export const route = (method: string, pattern: string, handler: Handler): Route => ({
  method,
  pattern,
  handler,
  label: `${method} ${pattern}`,
})

export const createRouter = (routes: readonly Route[]): FindRoute => {
  const root = createNode()
  for (const item of routes) addRoute(root, item)
  return (method, path) => {
    const params: string[] = []
    // Like Koa's router, which answers HEAD wherever there is a GET; the server leaves the body out.
    const found = findNode(root, path.split('/'), 1, method === 'HEAD' ? 'GET' : method, params)
    return found && { route: found, params }
  }
}

interface RouteNode {
  fixed: Map<string, RouteNode>
  named: RouteNode | undefined
  routes: Map<string, Route>
}

const createNode = (): RouteNode => ({ fixed: new Map(), named: undefined, routes: new Map() })

const addRoute = (root: RouteNode, item: Route): void => {
  let node = root
  for (const part of item.pattern.split('/').slice(1)) {
    if (part.startsWith(':')) {
      node = node.named ??= createNode()
      continue
    }
    const next = node.fixed.get(part) ?? createNode()
    node.fixed.set(part, next)
    node = next
  }
  node.routes.set(item.method, item)
}

const findNode = (
  node: RouteNode,
  parts: readonly string[],
  index: number,
  method: string,
  params: string[],
): Route | undefined => {
  const part = parts[index]
  if (part === undefined) return node.routes.get(method)
  const fixed = node.fixed.get(part)
  const found = fixed && findNode(fixed, parts, index + 1, method, params)
  if (found || !node.named || part === '') return found
  params.push(decodePart(part))
  const named = findNode(node.named, parts, index + 1, method, params)
  if (!named) params.pop()
  return named
}

const decodePart = (part: string): string => {
  if (!part.includes('%')) return part
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
