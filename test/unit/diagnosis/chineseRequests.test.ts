import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { config } from '@vscode/l10n'
import { EMPTY_FORM } from '../../../src/core/bedrock/access.ts'
import { agreementRequest, formRequest } from '../../../src/core/bedrock/accessRequest.ts'
import { scpRequest } from '../../../src/core/bedrock/scpRequest.ts'
import { adminRequest } from '../../../src/core/diagnosis/adminRequest.ts'

const CHINESE = readFileSync(new URL('../../../media/l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8')
const ACCESS = { account: '123456789012', region: 'us-east-1', baseModelId: 'a.b' }

const REQUESTS: [what: string, text: () => string, says: RegExp][] = [
  [
    'about a refusal',
    () =>
      adminRequest(
        { id: 'iam-permission-missing', facts: { action: 'bedrock:InvokeModel', account: '123456789012' } },
        { region: 'us-east-1' },
      ),
    /操作：bedrock:InvokeModel\n区域：us-east-1\n/,
  ],
  [
    'for the use-case form',
    () => formRequest(ACCESS, EMPTY_FORM),
    /^# 账户：123456789012\n# 区域：us-east-1$/m,
  ],
  [
    'for the agreement',
    () => agreementRequest(ACCESS, 'https://example.com'),
    /^# 条款：'https:\/\/example\.com'$/m,
  ],
  [
    'to the organisation',
    () =>
      scpRequest({
        account: '123456789012',
        region: 'us-east-1',
        modelIds: ['global.a.b'],
        policy: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'Invoke',
              Effect: 'Allow',
              Action: ['bedrock:InvokeModelWithResponseStream'],
              Resource: ['arn:aws:bedrock:::foundation-model/a.b'],
            },
          ],
        },
      }),
    /^模型：global\.a\.b\n操作：bedrock:.*\n区域：unspecified, us-east-1$/m,
  ],
]

describe('A request to an administrator in Chinese', () => {
  before(() => config({ contents: CHINESE }))
  after(() => config({ contents: '{}' }))

  for (const [what, text, says] of REQUESTS) {
    it(`${what} has its facts in Chinese form and no English sentence`, () => {
      assert.match(text(), says)
      const lines = text().split('\n')
      assert.deepEqual(
        lines.filter((line) => /^[#\s]*[A-Z][a-z]+ [a-z]+ [a-z]+/.test(line)),
        [],
      )
    })
  }
})
