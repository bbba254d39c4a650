import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locateRun } from '../../src/checkpoint/run-folder.js'
import { writeReportFile } from '../../src/report/write-report.js'
import {
  createdCount,
  existingCount,
  failedCount,
  hostileName,
  hostileOrdinals,
  rejectedCount,
  writeRichRun,
} from '../report/rich-run.js'
import { findLowContrast } from './find-low-contrast.js'

/** Path of Debian's chromium; set by test/vitest.browser.config.ts. Pictures are kept where REPORT_PICTURES says. */
const { LOGTO_MIGRATE_BROWSER: executablePath, REPORT_PICTURES: pictures } = process.env

interface OpenOptions {
  width?: number
  colorScheme?: 'light' | 'dark'
  javaScriptEnabled?: boolean
}

interface Opened {
  page: Page
  /** Errors of the console and of scripts, among them what the policy has refused. */
  errors: string[]
  /** Addresses that were asked for, but for the page itself. */
  requests: string[]
}

describe.skipIf(executablePath === undefined)('report.html in a browser (npm run test:browser)', () => {
  let browser: Browser
  let folder: string
  /** With personal data, and without. */
  let whole: string
  let masked: string

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
    folder = await mkdtemp(join(tmpdir(), 'logto-migrate-test-'))
    const run = await writeRichRun(join(folder, 'run'))
    const options = { run, format: 'html', toolVersion: '0.1.0', nowMs: Date.UTC(2026, 1, 6) } as const
    whole = join(folder, 'whole.html')
    masked = locateRun(join(folder, 'run')).report
    await writeReportFile({ ...options, showPersonalData: true }, whole)
    await writeReportFile({ ...options, showPersonalData: false }, masked)
  })

  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const openReport = async (
    path: string,
    { width = 1280, colorScheme = 'light', javaScriptEnabled = true }: OpenOptions = {},
  ): Promise<Opened> => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      javaScriptEnabled,
    })
    const page = await context.newPage()
    const opened: Opened = { page, errors: [], requests: [] }
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') opened.errors.push(message.text())
    })
    page.on('pageerror', (error) => opened.errors.push(error.message))
    const url = pathToFileURL(path).href
    page.on('request', (request) => {
      if (request.url() !== url) opened.requests.push(request.url())
    })
    await page.goto(url)
    return opened
  }

  const close = ({ page }: Opened): Promise<void> => page.context().close()

  /** Numbers of a chart that is a table, by label. */
  const readBars = (page: Page, title: string): Promise<Record<string, number>> =>
    page
      .locator('section', { has: page.getByRole('heading', { name: title, exact: true }) })
      .locator('.bars tbody tr')
      .evaluateAll((rows) =>
        Object.fromEntries(
          rows.map((row) => [
            row.querySelector('th span')?.textContent ?? '',
            Number((row.querySelector('.count')?.textContent ?? '').replaceAll(',', '')),
          ]),
        ),
      )

  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [400, 'light'],
    [400, 'dark'],
  ] as const)(
    'at %i px, %s: whole, quiet, alone and not wider than the window',
    async (width, colorScheme) => {
      const opened = await openReport(masked, { width, colorScheme })
      const { page, errors, requests } = opened
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('complete')
      await expect.poll(() => page.locator('.records tbody tr').count()).toBe(50)
      for (const summary of await page.locator('.wide > details > summary').all()) await summary.click()
      const wholeWidth = await page.evaluate<number>('document.documentElement.scrollWidth')
      expect(wholeWidth).toBeLessThanOrEqual(width)
      const tooWide = await page
        .locator('section, th, td, li, h1, p, select, input')
        .evaluateAll(
          (elements, width) =>
            elements
              .filter(
                (element) => !element.closest('.unseen') && element.getBoundingClientRect().right > width + 1,
              )
              .map((element) => element.outerHTML.slice(0, 120)),
          width,
        )
      expect(tooWide).toEqual([])
      // Headings stand beside or below each other.
      const heads = await page.locator('.records thead button').evaluateAll((buttons) =>
        buttons.map((button) => {
          const { left, right, top, bottom } = button.getBoundingClientRect()
          return { left, right, top, bottom }
        }),
      )
      const overlapping = heads.filter((head, index) =>
        heads.some(
          (other, place) =>
            place > index &&
            head.left < other.right &&
            other.left < head.right &&
            head.top < other.bottom &&
            other.top < head.bottom,
        ),
      )
      expect(overlapping).toEqual([])
      const unreadable = await page.evaluate<string[]>(findLowContrast)
      expect(unreadable).toEqual([])
      if (pictures !== undefined) {
        await page.screenshot({ path: join(pictures, `report-${width}-${colorScheme}.png`), fullPage: true })
      }
      expect(errors).toEqual([])
      expect(requests).toEqual([])
      await close(opened)
    },
  )

  it('shows the numbers of the run in its charts, and the same in their tables', async () => {
    const opened = await openReport(masked)
    const { page } = opened
    expect(await readBars(page, 'Outcomes')).toEqual({
      Created: createdCount,
      'There before, left as they are': existingCount,
      'Rejected, never left this machine': rejectedCount,
      'Refused by Logto': failedCount,
    })
    expect(await readBars(page, 'Why')).toEqual({
      email_invalid: 15_000,
      phone_invalid: 5000,
      'user.invalid_phone': failedCount,
      'user.identity_already_in_use': 1,
      'user.email_already_in_use': existingCount,
    })
    expect(await readBars(page, 'Passwords')).toEqual({
      Bcrypt: 700,
      'Legacy pbkdf2': 180,
      Argon2i: 20,
      none: 100,
    })
    expect(await readBars(page, 'Without a working password')).toEqual({
      'Their old password works at once': 900,
      'Their old password cannot be taken': 40,
      'Had no password in the source': 60,
      'Got a one-time link': 2,
      'To be written to: have not signed in': 2,
      'To be written to: their old password has not come yet': 2,
    })
    expect(await readBars(page, 'What could not come over')).toEqual({ enterprise_identity: 42 })
    expect(await readBars(page, 'Differences from the source')).toEqual({
      'the user is missing': 1,
      profile: 1,
      name: 1,
    })
    expect(await readBars(page, 'Sign-ins by method')).toEqual({ password: 480, 'social: google': 132 })
    // Three sessions: two dashed lines; seven seconds of pause in the first one, none in the days between.
    const rate = page.locator('section', { has: page.getByRole('heading', { name: 'Users a second' }) })
    expect(await rate.locator('line.mark').count()).toBe(2)
    expect(await rate.locator('.plot .shade').count()).toBe(7)
    expect(await readBars(page, 'Pauses')).toEqual({ rate_limited: 7 })
    const histogram = page.locator('section', {
      has: page.getByRole('heading', { name: 'Time to create a user' }),
    })
    const users = await histogram.locator('.numbers tbody td').allTextContents()
    expect(users.reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0)).toBe(createdCount)
    // Bars are as long as their numbers.
    const lengths = await page
      .locator('section', { has: page.getByRole('heading', { name: 'Passwords' }) })
      .locator('.bar rect')
      .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width))
    expect((lengths[1] ?? 0) / (lengths[0] ?? 1)).toBeCloseTo(180 / 700, 1)
    await close(opened)
  })

  it('filters, sorts and turns pages over 20,000 records', async () => {
    const opened = await openReport(whole)
    const { page, errors } = opened
    const told = page.locator('#told')
    const firstCells = () => page.locator('.records tbody tr:first-child td').allTextContents()
    const all = rejectedCount + failedCount + 1
    await expect.poll(() => told.textContent()).toBe(`1 to 50 of ${all.toLocaleString('en-US')}`)
    await page.getByRole('button', { name: 'Next' }).click()
    await expect.poll(() => told.textContent()).toBe(`51 to 100 of ${all.toLocaleString('en-US')}`)

    await page.getByLabel('Outcome').selectOption('failed')
    await expect.poll(() => told.textContent()).toBe(`1 to ${failedCount} of ${failedCount} (20,031 in all)`)
    await page.getByLabel('Outcome').selectOption('unit')
    await expect.poll(async () => (await firstCells()).join(' ')).toContain('identity:google')
    await page.getByLabel('Outcome').selectOption('')
    await page.getByLabel('Code').selectOption('phone_invalid')
    await expect.poll(() => told.textContent()).toBe('1 to 50 of 5,000 (20,031 in all)')
    await page.getByLabel('Code').selectOption('')

    const head = page.getByRole('columnheader', { name: /^Record [↑↓↕]$/u })
    await head.getByRole('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
    expect((await firstCells())[0]).toBe('1')
    await head.getByRole('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    expect((await firstCells())[0]).toBe(String(rejectedCount + createdCount + existingCount + failedCount))

    await page.getByLabel('Find').fill('jane doe 777 EMAIL_invalid')
    const fitting = Array.from({ length: rejectedCount }, (_, index) => index + 1).filter(
      (n) => n % 4 !== 0 && String(n).includes('777'),
    )
    await expect.poll(() => told.textContent()).toContain(` of ${fitting.length} (`)
    expect((await firstCells())[0]).toBe(String(fitting.at(-1)))
    await page.getByLabel('Find').fill('nobody has this name')
    await expect.poll(() => told.textContent()).toBe('No record fits.')
    expect(errors).toEqual([])
    await close(opened)
  })

  it('keeps a hostile name text', async () => {
    const opened = await openReport(whole)
    const { page, errors } = opened
    await page.getByLabel('Find').fill("document.title='broken'")
    await expect.poll(() => page.locator('.records tbody tr').count()).toBe(hostileOrdinals.length)
    for (const text of await page.locator('.records pre').allTextContents()) {
      expect(JSON.parse(text)).toMatchObject({ name: hostileName })
    }
    expect(await page.title()).toContain('Migration report')
    expect(await page.locator('img').count()).toBe(0)
    expect(errors).toEqual([])
    await close(opened)
  })

  it('is readable without JavaScript, and on paper', async () => {
    const opened = await openReport(masked, { javaScriptEnabled: false })
    expect(await opened.page.locator('.records tbody tr').count()).toBe(50)
    expect(await opened.page.locator('.tools').isVisible()).toBe(false)
    expect(await readBarsWithoutScript(opened.page)).toContain('900')
    await close(opened)

    const printed = await openReport(masked, { colorScheme: 'dark' })
    await printed.page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await printed.page.locator('.tools').isVisible()).toBe(false)
    expect(await printed.page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    )
    const pdf = await printed.page.pdf(pictures === undefined ? {} : { path: join(pictures, 'report.pdf') })
    expect(pdf.length).toBeGreaterThan(10_000)
    await close(printed)
  })
})

const readBarsWithoutScript = (page: Page): Promise<string[]> =>
  page.locator('.bars .count').allTextContents()
