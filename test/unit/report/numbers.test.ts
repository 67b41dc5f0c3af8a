import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { config } from '@vscode/l10n'
import { checkEndpoint } from '../../../src/app/checks/endpoint.ts'
import { checkLines } from '../../../src/cli/print.ts'
import type { CheckResult } from '../../../src/core/checks/check.ts'
import { explain } from '../../../src/core/diagnosis/catalogue.ts'
import { countWords, dayWords, durationWords, moneyWords, timeWords } from '../../../src/core/numbers.ts'
import { remedyText } from '../../../src/core/report/doctorJson.ts'

const CHINESE = readFileSync(new URL('../../../media/l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8')
const END = '2026-05-01T10:00:00Z'

const checked: CheckResult = { id: 'region', status: 'pass', summary: 'x', facts: [], durationMs: 2345.6 }

const expired = () =>
  explain(
    { id: 'api-key-expired', facts: { expiresAt: END } },
    { region: 'us-east-1', partition: 'aws', auth: 'api-key', platform: 'linux' },
  ).what

/** What the check of an endpoint says that answers after this time. */
async function answered(latencyMs: number): Promise<string> {
  const reach = async () => ({ ok: true, value: { latencyMs, host: 'example.com', isPrivate: false } })
  const run = { deps: { aws: { reach } }, auth: { kind: 'default' }, callRegion: 'us-east-1' }
  const { result } = await checkEndpoint(run as unknown as Parameters<typeof checkEndpoint>[0])
  return [result.summary, ...result.facts.map(({ label, value }) => `${label} ${value}`)].join(' ')
}

const wait = (afterSeconds: number) => remedyText({ text: '', action: { kind: 'retry', afterSeconds } })

const PROMISES: [what: string, words: () => string | Promise<string>, en: RegExp, zh: RegExp][] = [
  ['a count', () => countWords(120_400), /^120,400$/, /^120,400$/],
  ['an amount of money', () => moneyWords(1.2), /^\$1\.20$/, /^US\$1\.20$/],
  ['an amount far below a cent', () => moneyWords(0.0375), /^\$0\.0375$/, /^US\$0\.0375$/],
  ['a short time', () => durationWords(230.4), /^230 ms$/, /^230 毫秒$/],
  ['seconds', () => durationWords(2400), /^2\.4 sec$/, /^2\.4 秒$/],
  ['minutes', () => durationWords(170_000), /^3 min$/, /^3 分钟$/],
  ['a day', () => dayWords(END), /^May 1, 2026$/, /^2026年5月1日$/],
  [
    'a time',
    () => timeWords(END),
    /^\w+ \d+, 2026(, | at )\d+:\d\d:00\s[AP]M \S+$/,
    /^2026年\d+月\d+日.*\d+:\d\d:00/,
  ],
  ['what is no time', () => timeWords('soon'), /^soon$/, /^soon$/],
  ['a check’s time on the command line', () => checkLines(checked).join(), /\(2\.3 sec\)/, /（2\.3 秒）/],
  ['a wait', () => wait(300), /\(5 min\)/, /（5 分钟）/],
  [
    'how fast an address answers',
    () => answered(1234),
    /answers in 1\.2 sec\..*Time 1\.2 sec/,
    /用时 1\.2 秒。/,
  ],
  ['the end of a key', expired, /until (Apr|May) \d+, 2026/, /到 2026年\d+月\d+日/],
]

for (const [language, contents] of [
  ['English', '{}'],
  ['Chinese', CHINESE],
] as const) {
  describe(`A number in ${language} is written as that language does:`, () => {
    before(() => config({ contents }))
    after(() => config({ contents: '{}' }))

    for (const [what, words, en, zh] of PROMISES) {
      it(what, async () => assert.match(await words(), language === 'English' ? en : zh))
    }
  })
}
