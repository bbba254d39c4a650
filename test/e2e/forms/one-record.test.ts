import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { startRehearsal } from '../../support/sandbox-process.js'
import { importText } from '../field-cases/import-case.js'

const source = ['--source', 'generic']
const good = (name: string): string => `{"id":"${name}","email":"${name}@example.com"}`
const nested = (depth: number, open: string, close: string): string =>
  open.repeat(depth) + close.repeat(depth)

const costly: [string, string][] = [
  ['5,000 lists inside each other', `{"id":"x","email":"x@example.com","a":${nested(5000, '[', ']')}}`],
  [
    '5,000 objects inside each other',
    `{"id":"x","email":"x@example.com","a":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
  ],
  ['a text of 1 MB that is rejected', `{"id":"x","email":"${'x'.repeat(1 << 20)}"}`],
]

test.each(costly)('%s costs that record', async (_, record) => {
  for (const text of [
    `${good('a')}\n${record}\n${good('b')}\n`,
    `[${good('a')},\n${record},\n${good('b')}]`,
  ]) {
    const { exitCode, stderr, users, rejected } = await importText('users.json', text, { args: source })
    expect(exitCode, stderr).toBe(1)
    expect(users.map(({ primaryEmail }) => primaryEmail)).toEqual(['a@example.com', 'b@example.com'])
    expect(rejected.trimEnd().split('\n')).toHaveLength(1)
  }
})

test('a text of 500 KB of any character, in any field, costs no more than its length', async () => {
  const classes = [...' \ta0-.@/"{[(<=$:,*\0é', 'a@', '$2', '(a', '{"a":']
  const fields = ['email', 'phone', 'name', 'passwordHash', 'roles', 'x']
  const lines = classes.flatMap((some, row) =>
    fields.map((field, column) => {
      const id = `r${row}-${column}`
      const record = {
        id,
        email: `${id}@example.com`,
        [field]: some.repeat(Math.ceil(500_000 / some.length)),
      }
      return `${JSON.stringify(record)}\n`
    }),
  )
  const { path, run } = await startRehearsal()
  await writeFile(path('classes.ndjson'), lines.join(''))
  const { stdout } = await run(['check', 'classes.ndjson', '--json', ...source])
  expect(JSON.parse(stdout)).toMatchObject({ records: lines.length })
})

test('400 levels, which are read, are rejected by the plan and by nothing worse', async () => {
  const record = `{"id":"x","email":"x@example.com","a":${nested(400, '[', ']')}}`
  const { exitCode, users, rejected } = await importText('users.ndjson', `${record}\n${good('b')}\n`, {
    args: source,
  })
  expect(exitCode).toBe(1)
  expect(users).toHaveLength(1)
  expect(rejected).toContain('nested_too_deep')
})

test('a cell that is nested deep is text', async () => {
  const text = `id,email,notes\n1,mona@example.com,"${nested(5000, '[', ']')}"\n`
  const { exitCode, users, stderr } = await importText('users.csv', text, { args: source })
  expect(exitCode, stderr).toBe(0)
  expect(users).toHaveLength(1)
})

test('130,000 roles in a cell cost that record at most', async () => {
  const roles = Array.from({ length: 130_000 }, (_, index) => `r${index}`).join(';')
  const text = `id,email,roles\n1,mona@example.com,${roles}\n2,nils@example.com,\n`
  const { rehearsal } = await importText('users.csv', text, { command: 'check', args: source })
  const { stdout, exitCode } = await rehearsal.run(['check', 'users.csv', ...source, '--json'])
  expect(exitCode).toBeLessThan(2)
  expect(JSON.parse(stdout)).toMatchObject({ records: 2 })
})

test('a blank and a half-edited line in rejected.ndjson do not block retry', async () => {
  const text = `${good('a')}\n{"id":"x"}\n{"id":"y","email":"y"}\n`
  const { rehearsal, exitCode } = await importText('users.ndjson', text, { args: source })
  expect(exitCode).toBe(1)
  const path = rehearsal.path('run', 'rejected.ndjson')
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  await writeFile(path, ['', lines[0]?.slice(0, 40), '{"ordinal":3,', lines[1], '   ', ''].join('\n'))
  const again = await rehearsal.run(['retry', 'users.ndjson', ...source, '--rate', 'off', '--run', 'run'])
  expect(again.stderr).not.toMatch(/should not have happened|Unexpected/)
  expect(again.exitCode).toBe(1)
  expect(await readFile(rehearsal.path('run', 'rejected.csv'), 'utf8')).toContain('email_invalid')
})
