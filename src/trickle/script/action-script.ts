/** First line of the script, by which an action is known to be ours. */
export const actionMark = '// logto-migrate trickle'

/**
 * The action that Logto runs when a password sign-in fails there. It holds no secret: address and secret are its
 * environment variables. Every error, a wrong answer and a slow one are a wrong password.
 */
export const actionScript = `${actionMark}: lets people in with their old password once, then Logto has it.
// The package logto-migrate, docs/trickle.md. Change it with "logto-migrate trickle install".
const runAction = async ({ event, environmentVariables: { TRICKLE_URL, TRICKLE_SECRET } }) => {
  const { user, identifier, password } = event
  const migratedFrom = user?.customData?.migratedFrom
  if (migratedFrom?.password !== 'pending') return undefined

  const hmac = async (text) => {
    const bytes = (value) => new TextEncoder().encode(value)
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    const key = await crypto.subtle.importKey('raw', bytes(TRICKLE_SECRET), algorithm, false, ['sign'])
    return Buffer.from(await crypto.subtle.sign('HMAC', key, bytes(text))).toString('hex')
  }

  const ask = async () => {
    const body = JSON.stringify({ userId: user.id, identifier, password })
    const timestamp = String(Math.floor(Date.now() / 1000))
    const nonce = crypto.randomUUID()
    const headers = {
      'content-type': 'application/json',
      'x-trickle-timestamp': timestamp,
      'x-trickle-nonce': nonce,
      'x-trickle-signature': await hmac(timestamp + '.' + nonce + '.' + body),
    }
    const answer = await fetch(TRICKLE_URL, { method: 'POST', headers, body, redirect: 'error' })
    const { result, proof } = await answer.json()
    return result === 'right' && proof === (await hmac(nonce + '.right'))
  }

  try {
    const tooLate = new Promise((resolve) => setTimeout(resolve, 3500, false))
    if ((await Promise.race([ask(), tooLate])) !== true) return undefined
    // Logto merges customData at the top level only: what is in migratedFrom is repeated.
    const customData = { migratedFrom: { ...migratedFrom, password: 'migrated' } }
    return { action: 'updateUser', passwordVerified: true, user: { customData } }
  } catch {
    return undefined
  }
}
`
