import { cp } from 'node:fs/promises'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { readContents } from './read-contents.js'

const docs = fileURLToPath(new URL('..', import.meta.url))
const schemas = join(docs, '../schemas')

const addressOf = (path: string): string => `/${path.replace(/(?:README)?\.md$/, '')}`

/** Pages of systems, by the titles that they have. */
const systems = readdirSync(join(docs, 'sources'))
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .map((name) => {
    const title = /^# (.*)$/m.exec(readFileSync(join(docs, 'sources', name), 'utf8'))?.[1] ?? name
    return { text: title.replace(/\s*\(`.*$/, ''), link: addressOf(`sources/${name}`) }
  })
  .sort((a, b) => a.text.localeCompare(b.text, 'en'))

const subjects = readContents(join(docs, 'README.md'))

// Where the site is not at the top of its host: DOCS_BASE=/logto-migrate/ npm run docs
const base = process.env['DOCS_BASE'] ?? '/'

/** README.md is the index of its folder; the schemas lie beside docs/, and inside the site. */
const addressInSite = (address: string): string =>
  address.replace(/(^|\/)README\.md/, '$1index.md').replace(/^(?:\.\.\/)+schemas\//, `${base}schemas/`)

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="#5d34f2" stroke-width="2"><path d="M1 8h12M9 4l4 4-4 4"/></svg>'

/** The pages are plain Markdown, as they are read in the repository and in a terminal; the site adds nothing to them. */
export default defineConfig({
  title: 'logto-migrate',
  description: 'Moves users from any identity system into Logto.',
  lang: 'en',
  base,
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  rewrites: { 'README.md': 'index.md', 'sources/README.md': 'sources/index.md' },
  markdown: {
    config: (markdown) => {
      markdown.core.ruler.push('addresses', ({ tokens }) => {
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const address = token.attrGet('href')
          if (address !== null && !address.includes(':')) token.attrSet('href', addressInSite(address))
        }
      })
    },
  },
  transformPageData: (page) => {
    // The table of systems takes all of the width.
    if (page.relativePath === 'sources/index.md') page.frontmatter['aside'] = false
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Sources', link: '/sources/' },
      { text: 'Command line', link: '/command-line' },
      { text: 'Configuration', link: '/config' },
    ],
    sidebar: [
      ...subjects.map(({ title, pages }) => ({
        text: title,
        collapsed: false,
        items: pages.map(({ title: text, path }) => ({ text, link: addressOf(path) })),
      })),
      { text: 'Source systems', collapsed: true, items: systems },
    ],
  },
  buildEnd: async ({ outDir }) => {
    for (const name of readdirSync(schemas).filter((file) => file.endsWith('.json'))) {
      await cp(join(schemas, name), join(outDir, 'schemas', name))
    }
  },
})
