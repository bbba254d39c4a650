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
