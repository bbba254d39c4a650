import { expect, it } from 'vitest'
import { requestToken, send } from '../sandbox/sandbox-client.js'
import { openRehearsal } from './open-rehearsal.js'

it('a record that a retry brought in is no longer among the rejected ones', async () => {
  const rehearsal = await openRehearsal(
    [
      { id: 'a', primaryEmail: 'a@example.org' },
      { id: 'b', primaryEmail: 'broken' },
      { id: 'c', primaryEmail: 'c@example.org' },
    ],
    { onConflict: 'fail' },
  )
  const { sandbox, run, readRunFile } = rehearsal
  const headers = { authorization: `Bearer ${await requestToken(sandbox.url)}` }
  for (const primaryEmail of ['a@example.org', 'c@example.org']) {
    await send(`${sandbox.url}/api/users`, 'POST', headers, { primaryEmail })
  }
  expect(await run('import')).toMatchObject({ code: 1 })
  const rejected = async () =>
    (await readRunFile('rejected.ndjson'))
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { ordinal: number }).ordinal)
      .toSorted()
  expect(await rejected()).toEqual([1, 2, 3])
  for (const { id } of sandbox.state().users) await send(`${sandbox.url}/api/users/${id}`, 'DELETE', headers)
  expect(await run('retry')).toMatchObject({ code: 1 })
  expect(await rejected()).toEqual([2])
  expect((await readRunFile('rejected.csv')).trimEnd().split(/\r?\n/)).toHaveLength(2)
})
