import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder that is published beside dist. */
const folder = fileURLToPath(new URL('../../../docs/', import.meta.url))

export interface Page {
  /** What it is asked for by: `passwords`, `auth0`. */
  topic: string
  title: string
  path: string
  /** Whether it is the page of a source system. */
  isSource: boolean
}

/** Every page of the documentation: topics first, then source systems. */
export const listPages = (): Page[] => [...readFolder('', false), ...readFolder('sources/', true)]

/** The page's Markdown. */
export const readPage = ({ path }: Page): string => readFileSync(path, 'utf8')

const readFolder = (inner: string, isSource: boolean): Page[] =>
  readdirSync(folder + inner)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => {
      const path = `${folder}${inner}${name}`
      const ofFolder = inner === '' ? 'contents' : inner.slice(0, -1)
      const topic = name === 'README.md' ? ofFolder : name.slice(0, -'.md'.length)
      return {
        topic,
        title: titleOf(readFileSync(path, 'utf8')),
        path,
        isSource: isSource && name !== 'README.md',
      }
    })

const titleOf = (text: string): string => /^# (.*)$/m.exec(text)?.[1]?.trim() ?? ''
