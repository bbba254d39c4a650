import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeReport } from '../../src/jobs/write-report.js'
import { writeRichRun } from '../report/rich-run.js'
import { writeRun } from '../report/write-run.js'
import { makeTemporaryFolder } from '../support/temporary-folder.js'

const effects = { now: () => Date.UTC(2026, 1, 6) }

test('who has no working password, what was offered, and who is to be written to', async () => {
  const folder = await makeTemporaryFolder()
  const run = join(folder, 'run')
  await writeRichRun(run)

  const masked = await writeReport({ run, effects })
  expect(masked.data?.withoutPassword).toEqual({
    valid: 1000,
    atOnce: 900,
    firstSignIn: 0,
    mustReset: 40,
    hadNone: 60,
    links: { made: 2, good: 1 },
    left: { all: 3, neverSignedIn: 2, pending: 2 },
  })
  expect(masked.people).toBe(join(run, 'report-people.csv'))
  const [header, first, second = '', third, ...rest] = (await readFile(masked.people!, 'utf8')).split('\n')
  expect([header, first, third, rest]).toEqual([
    'source_key,logto_id,why',
    'auth0|000000000000000000021001,logto1,never_signed_in pending',
    'bo…m,logto3,pending',
    [''],
  ])
  // Neither a formula nor the address in it.
  expect(second).toMatch(/^"'=.*",logto2,never_signed_in$/)
  expect(second).not.toContain('example')
  expect((await stat(masked.people!)).mode & 0o777).toBe(0o600)

  const out = join(folder, 'whole.md')
  const whole = await writeReport({ run, out, showPersonalData: true, effects })
  expect(whole.people).toBe(join(folder, 'whole-people.csv'))
  expect(await readFile(whole.people!, 'utf8')).toBe(
    `source_key,logto_id,why,email,phone,username
auth0|000000000000000000021001,logto1,never_signed_in pending,ada@example.com,,
"'=HYPERLINK(""https://example.com"")",logto2,never_signed_in,,14155550101,
bob@example.com,logto3,pending,bob@example.com,,"'@bob"
`,
  )
  const text = await readFile(out, 'utf8')
  expect(text).toContain('Without a working password')
  expect(text).toMatch(/Their old password cannot be taken *\| *40 /)
})

test('nobody is without one: no section and no list', async () => {
  const run = join(await makeTemporaryFolder(), 'run')
  await writeRun(run, [
    { t: 'open', at: 0 },
    { t: 'close', at: 9, why: 'complete' },
  ])
  const { data, people } = await writeReport({ run, effects })
  expect(data?.withoutPassword).toBeNull()
  expect(people).toBeUndefined()
})
