import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const pages = [
  'CONTRIBUTING.md',
  'README.md',
  'SECURITY.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

const namedPath = /(?<![\w/.:-])(?:src|test|bench|fixtures|schemas|\.ci|docs)\/[\w./*<>{},-]*/g

/** A place of many files, one that a command makes, and one in the sources of another system. */
const isOfOurs = ({ page, path }: { page: string; path: string }): boolean =>
  !/[*<{]/.test(path) &&
  !path.startsWith('docs/.vitepress/dist') &&
  !(page.startsWith('docs/sources/') && path.startsWith('src/'))

/** Paths of this repository as prose names them. */
const named = pages
  .flatMap((page) =>
    Array.from(readFileSync(page, 'utf8').matchAll(namedPath), ([path]) => ({
      page,
      path: path.replace(/[.,-]+$/, ''),
    })),
  )
  .filter(isOfOurs)

/** The architecture names files of src from there. */
const walked = Array.from(
  readFileSync('docs/architecture.md', 'utf8').matchAll(/`((?!logto-migrate\/)[a-z-]+\/[\w./-]*)`/g),
  ([, path]) => path!,
)

test('what is looked for is found', () => {
  expect(named.length).toBeGreaterThan(20)
  expect(walked.length).toBeGreaterThan(40)
})

test('every path that the documentation names is there', () => {
  expect(named.filter(({ path }) => !existsSync(path))).toEqual([])
})

test('every file of the architecture is there', () => {
  expect(walked.filter((path) => !existsSync(path) && !existsSync(join('src', path)))).toEqual([])
})
