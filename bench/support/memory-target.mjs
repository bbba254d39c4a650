// A target that has every user whose id somebody asks for, in a process of its own: an answer is made of the question,
// so that runs of millions of users can be looked at without a database of millions.
import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'

const longAgoMs = Date.UTC(2020, 0, 1)

const userOf = (id) => ({
  id,
  username: null,
  primaryEmail: `${id}@example.com`,
  primaryPhone: null,
  name: null,
  avatar: null,
  customData: {},
  identities: {},
  profile: {},
  lastSignInAt: null,
  createdAt: longAgoMs,
  updatedAt: longAgoMs,
  isSuspended: false,
})

/** Users that are asked for by id; without a question one who is old. */
const answerUsers = ({ searchParams }) => {
  const ids = searchParams.getAll('search.id')
  return (ids.length === 0 ? ['older'] : ids).map(userOf)
}

function answer(request, response) {
  const url = new URL(request.url, 'http://localhost')
  const send = (status, body) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const total = Array.isArray(body) ? { 'total-number': String(body.length) } : {}
    response.writeHead(status, { 'content-type': 'application/json', ...total })
    response.end(text)
  }
  request.resume()
  request.on('end', () => {
    if (url.pathname === '/oidc/token') {
      send(200, { access_token: 'token', expires_in: 3600, token_type: 'Bearer', scope: 'all' })
    } else if (request.method === 'DELETE') send(204)
    else if (url.pathname === '/api/users') send(200, answerUsers(url))
    else send(200, [])
  })
}

if (process.send) {
  process.once('disconnect', () => process.exit())
  const server = createServer(answer)
  server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`))
}

/** @returns its address, the LOGTO_* settings that reach it, and how to end it */
export const startMemoryTarget = () =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the target ended with ${code}`)))
    child.once('message', (url) =>
      resolve({
        url,
        env: { LOGTO_ENDPOINT: url, LOGTO_APP_ID: 'sandbox-app', LOGTO_APP_SECRET: 'sandbox-secret' },
        close: () => child.kill(),
      }),
    )
  })
