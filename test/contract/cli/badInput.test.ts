import assert from 'node:assert/strict'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checksOf, diagnosisOf, inPlace, KEYS, type Place, profileArgs, type Run } from './place.ts'

const SONNET = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'

/** One thing that somebody gets wrong. */
interface BadInput {
  /** Changes the healthy place. */
  prepare?: (place: Place) => void
  args: string[]
  env?: (place: Place) => Record<string, string | undefined>
  check: string
  diagnosis: string
  /** What the words must name: file and line, the profile, the value. */
  culprit: (place: Place) => (string | RegExp)[]
}

const HALF = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

const BAD: Record<string, BadInput> = {
  'no ~/.aws at all': {
    prepare: ({ at }) => rmSync(at('.aws'), { recursive: true }),
    args: profileArgs('work'),
    check: 'credentials',
    diagnosis: 'profile-not-found',
    culprit: ({ at }) => ['work', at('.aws/config')],
  },
  'a folder where the config file should be': {
    prepare: ({ at }) => {
      rmSync(at('.aws'), { recursive: true })
      mkdirSync(at('.aws/config'), { recursive: true })
    },
    args: profileArgs('work'),
    check: 'credentials',
    diagnosis: 'profile-not-found',
    culprit: ({ at }) => [at('.aws/config'), /folder/],
  },
  'a config file in another encoding': {
    prepare: ({ write }) => write('.aws/config', '[\u0000p\u0000r\u0000o\u0000f\u0000i\u0000l\u0000e\u0000'),
    args: profileArgs('work'),
    check: 'credentials',
    diagnosis: 'profile-not-found',
    culprit: ({ at }) => [at('.aws/config'), /UTF-8/],
  },
  'an ini file with a broken head': {
    prepare: ({ write }) => write('.aws/config', '[default]\nregion = us-east-1\n[profile work\n'),
    args: profileArgs('work'),
    check: 'credentials',
    diagnosis: 'profile-not-found',
    culprit: ({ at }) => [`${at('.aws/config')}:3`, /bracket/],
  },
  'an ini file with a line that means nothing': {
    prepare: ({ write }) =>
      write('.aws/credentials', `[work]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n${HALF}\n`),
    args: profileArgs('work'),
    check: 'credentials',
    diagnosis: 'profile-incomplete',
    culprit: ({ at }) => [`${at('.aws/credentials')}:3`, 'aws_secret_access_key'],
  },
  'a profile with half a pair': {
    prepare: ({ write }) => write('.aws/credentials', '[work]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n'),
    args: profileArgs('work'),
    check: 'credentials',
    diagnosis: 'profile-incomplete',
    culprit: () => ['work', 'aws_secret_access_key'],
  },
  'a profile with the other half': {
    prepare: ({ write }) => write('.aws/credentials', `[work]\naws_secret_access_key = ${HALF}\n`),
    args: profileArgs('work'),
    check: 'credentials',
    diagnosis: 'profile-incomplete',
    culprit: () => ['work', 'aws_access_key_id'],
  },
  'no keys in the environment': {
    args: KEYS,
    env: () => ({ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: '' }),
    check: 'credentials',
    diagnosis: 'credentials-not-found',
    culprit: () => ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  },
  'a secret that was copied with a line break in it': {
    args: KEYS,
    env: ({ env: { AWS_SECRET_ACCESS_KEY: secret = '' } }) => ({
      AWS_SECRET_ACCESS_KEY: `${secret.slice(0, 20)}\n${secret.slice(20)}`,
    }),
    check: 'credentials',
    diagnosis: 'secret-key-mismatch',
    culprit: () => [/secret access key/i],
  },
  'an API key that is none': {
    args: ['--auth', 'api-key', ...KEYS.slice(2)],
    env: () => ({ AWS_BEARER_TOKEN_BEDROCK: 'sk-not-a-bedrock-key-at-all-EXAMPLE' }),
    check: 'credentials',
    diagnosis: 'api-key-malformed',
    culprit: () => [/not a Bedrock API key/],
  },
  'no API key': {
    args: ['--auth', 'api-key', ...KEYS.slice(2)],
    check: 'credentials',
    diagnosis: 'api-key-missing',
    culprit: () => [/API key/],
  },
  ...Object.fromEntries(
    ['us-east-7', 'us-east-1a', 'us-east', 'cn-north-1', 'Frankfurt', 'eu-central-1\n'].map(
      (region): [string, BadInput] => [
        `the region ${JSON.stringify(region)}`,
        {
          args: ['--auth', 'keys', '--region', region, '--model', SONNET],
          check: 'region',
          diagnosis: 'region-invalid',
          culprit: () => [region],
        },
      ],
    ),
  ),
  'no region anywhere': {
    prepare: ({ write }) => write('.aws/config', ''),
    args: ['--auth', 'keys', '--model', SONNET],
    check: 'region',
    diagnosis: 'region-missing',
    culprit: () => [/region/i],
  },
  'a model id of another region': {
    args: [...KEYS.slice(0, 4), '--model', 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    check: 'test-prompt',
    diagnosis: 'model-id-invalid',
    culprit: () => ['us-east-1', SONNET],
  },
  'an ARN of another region': {
    args: [
      ...KEYS.slice(0, 4),
      '--model',
      'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
    ],
    check: 'test-prompt',
    diagnosis: 'arn-region-mismatch',
    culprit: () => [/ARN/],
  },
}

function assertSilent(place: Place, run: Run, env: Record<string, string | undefined>): void {
  const typed = ['AWS_SECRET_ACCESS_KEY', 'AWS_BEARER_TOKEN_BEDROCK'].flatMap((name) => env[name] ?? [])
  const secrets = [...place.secrets, HALF, ...typed.flatMap((text) => text.split('\n'))]
  for (const secret of secrets.filter((each) => each.length >= 16)) {
    assert.ok(!`${run.out}${run.err}`.includes(secret), 'a secret was shown')
  }
  assert.doesNotMatch(run.err, /\n\s+at /, 'a stack trace')
}

function assertNames(text: string, culprits: (string | RegExp)[]): void {
  for (const culprit of culprits) {
    const said = typeof culprit === 'string' ? text.includes(culprit) : culprit.test(text)
    assert.ok(said, `${culprit} is not named in:\n${text}`)
  }
}

describe('bad input is named, harms nothing and shows no secret', () => {
  for (const [what, { prepare, args, env = () => ({}), check, diagnosis, culprit }] of Object.entries(BAD)) {
    it(what, () =>
      inPlace(async (place) => {
        prepare?.(place)
        const more = env(place)
        const seen = await place.run(['doctor', '--json', ...args], more)
        assert.equal(seen.code, 1, seen.out)
        assert.equal(diagnosisOf(seen, check), diagnosis, seen.out)
        assertSilent(place, seen, more)
        const [found] = checksOf(seen).filter(({ id }) => id === check)
        assertNames([found?.summary, ...(found?.remedies ?? [])].join('\n'), culprit(place))

        const applied = await place.run(['apply', ...args], more)
        assert.equal(applied.code, 1, applied.out)
        assertNames(applied.out, [...culprit(place), /Nothing was written/])
        assertSilent(place, applied, more)
        assert.deepEqual(place.cline(), {}, 'nothing is written')
      }),
    )
  }

  it('takes keys that were pasted with blanks, quotes and line breaks, and writes them clean', () =>
    inPlace(async ({ run, env, cline }) => {
      const { AWS_ACCESS_KEY_ID: id = '', AWS_SECRET_ACCESS_KEY: secret = '' } = env
      const pasted = { AWS_ACCESS_KEY_ID: `  "${id}"\n`, AWS_SECRET_ACCESS_KEY: `'${secret}'\r\n` }
      assert.equal((await run(['doctor', ...KEYS], pasted)).code, 0)
      assert.equal((await run(['apply', ...KEYS], pasted)).code, 0)
      const secrets: unknown = JSON.parse(cline()['data/secrets.json'] ?? '')
      assert.deepEqual(secrets, { awsAccessKey: id, awsSecretKey: secret })
    }))

  it('takes an API key in quotes', () =>
    inPlace(async ({ run, env, cline }) => {
      const key = env.AWS_BEARER_TOKEN_BEDROCK ?? ''
      const args = ['--auth', 'api-key', ...KEYS.slice(2)]
      assert.equal((await run(['apply', ...args], { AWS_BEARER_TOKEN_BEDROCK: `"${key}"\n` })).code, 0)
      assert.deepEqual(JSON.parse(cline()['data/secrets.json'] ?? ''), { awsBedrockApiKey: key })
    }, 'api-key'))

  it('knows a web page from an answer of AWS, also at Cline’s own endpoint', async () => {
    const page = '<!DOCTYPE html><html><title>Sign in to the guest network</title></html>'
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    try {
      await inPlace(async ({ run, cline }) => {
        const whole = await run(['doctor', '--json', ...KEYS], { AWS_ENDPOINT_URL_STS: url })
        assert.equal(diagnosisOf(whole, 'credentials'), 'proxy-interference', whole.out)
        const args = [...KEYS, '--endpoint', url]
        const own = await run(['doctor', '--json', ...args])
        assert.equal(own.code, 1)
        assert.equal(diagnosisOf(own, 'test-prompt'), 'proxy-interference', own.out)
        const applied = await run(['apply', ...args])
        assert.equal(applied.code, 1)
        assert.match(applied.out, /Nothing was written/)
        assert.deepEqual(cline(), {})
      })
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  for (const command of ['doctor', 'apply']) {
    it(`${command} says which file of Cline's is rubbish, and where`, () =>
      inPlace(async ({ run, write, at, read }) => {
        write('.cline/data/globalState.json', '{\n  "a": 1,\n  rubbish\n}')
        const seen = await run([command, '--json', ...KEYS, ...(command === 'apply' ? ['--force'] : [])])
        assert.equal(seen.code, 1)
        assert.equal(diagnosisOf(seen, 'cline-settings'), 'cline-settings-unreadable')
        const [found] = checksOf(seen).filter(({ id }) => id === 'cline-settings')
        assertNames([found?.summary, ...(found?.remedies ?? [])].join('\n'), [
          `${at('.cline/data/globalState.json')}:3`,
        ])
        assert.equal(read('.cline/data/globalState.json'), '{\n  "a": 1,\n  rubbish\n}')
      }))
  }
})
