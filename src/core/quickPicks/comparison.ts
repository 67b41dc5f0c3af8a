import { t } from '@vscode/l10n'
import { MANAGED_POLICY, POLICY_NAME } from '../bedrock/policyFormats.ts'

/** The two ways to give the rights, side by side, to read. */
export function comparisonText(): string {
  const rows: [string, string, string][] = [
    [t('Models'), t('Only the chosen one'), t('Every model, also later ones')],
    [t('Regions'), t('Only where this choice runs'), t('All regions')],
    [t('Listing models'), t('Only if you add it'), t('Yes')],
    [
      t('First use of a Marketplace model'),
      t('Only if you add it'),
      t('Subscribing yes, the use-case form no'),
    ],
    [t('Who keeps it up to date'), t('You, when the model changes'), 'AWS'],
    [t('Good for'), t('Production, and whoever wants the least rights'), t('A quick start')],
  ]
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`
  return [
    `# ${t('Compare with AWS’s own policy')}`,
    '',
    line([t('What it allows'), POLICY_NAME, MANAGED_POLICY]),
    line(['---', '---', '---']),
    ...rows.map(line),
    '',
  ].join('\n')
}
