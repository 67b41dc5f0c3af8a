import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Frame } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** One thing axe found, short enough for an assertion's message. */
export interface AccessibilityFinding {
  rule: string
  help: string
  impact: string
  /** Selectors of the elements. */
  where: string[]
}

/** Checks the whole document of a webview against WCAG 2.2 A and AA and axe's best practices. */
export async function findAccessibilityProblems(frame: Frame): Promise<AccessibilityFinding[]> {
  // evaluate() is not stopped by the page's content security policy, a script element would be.
  await frame.evaluate(source)
  const results = (await frame.evaluate('axe.run(document)')) as AxeResults
  return results.violations.map(({ id, help, impact, nodes }) => ({
    rule: id,
    help,
    impact: impact ?? 'unknown',
    where: nodes.map((node) => node.target.join(' ')),
  }))
}
