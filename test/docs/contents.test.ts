import { readdirSync, readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'

const linked = (page: string): string[] =>
  Array.from(readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+\.md)\)/g), ([, path = '']) => path)

test('docs/README.md lists every page of a subject once, and README.md leads to it', () => {
  const pages = globSync('*.md', { cwd: 'docs' }).filter((name) => name !== 'README.md')
  expect(linked('docs/README.md').sort()).toEqual([...pages, 'sources/README.md'].sort())
  expect(linked('README.md')).toContain('docs/README.md')
})

test('docs/sources/README.md has every system', () => {
  const pages = globSync('*.md', { cwd: 'docs/sources' }).filter((name) => name !== 'README.md')
  const inTable = new Set(linked('docs/sources/README.md'))
  expect(pages.filter((name) => !inTable.has(name))).toEqual([])
})

test.each(['CONTRIBUTING.md', 'docs/architecture.md'])('%s knows every folder of src', (page) => {
  const text = readFileSync(page, 'utf8')
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.length).toBeGreaterThan(20)
  expect(folders.filter(({ name }) => !text.includes(`${name}/`)).map(({ name }) => name)).toEqual([])
})
