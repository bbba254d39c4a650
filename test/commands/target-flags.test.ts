import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { runProgram } from '../../src/command-line/program.js'
import { systemEffects } from '../../src/effects/system-effects.js'

/** Runs the program here; nothing answers at the address, and nothing must be asked. */
const run = async (args: string[]): Promise<{ stdout: string; stderr: string; exitCode: number }> => {
  let stdout = ''
  let stderr = ''
  const exitCode = await runProgram(args, {
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
    stdin: Readable.from([]),
    env: { LOGTO_ENDPOINT: 'http://127.0.0.1:1', LOGTO_APP_ID: 'a', LOGTO_APP_SECRET: 's' },
    folder: 'test',
    isTerminal: false,
    columns: () => 80,
    hasColor: false,
    effects: systemEffects,
    stop: new AbortController().signal,
  })
  return { stdout, stderr, exitCode }
}

describe('refused before any request', () => {
  test.each<[line: string, message: string]>([
    ['users --mode fuzzy', '--mode takes exact, like, similar_to, posix; got "fuzzy"'],
    ['users --mode mail=exact', 'expected one of id, email, phone, username, name, got "mail"'],
    ['users --joint xor', '--joint takes and, or; got "xor"'],
    ['users --format xml', '--format takes table, ndjson, csv, json, got "xml"'],
    ['users --format csv --json', '--json prints one JSON array'],
    ['users --limit 0', '--limit takes a whole number from 1'],
    ['users --fields id,,name', '--fields takes names'],
    ['users --email a% --email b', 'only mode exact takes several'],
    ['users smith', 'too many arguments'],
    ['api GET', "missing required argument 'path'"],
    ['api LIST /users', 'expected a method (GET, HEAD, POST, PUT, PATCH, DELETE)'],
    ['api GET https://elsewhere.example/api/users', 'the endpoint is a setting'],
    ['api POST /users --paginate', '--paginate goes with GET'],
    ['api GET /users?page=2 --paginate', 'leave out page and page_size'],
    ['api GET /users --ndjson', '--ndjson goes with --paginate'],
    ['api GET /users --paginate --include', '--include prints the headers of one answer'],
    ['api GET /users --paginate --ndjson --json', 'take one'],
    ['api GET /users --jq .a+1', 'expected the end at character 3'],
    ['logs --since yesterday', '--since takes a time such as 2h'],
    ['logs --since 1h --until 2h', '--since 1h is after --until 2h'],
    ['logs --result maybe', '--result takes success or error'],
    ['logs --follow --format json', '--follow has no end'],
    ['logs --follow --until 1h', '--follow has no end'],
    ['logs --interval 1', '--interval goes with --follow'],
    ['logs --follow --interval 0', '--interval takes seconds above 0'],
    ['logs --run x --follow', 'leave out --follow'],
  ])('%s', async (line, message) => {
    const { stdout, stderr, exitCode } = await run(line.split(' '))
    expect(stderr).toContain(message)
    expect({ stdout: line.includes('--json') ? '' : stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
  })
})
