import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { outcomeReasons } from '../../src/logto/retry/outcome-reasons.js'
import { problemCodes } from '../../src/outcome/problem-codes.js'
import { warningCodes } from '../../src/plan/warning-codes.js'

const listFiles = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))

const readAll = (paths: string[]): string => paths.map((path) => readFileSync(path, 'utf8')).join('\n')

const docs = readAll([...listFiles('docs', '.md'), 'README.md'])
const problemsPage = readFileSync('docs/problems.md', 'utf8')
const exitCodesPage = readFileSync('docs/exit-codes.md', 'utf8')
const source = readAll(listFiles('src', '.ts'))
const program = readAll(listFiles('src/command-line', '.ts'))

/** First groups of all matches, each once, in order. */
const findAll = (text: string, pattern: RegExp): string[] =>
  [...new Set(Array.from(text.matchAll(pattern), (match) => match[1]!))].sort()

const errorCodes = findAll(source, /new MigrationError\(\s*'[a-z]+',\s*'([a-z_]+)'/g)
const commands = findAll(program, /(?:addCommand\(program, |\.command\()'([a-z]+)'/g)
const flags = findAll(program, /(?:option|Option)\(\s*'(?:-\w, )?(--[a-z-]+)/g)

describe('documented', () => {
  it('what is looked for is found', () => {
    expect(errorCodes.length).toBeGreaterThan(20)
    expect(commands).toEqual(expect.arrayContaining(['check', 'import', 'retry', 'sandbox', 'status']))
    expect(flags).toEqual(
      expect.arrayContaining(['--rate', '--config', '--app-secret', '--no-color', '--faults']),
    )
  })

  it.each([...Object.keys(problemCodes), ...Object.keys(warningCodes)])('docs/problems.md: %s', (code) =>
    expect(problemsPage).toContain(`\`${code}\``),
  )
  it.each([...errorCodes, ...Object.keys(outcomeReasons)])('docs/exit-codes.md: %s', (code) =>
    expect(exitCodesPage).toContain(`\`${code}\``),
  )
  it.each(['0', '1', '2', '3', '4', '70', '130'])('docs/exit-codes.md: %s', (code) =>
    expect(exitCodesPage).toMatch(new RegExp(`^\\| ${code} +\\|`, 'm')),
  )
  it.each(commands)('command %s', (name) =>
    expect(docs).toMatch(new RegExp(`\`(logto-migrate )?${name}[ \`]`)),
  )
  it.each(flags)('flag %s', (flag) => expect(docs).toMatch(new RegExp(`${flag}(?![\\w-])`)))
})
