import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const mostFiles = 20
const mostLines = 250
const mostLinesOfCommands = 2500

interface Room {
  path: string
  files: string[]
}

const listRooms = (path: string): Room[] => {
  const entries = readdirSync(path, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => `${path}/${name}`)
  const inner = entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => listRooms(`${path}/${name}`))
  return [{ path, files }, ...inner]
}

const rooms = listRooms('src')
const read = (path: string): string => readFileSync(path, 'utf8')
const countLines = (path: string): number => read(path).split('\n').length - 1

test(`no folder of src shows more than ${mostFiles} files`, () => {
  expect(rooms.length).toBeGreaterThan(100)
  expect(rooms.filter(({ files }) => files.length > mostFiles).map(({ path }) => path)).toEqual([])
})

test(`a file of src over ${mostLines} lines says why at its top`, () => {
  const long = rooms.flatMap(({ files }) => files).filter((path) => countLines(path) > mostLines)
  expect(long.filter((path) => !read(path).startsWith(`// Over ${mostLines} lines: `))).toEqual([])
})

test(`the commands stay under ${mostLinesOfCommands} lines in all: what they do is a job`, () => {
  const files = rooms.filter(({ path }) => path.startsWith('src/commands')).flatMap((room) => room.files)
  const lines = files.map(countLines).reduce((sum, count) => sum + count, 0)
  expect(lines).toBeGreaterThan(0)
  expect(lines).toBeLessThan(mostLinesOfCommands)
})
