import { readFileSync } from 'node:fs'

/** Where a bug is reported: the address of the package that is installed, which a fork changes in one place. */
export const whereToReport = (): string => {
  try {
    const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
    const { bugs } = JSON.parse(text) as { bugs?: string | { url?: string } }
    const url = typeof bugs === 'string' ? bugs : bugs?.url
    if (url !== undefined) return `at ${url}`
  } catch {
    // Whatever keeps the file from being read has been told already.
  }
  return 'on the page that npm bugs logto-migrate opens'
}
