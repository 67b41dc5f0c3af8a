import { classify } from '../../src/core/diagnosis/classify.ts'
import type { DiagnosisId } from '../../src/core/diagnosis/ids.ts'
import { LATER_TEXTS } from './diagnosis-later-texts.ts'
import { PUBLIC_TEXTS, type PublicText } from './diagnosis-texts.ts'

const TEXTS = [...PUBLIC_TEXTS, ...LATER_TEXTS]

/** How the engine fares on errors that people met in the open. */
export interface UnknownRate {
  texts: number
  unknown: PublicText[]
  wrong: { text: PublicText; found: DiagnosisId }[]
}

/** Diagnoses every public text, with nothing known but the text itself. */
export function measureUnknownRate(): UnknownRate {
  const rate: UnknownRate = { texts: TEXTS.length, unknown: [], wrong: [] }
  for (const entry of TEXTS) {
    const { id } = classify(
      {
        service: 'bedrock-runtime',
        operation: 'ConverseStream',
        name: 'Error',
        message: entry.text,
        ...entry.failure,
      },
      { check: 'test-prompt', auth: entry.auth ?? 'keys', region: entry.region ?? 'us-east-1' },
    )
    if (id === 'unknown') {
      rate.unknown.push(entry)
    } else if (id !== entry.expect) {
      rate.wrong.push({ text: entry, found: id })
    }
  }
  return rate
}

/** The measurement as lines to print. */
export function reportUnknownRate({ texts, unknown, wrong }: UnknownRate): string[] {
  const share = ((100 * unknown.length) / texts).toFixed(1)
  return [
    `diagnosis: ${texts} public error texts, ${unknown.length} unknown (${share} %), ${wrong.length} wrong`,
    ...unknown.map(({ source, text }) => `  unknown  ${source}: ${text.slice(0, 90)}`),
    ...wrong.map(({ text, found }) => `  wrong    ${text.source}: ${found}, not ${text.expect}`),
  ]
}

if (import.meta.main) {
  const rate = measureUnknownRate()
  console.log(reportUnknownRate(rate).join('\n'))
  process.exitCode = rate.unknown.length / rate.texts > 0.1 ? 1 : 0
}
