import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { listPages } from '../../src/commands/docs/find-page.js'
import { presets } from '../../src/presets/registry.js'
import { type WalkedSite, walkSite } from './walk-site.js'

const run = promisify(execFile)

/** Pictures are kept where DOCS_PICTURES says. */
const { LOGTO_MIGRATE_BROWSER: executablePath, DOCS_PICTURES: pictures } = process.env

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
}

const answer = async (folder: string, url: string, response: ServerResponse): Promise<void> => {
  const { pathname } = new URL(url, 'http://127.0.0.1')
  const path = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname)
  if ((await stat(path).catch(() => undefined))?.isFile() !== true) {
    response.writeHead(404).end()
    return
  }
  response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
  createReadStream(path).pipe(response)
}

describe.skipIf(executablePath === undefined)('the site of docs/ (npm run test:browser)', () => {
  let browser: Browser
  let base = ''
  let page: Page
  const errors: string[] = []
  const foreign: string[] = []

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-docs-'))
    await run(process.execPath, [
      'node_modules/vitepress/bin/vitepress.js',
      'build',
      'docs',
      '--outDir',
      folder,
    ])
    // As any host of static files gives them out.
    const server = createServer((request, response) => void answer(folder, request.url ?? '/', response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ['--no-sandbox', '--disable-gpu'],
    })
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(base) && !request.url().startsWith('data:')) foreign.push(request.url())
    })
    return async () => {
      await browser.close()
      server.close()
      await rm(folder, { recursive: true, force: true })
    }
  }, 240_000)

  it('has every page, and no link that leads nowhere', async () => {
    await page.goto(base)
    // All pages that links reach from the first one, by the links and anchors that the browser sees in them.
    const walked = await page.evaluate<WalkedSite>(walkSite)
    expect(walked.dead).toEqual([])
    expect(walked.nowhere).toEqual([])
    expect(walked.links).toBeGreaterThan(1000)
    const expected = listPages().map(({ topic, isSource }) => {
      if (topic === 'contents') return 'index.html'
      if (topic === 'sources') return 'sources/index.html'
      return `${isSource ? 'sources/' : ''}${topic}.html`
    })
    expect(walked.pages.map((url) => url.slice(base.length)).sort()).toEqual(expected.sort())
  })

  it('finds pages by words, without a network', async () => {
    await page.goto(base)
    await page.locator('.VPNavBarSearch button').first().click()
    await page.locator('#localsearch-input').fill('canary digest')
    const found = page.locator('.VPLocalSearchBox .result')
    await expect.poll(() => found.count()).toBeGreaterThan(0)
    expect((await found.allTextContents()).join(' ')).toContain('Preflight')
    await page.locator('#localsearch-input').fill('keycloak')
    await expect.poll(async () => (await found.first().textContent()) ?? '').toContain('Keycloak')
    await found.first().click()
    await expect.poll(() => page.url()).toContain('keycloak')
  })

  it('filters the table of systems by words and by what they bring', async () => {
    await page.goto(`${base}sources/`)
    const rows = page.locator('.vp-doc table tbody tr:visible')
    const told = page.locator('.table-filter output')
    await expect.poll(() => told.textContent()).toBe(`${presets.length} systems`)
    expect(await rows.count()).toBe(presets.length)
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, 'sources-1280.png') })
    await page.getByLabel('Find a system').fill('AUTH0')
    await expect.poll(() => rows.count()).toBe(1)
    expect(await rows.first().textContent()).toContain('Auth0')
    await page.getByLabel('Find a system').fill('')
    for (const column of ['passwords', 'second factors', 'organizations'])
      await page.getByLabel(column).check()
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [2, 4, 6].map((at) => row.children[at]?.textContent)),
    )
    expect(cells.length).toBeGreaterThan(2)
    expect(cells.length).toBeLessThan(presets.length)
    expect(cells.flat().filter((text) => text !== 'yes')).toEqual([])
    await page.getByLabel('Find a system').fill('nobody has this name')
    await expect.poll(() => told.textContent()).toBe(`0 of ${presets.length} systems`)
    // Left and come back to by the menu, without loading the page anew.
    await page.locator('.VPNav').getByRole('link', { name: 'Configuration' }).click()
    await expect.poll(() => page.locator('.table-filter').count()).toBe(0)
    await page.locator('.VPNav').getByRole('link', { name: 'Sources' }).click()
    await expect.poll(() => page.locator('.table-filter').count()).toBe(1)
  })

  it.each([
    [1280, 'light'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('at %i px, %s, no page is wider than the window', async (width, colorScheme) => {
    const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme })
    const narrow = await context.newPage()
    for (const name of ['index', 'sources/index', 'config', 'sources/auth0', 'command-line']) {
      await narrow.goto(`${base}${name}.html`)
      expect(await narrow.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      if (pictures !== undefined) {
        await narrow.screenshot({
          path: join(pictures, `${name.replace('/', '-')}-${width}-${colorScheme}.png`),
        })
      }
    }
    await context.close()
  })

  it('is quiet and asks nobody else', () => {
    expect(errors).toEqual([])
    expect(foreign).toEqual([])
  })
})
