import { MigrationError } from '../../outcome/migration-error.js'
import { nearestName } from '../../outcome/nearest-name.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { listPages, readPage, type Page } from './find-page.js'

/** Prints a page of the documentation, or which there are. */
export const runDocsCommand = async (
  { stdout }: CommandContext,
  [wanted]: string[],
  { json }: CommonFlags,
): Promise<number> => {
  const pages = listPages()
  if (wanted === undefined) {
    stdout(json === true ? `${JSON.stringify(pages.map(describe))}\n` : listTopics(pages))
    return 0
  }
  const page = findPage(pages, wanted)
  const text = readPage(page)
  stdout(json === true ? `${JSON.stringify({ ...describe(page), text })}\n` : text)
  return 0
}

/** Also by the path that messages and links name: `docs/sources/auth0.md`. */
const findPage = (pages: readonly Page[], wanted: string): Page => {
  const topic = wanted
    .replace(/^(?:\.?\/)?(?:docs\/)?(?:sources\/)?/, '')
    .replace(/#[^]*$/, '')
    .replace(/\.md$/, '')
  const page = pages.find((one) => one.topic === topic.toLowerCase())
  if (page !== undefined) return page
  const nearest = nearestName(
    topic,
    pages.map((one) => one.topic),
  )
  throw new MigrationError(
    'usage',
    'docs_topic_unknown',
    `there is no page "${wanted}"${nearest === undefined ? '' : `; did you mean ${nearest}?`}; for a list: logto-migrate docs`,
  )
}

const describe = ({ topic, title, isSource }: Page): object => ({ topic, title, isSource })

const listTopics = (pages: readonly Page[]): string => {
  const width = pages.reduce((widest, { topic }) => Math.max(widest, topic.length), 0)
  const lines = (isSource: boolean): string =>
    pages
      .filter((page) => page.isSource === isSource)
      .map(({ topic, title }) => `  ${topic.padEnd(width)}  ${title}\n`)
      .join('')
  return `Topics:\n${lines(false)}\nSource systems:\n${lines(true)}\nlogto-migrate docs <topic> prints one.\n`
}
