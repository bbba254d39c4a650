import { writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { hashVectors, type HashVector } from '../password/hash-vectors.js'
import { pickString, requestToken, send } from '../sandbox/sandbox-client.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

interface Result {
  id: string
  conversion:
    | { passwordAlgorithm: string; passwordDigest: string }
    | { password: string }
    | { reason: string; message: string }
}

const vectorById = new Map(hashVectors.map((vector) => [vector.id, vector]))

it('takes all vectors through the program into the target, where they sign in or have their reason', async () => {
  const rehearsal = await startRehearsal()
  const lines = hashVectors.map(({ id, source, sourceHash, params }) =>
    JSON.stringify({ id, source, sourceHash, params }),
  )
  await writeFile(rehearsal.path('vectors.ndjson'), `${lines.join('\n')}\n`)
  const { stdout, stderr, exitCode } = await rehearsal.run([
    'password',
    '--batch',
    'vectors.ndjson',
    '--json',
  ])
  expect(stderr).toBe('')
  // Some vectors cannot be converted, which the exit code says.
  expect(exitCode).toBe(1)
  const { results }: { results: Result[] } = JSON.parse(stdout)
  expect(results.map(({ id }) => id)).toEqual(hashVectors.map(({ id }) => id))

  const token = await requestToken(rehearsal.sandbox.url)
  const wrong: string[] = []
  for (const { id, conversion } of results) {
    const vector = vectorById.get(id)!
    const answer =
      'reason' in conversion ? conversion.reason : await trySignIn(rehearsal, token, conversion, vector)
    if (answer !== expectedOf(vector, conversion)) wrong.push(`${id}: ${answer}`)
  }
  expect(wrong).toEqual([])
}, 120_000)

/** `204 422`: what the target says to the right and to a wrong password. */
const trySignIn = async (
  { sandbox }: Rehearsal,
  token: string,
  digest: object,
  { password, plaintext }: HashVector,
): Promise<string> => {
  const headers = { authorization: `Bearer ${token}` }
  const created = await send(`${sandbox.url}/api/users`, 'POST', headers, digest)
  if (created.status !== 200) return `create ${created.status}`
  const path = `${sandbox.url}/api/users/${pickString(created.body, 'id')}/password/verify`
  const right = plaintext ?? password ?? ''
  // The wrong one first: a right one makes Logto replace the digest. Over 72 bytes bcrypt would be a 500.
  const wrongAnswer = await send(path, 'POST', headers, { password: `${right.slice(0, 20)}!` })
  const rightAnswer = await send(path, 'POST', headers, { password: right })
  return `${rightAnswer.status} ${wrongAnswer.status}`
}

const expectedOf = (vector: HashVector, conversion: Result['conversion']): string => {
  if (vector.plaintext !== undefined || (vector.logto && vector.verified)) return '204 422'
  // A hidden pepper, or a password that the source cut: converted as it stands, and Logto refuses the password.
  if (vector.logto) return isTooLongForBcrypt(vector) ? '500 422' : '422 422'
  return 'reason' in conversion ? conversion.reason : 'expected a reason'
}

const isTooLongForBcrypt = ({ logto, password }: HashVector): boolean =>
  logto?.passwordAlgorithm === 'Bcrypt' && Buffer.byteLength(password ?? '') > 72
