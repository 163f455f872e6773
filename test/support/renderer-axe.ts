import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string }[]
}

/** What a page breaks of WCAG 2.2, levels A and AA. */
export async function wcagTroubles(page: Page): Promise<string[]> {
  return (await violations(page, { runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa'] })).map(inWords)
}

/** What keeps somebody from using a page, by any rule axe knows. */
export async function seriousTroubles(page: Page): Promise<string[]> {
  return (await violations(page, { resultTypes: ['violations'] })).filter(({ impact }) => impact === 'serious' || impact === 'critical').map(inWords)
}

async function violations(page: Page, options: object): Promise<readonly Violation[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async (wanted) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    return (await axe.run(wanted)).violations
  }, options)
}

function inWords({ id, nodes }: Violation): string {
  return `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`
}
