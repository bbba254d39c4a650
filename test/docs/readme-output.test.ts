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
