<<<<<<< HEAD
import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

/** What differs from run to run: ports, times, durations. */
const settle = (line: string): string =>
  line
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'http://127.0.0.1:PORT')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/(?:Done in|last entry after) \d+ s/, 'AFTER')
    .replace(/Wrote \S*\//, 'Wrote ')
    .trimEnd()

/** The lines that README shows below a command, up to the next one. */
const shownBelow = (readme: string, command: string): string[] => {
  const from = readme.indexOf(`\n$ ${command}\n`)
  if (from < 0) throw new Error(`README does not show ${command}`)
  const text = readme.slice(from + command.length + 4)
  return text
    .slice(0, text.search(/^(?:```|\$ )/m))
    .split('\n')
    .map(settle)
    .filter((line) => line !== '')
}

/** Whether each line stands in the output, in order; `…` stands for lines, or for the rest of one. */
const mustShow = (command: string, shown: readonly string[], output: string): void => {
  const lines = output.split('\n').map(settle)
  let at = 0
  for (const line of shown) {
    if (line === '…') continue
    const [head = ''] = line.split('…')
    const found = lines.findIndex(
      (one, index) => index >= at && (line.includes('…') ? one.startsWith(head) : one === line),
    )
    expect(
      found,
      `README, ${command}: no such line in order: ${line}\n${lines.slice(at).join('\n')}`,
    ).not.toBe(-1)
    at = found + 1
  }
}

it('README shows what the program prints', async () => {
  const readme = await readFile('README.md', 'utf8')
  const { run, path } = await startRehearsal()
  await copyFile('fixtures/demo/auth0-users.ndjson', path('users.ndjson'))
  const tell = async (command: string, more: string[] = []): Promise<void> => {
    const words = command.replace(/^logto-migrate /, '').split(' ')
    const { stdout, stderr } = await run([...words, ...more])
    mustShow(command, shownBelow(readme, command), `${stderr}${stdout}`)
  }
  const fast = ['--rate', 'off']
  // The demo, without the time that it takes: bars of progress and the price at its rate are those of that rate alone.
  const demo = 'fixtures/demo/auth0-users.ndjson'
  const shown = `logto-migrate import ${demo} --run .migrate/demo --rate 200/10s`
  const first = await startRehearsal()
  await mkdir(first.path('fixtures/demo'), { recursive: true })
  await copyFile(demo, first.path(demo))
  const { stdout, stderr } = await first.run(['import', demo, '--run', '.migrate/demo', ...fast])
  const lines = shownBelow(readme, shown)
  mustShow(
    shown,
    lines
      .slice(0, lines.indexOf('Proof, read back from the target:'))
      .filter((line) => !/^\[|^320 records/.test(line)),
    `${stderr}${stdout}`,
  )
  await tell('logto-migrate init users.ndjson --test', ['--no-gitignore'])
  await tell('logto-migrate inspect users.ndjson')
  await tell('logto-migrate check users.ndjson')
  await tell('logto-migrate preflight users.ndjson', fast)
  await tell('logto-migrate import users.ndjson --canary 12', fast)
  await tell('logto-migrate import users.ndjson --resume', fast)
  await tell('logto-migrate status')
}, 60_000)
=======
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'
import { blocksOf } from './read-blocks.js'
import { splitShell } from './split-shell.js'

/** What was typed and what README.md shows as the answer. */
interface Shown {
  words: string[]
  lines: string[]
}

/** The sessions of a part of README.md. */
const readSessions = async (title: string): Promise<Shown[]> => {
  const [, part = ''] = (await readFile('README.md', 'utf8')).split(`## ${title}\n`)
  return blocksOf('README.md', part.split('\n## ')[0] ?? '')
    .filter(({ language }) => language === 'console')
    .flatMap(({ text }) => text.split(/^\$ /m).slice(1))
    .map((text) => {
      const [command = '', ...lines] = text.trimEnd().split('\n')
      const words = splitShell(command)[0] ?? []
      return {
        words: words[0] === 'logto-migrate' ? words.slice(1) : [],
        lines: lines.filter((line) => line !== ''),
      }
    })
    .filter(({ words }) => words.length > 0)
}

/** Without what differs from run to run: times, ports, ids. */
const withoutChance = (line: string): string =>
  line
    .trim()
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
    .replaceAll(/\d{4}-\d\d-\d\d[T ][\d:.]+Z?/g, 'TIME')
    .replaceAll(/\d+ (?:ms|s|min)\b/g, 'DURATION')
    .replaceAll(/^kept \w+ \([\w|]+\)/g, 'kept ID (KEY)')
    .replaceAll(/,? about DURATION at \S+/g, ' PRICE')
    .replaceAll(/Time: .*/g, 'Time: PRICE')

/** "…" stands for any text, alone for any lines. */
const isShown = (shown: string, printed: readonly string[]): boolean => {
  const parts = withoutChance(shown).split('…')
  return printed.some((line) => {
    let at = 0
    const isEach = parts.every((part, index) => {
      const found = line.indexOf(part, at)
      at = found + part.length
      return found >= 0 && (index > 0 || found === 0)
    })
    return isEach && (parts.at(-1) === '' || at === line.length)
  })
}

/** The newer export of the README: one has changed, twenty are gone. */
const makeNewer = async ({ path }: Rehearsal): Promise<void> => {
  // One line holds a byte that is not UTF-8.
  const lines = (await readFile(path('users.ndjson'), 'latin1')).trimEnd().split('\n')
  const valid = lines.flatMap((line, index) => {
    try {
      return 'user_id' in (JSON.parse(line) as object) ? [index] : []
    } catch {
      return []
    }
  })
  const map = await readFile(path('.migrate/users/id-map.csv'), 'utf8')
  const arrived = valid.filter((index) =>
    map.includes((JSON.parse(lines[index]!) as { user_id: string }).user_id),
  )
  const gone = new Set(arrived.slice(-20))
  const [first = 0] = arrived
  lines[first] = lines[first]!.replace(/"name":\s*"[^"]*"/, '"name":"Another Name"')
  await writeFile(
    path('newer.ndjson'),
    lines
      .filter((_, index) => !gone.has(index))
      .map((line) => `${line}\n`)
      .join(''),
    'latin1',
  )
}

/** Three come, and one types a wrong password. */
const signIn = async ({ sandbox, path }: Rehearsal): Promise<void> => {
  const rows = (await readFile(path('known-passwords.csv'), 'utf8')).trimEnd().split('\n').slice(1)
  const known = rows.map((row) => row.split(','))
  for (const [, identifier, password] of known.slice(0, 3)) {
    await fetch(`${sandbox.url}/__sandbox/sign-in`, {
      method: 'POST',
      body: JSON.stringify({ identifier, password }),
    })
  }
  const others = sandbox
    .state()
    .users.filter(
      ({ primaryEmail }) => primaryEmail !== null && !rows.some((row) => row.includes(primaryEmail)),
    )
  await fetch(`${sandbox.url}/__sandbox/sign-in`, {
    method: 'POST',
    body: JSON.stringify({
      identifier: others.find(({ passwordDigest }) => passwordDigest !== null)?.primaryEmail,
      password: 'wrong',
    }),
  })
}

/** Lines of README.md that the program does not print. */
const findMissing = async ({ run, folder }: Rehearsal, { words, lines }: Shown): Promise<string[]> => {
  // At the README's pace an import takes 21 s.
  const isPaced = ['import', 'verify', 'preflight', 'logs', 'rollback'].includes(words[0] ?? '')
  const { stdout, stderr } = await run(isPaced ? [...words, '--rate', 'off'] : words)
  const printed = `${stdout}\n${stderr}`.replaceAll(`${folder}/`, '').split('\n').map(withoutChance)
  return lines
    .filter((line) => line.trim() !== '…' && !isShown(line, printed))
    .map((line) => `${words.join(' ')}: ${line}`)
}

test('what README.md shows of a migration is what the program prints', async () => {
  const rehearsal = await startRehearsal()
  await copyFile('fixtures/demo/auth0-users.ndjson', rehearsal.path('users.ndjson'))
  await copyFile('fixtures/demo/known-passwords.csv', rehearsal.path('known-passwords.csv'))
  const sessions = await readSessions('A migration, step by step')
  expect(sessions.length).toBeGreaterThan(10)
  const missing: string[] = []
  for (const session of sessions) {
    if (session.words.includes('newer.ndjson')) await makeNewer(rehearsal)
    if (session.words[0] === 'logs') await signIn(rehearsal)
    missing.push(...(await findMissing(rehearsal, session)))
  }
  expect(missing).toEqual([])
})

test('what README.md shows of the demo is what the program prints', async () => {
  const rehearsal = await startRehearsal()
  await mkdir(rehearsal.path('fixtures/demo'), { recursive: true })
  await copyFile('fixtures/demo/auth0-users.ndjson', rehearsal.path('fixtures/demo/auth0-users.ndjson'))
  const [demo] = await readSessions('See it work')
  const { words = [], lines = [] } = demo ?? {}
  expect(words).toContain('.migrate/demo')
  // Progress depends on the pace, and the proof is the demo's own, which CI runs.
  const ofImport = lines
    .slice(
      0,
      lines.findIndex((line) => line.startsWith('Proof')),
    )
    .filter((line) => line[0] !== '[' && !/^\d+ records: /.test(line))
  expect(ofImport.length).toBeGreaterThan(20)
  expect(await findMissing(rehearsal, { words, lines: ofImport })).toEqual([])
})
>>>>>>> main
