import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, type Page, chromium as playwright } from 'playwright-core'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
  '--force-color-profile=srgb',
]

const folder = join(tmpdir(), `regulars-browser-${process.getuid?.() ?? 'user'}`)

/**
 * The package unpacks itself into the temporary folder under a fixed name. Users of one machine must not share that,
 * and test files that begin together must not see it half done: each unpacks aside, and the first one's is kept.
 */
async function unpacked(): Promise<string> {
  const ready = join(folder, 'chromium')
  if (existsSync(ready)) return ready
  const aside = mkdtempSync(`${folder}-`)
  const { TMPDIR: before } = process.env
  process.env['TMPDIR'] = aside
  try {
    await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  try {
    renameSync(aside, folder)
  } catch {
    rmSync(aside, { recursive: true, force: true })
  }
  return ready
}

/** A headless Chromium out of the npm package, which needs nothing installed but libnss3, libnspr4 and libexpat1. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await unpacked())
  return playwright.launch({ executablePath, args, headless: true })
}

export type Screen = { width?: number; height?: number; scheme?: 'light' | 'dark'; locale?: string }

/** A fresh page with cookies and storage of its own; what the page throws or logs as an error is kept in `faults`. */
export async function openPage(
  browser: Browser,
  { width = 1440, height = 900, scheme = 'light', locale = 'en-GB' }: Screen = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale,
    reducedMotion: 'reduce',
    hasTouch: width < 700,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  return { context, page, faults }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type AxeViolation = { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The rules whose outcome depends on colours. */
export const colourRules = ['color-contrast', 'link-in-text-block']

/**
 * Runs axe-core over the page (WCAG 2.2 A and AA, and best practices, or `rules` alone); one line per violation, none
 * when all is well.
 */
export async function accessibilityFaults(page: Page, within?: string, rules?: string[]): Promise<string[]> {
  // Evaluated through the debugger, so the page's own content security policy stays in force.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const runOnly = rules ?? { type: 'tag', values: tags }
  const violations = await page.evaluate(
    async ([scope, options]) => {
      const { axe } = window as unknown as {
        axe: { run: (at: unknown, options: unknown) => Promise<{ violations: AxeViolation[] }> }
      }
      return (await axe.run(scope ?? document, options)).violations
    },
    [within, { runOnly, resultTypes: ['violations'] }] as const,
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} at ${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`),
  )
}
