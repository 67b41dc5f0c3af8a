import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { config } from '@vscode/l10n'
import { checkLines } from '../../../src/cli/print.ts'
import type { CheckResult } from '../../../src/core/checks/check.ts'
import { explain } from '../../../src/core/diagnosis/catalogue.ts'
import type { Place } from '../../../src/core/quickPicks/screen.ts'
import { screenOf } from '../../../src/core/quickPicks/screens.ts'
import { reportJson } from '../../../src/core/report/doctorJson.ts'
import { healthReport } from '../../../src/core/report/healthReport.ts'
import { writesSection } from '../../../src/core/report/reportRows.ts'
import { gallery } from '../../page/support/gallery.ts'

const CHINESE = readFileSync(new URL('../../../media/l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8')
/** Signs of half a width right after a Chinese character; those of Markdown and JSON stand elsewhere. */
const HALF_WIDTH = /\p{Script=Han}[:;,?!]|\p{Script=Han}\.(?!\w)|\p{Script=Han} ?\((?!http)/gu

const diagnosis = { id: 'iam-permission-missing', facts: { action: 'bedrock:InvokeModel' } } as const

function refused(): CheckResult {
  return {
    id: 'test-prompt',
    status: 'fail',
    summary: '失败',
    diagnosis,
    facts: [],
    explanation: {
      ...explain(diagnosis, { region: 'us-east-1', partition: 'aws', auth: 'profile', platform: 'linux' }),
      details: [
        { label: '服务', value: 'Bedrock Runtime' },
        { label: 'AWS 请求 ID', value: 'made-up-id' },
      ],
    },
    durationMs: 2345,
  }
}

const written = () =>
  writesSection(
    [
      {
        name: 'b',
        at: '2026-04-30T08:00:00.000Z',
        kind: 'apply',
        takenBack: true,
        from: {},
        to: { provider: 'bedrock', region: 'eu-central-1' },
        files: [],
        holdsSecrets: false,
      },
    ],
    (iso) => iso,
  )

const report = () =>
  healthReport(
    { overall: 'fail', checks: [refused()] },
    {
      at: '2026-05-01T10:00:00Z',
      language: 'zh-cn',
      when: (iso) => iso,
      home: '/home/alice',
      sections: [written()],
      origins: [],
    },
  )

const PLACES: Place[] = [
  'method',
  'credentials',
  'region',
  'region-check',
  'model',
  'model-check',
  'review',
  'done',
]

/** Everything that the quick picks say of a state, in one text. */
const quickPicks = () =>
  JSON.stringify(Object.values(gallery()).map((state) => PLACES.map((place) => screenOf(place, state))))

const TEXTS: [what: string, text: () => string, has: RegExp][] = [
  ['a check on the command line', () => checkLines(refused()).join('\n'), /AWS 请求 ID：made-up-id/],
  ['its time', () => checkLines(refused()).join('\n'), /（2\.3 秒）/],
  ['the health report', report, /AWS 请求 ID：`made-up-id`/],
  ['a row of its writes', report, /已写入：bedrock · eu-central-1：后来已撤销/],
  [
    'the document of doctor',
    () => JSON.stringify(reportJson({ overall: 'fail', checks: [refused()] }, true)),
    /。/,
  ],
  ['the titles of the quick picks', quickPicks, /Bedrock for Cline：/],
]

describe('What is put together of Chinese parts has the signs of Chinese:', () => {
  before(() => config({ contents: CHINESE }))
  after(() => config({ contents: '{}' }))

  for (const [what, text, has] of TEXTS) {
    it(what, () => {
      assert.match(text(), has)
      assert.deepEqual(text().match(HALF_WIDTH) ?? [], [])
    })
  }
})
