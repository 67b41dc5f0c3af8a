import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { CachedSignIn } from '../../../src/core/credentials/awsFiles.ts'
import { originProfile, startsProgram } from '../../../src/core/credentials/originProfile.ts'
import { formatTime } from '../../../src/core/credentials/time.ts'
import type { SeenSource } from '../../../src/core/health/facts.ts'
import { isSameIdentity, newsOf } from '../../../src/core/health/news.ts'
import {
  type Change,
  findIn,
  isKeptByCline,
  judgeChange,
  profileBehind,
  profileEnd,
  signInOf,
} from '../../../src/core/health/rotation.ts'
import { bad, DEV, filesWith, good, healthyFacts, MINUTE, NOW } from './facts.ts'

const HOUR = 60 * MINUTE
const signIn = (ends: number, change: Partial<CachedSignIn> = {}): CachedSignIn => ({
  readable: true,
  renewable: true,
  region: 'us-east-1',
  expiresAt: formatTime(NOW + ends),
  ...change,
})
const seen = (token?: CachedSignIn, hash = 'one'): SeenSource => ({
  hash,
  ...(token !== undefined && { signIn: token }),
})

describe('files changed, and it is', () => {
  const table: [string, SeenSource | undefined, SeenSource, Change][] = [
    ['the first time that anybody looks', undefined, seen(), 'changed'],
    ['another profile of the file', seen(), seen(), 'same'],
    ['another key', seen(), seen(undefined, 'two'), 'changed'],
    ['a signed-out user', seen(signIn(HOUR)), seen(), 'changed'],
    ['a first sign-in', seen(), seen(signIn(HOUR)), 'changed'],
    ['another token in the same cache folder', seen(signIn(HOUR)), seen(signIn(HOUR)), 'same'],
    ['a token renewed just before its end', seen(signIn(5 * MINUTE)), seen(signIn(HOUR)), 'renewed'],
    ['a token renewed after its end', seen(signIn(-HOUR)), seen(signIn(HOUR)), 'renewed'],
    ['a new sign-in while the old had hours', seen(signIn(3 * HOUR)), seen(signIn(8 * HOUR)), 'changed'],
    [
      'a token that nobody could renew',
      seen(signIn(MINUTE, { renewable: false })),
      seen(signIn(HOUR)),
      'changed',
    ],
    [
      'a sign-in in another region',
      seen(signIn(MINUTE)),
      seen(signIn(HOUR, { region: 'eu-west-1' })),
      'changed',
    ],
    ['a damaged token', seen(signIn(MINUTE)), seen({ readable: false, renewable: false }), 'changed'],
    ['an earlier end than before', seen(signIn(10 * MINUTE)), seen(signIn(MINUTE)), 'changed'],
  ]
  for (const [name, before, after, change] of table) {
    it(`${name}: ${change}`, () => {
      assert.equal(judgeChange(before, after, NOW), change)
    })
  }

  it('never a renewal when the profile itself is another one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -HOUR, max: HOUR }),
        fc.integer({ min: -HOUR, max: HOUR }),
        (old, fresh) => {
          assert.equal(judgeChange(seen(signIn(old)), seen(signIn(fresh), 'two'), NOW), 'changed')
        },
      ),
    )
  })
})

describe('what a profile lives on', () => {
  const files = filesWith(
    {
      static: { aws_access_key_id: 'AKIA…MPLE', aws_secret_access_key: '[set]' },
      pasted: { aws_access_key_id: 'ASIA…MPLE', aws_secret_access_key: '[set]', aws_session_token: '[set]' },
      sso: { sso_session: 'corp', sso_account_id: '111122223333', sso_role_name: 'Dev' },
      old: { sso_start_url: 'https://example.awsapps.com/start', sso_region: 'us-east-1' },
      login: { login_session: 'arn:aws:iam::111122223333:user/dev' },
      process: { credential_process: '[set]' },
      role: { role_arn: 'arn:aws:iam::111122223333:role/Dev', source_profile: 'sso' },
      roleOfRole: { role_arn: 'arn:aws:iam::111122223333:role/Prod', source_profile: 'role' },
      roleOfProcess: { role_arn: 'arn:aws:iam::111122223333:role/Dev', source_profile: 'process' },
      roleOfMachine: {
        role_arn: 'arn:aws:iam::111122223333:role/Dev',
        credential_source: 'Ec2InstanceMetadata',
      },
      self: {
        role_arn: 'arn:aws:iam::111122223333:role/Dev',
        source_profile: 'self',
        aws_access_key_id: 'AKIA…MPLE',
        aws_secret_access_key: '[set]',
      },
      a: { role_arn: 'arn:aws:iam::111122223333:role/Dev', source_profile: 'b' },
      b: { role_arn: 'arn:aws:iam::111122223333:role/Dev', source_profile: 'a' },
    },
    {
      ssoCache: {
        corp: signIn(HOUR),
        'https://example.awsapps.com/start': signIn(2 * HOUR, { renewable: false }),
      },
      loginCache: { 'arn:aws:iam::111122223333:user/dev': signIn(MINUTE) },
    },
  )

  it('is found through roles, and a circle ends', () => {
    assert.equal(originProfile(findIn(files), 'roleOfRole')?.name, 'sso')
    assert.equal(originProfile(findIn(files), 'roleOfMachine')?.name, 'roleOfMachine')
    assert.equal(originProfile(findIn(files), 'self')?.name, 'self')
    assert.ok(['a', 'b'].includes(originProfile(findIn(files), 'a')?.name ?? ''))
    assert.equal(originProfile(findIn(files), 'nowhere'), undefined)
  })

  it('is a sign-in where there is one', () => {
    assert.equal(signInOf(files, 'roleOfRole')?.expiresAt, formatTime(NOW + HOUR))
    assert.equal(signInOf(files, 'old')?.renewable, false)
    assert.equal(signInOf(files, 'login')?.expiresAt, formatTime(NOW + MINUTE))
    assert.equal(signInOf(files, 'static'), undefined)
  })

  it('ends with a sign-in that nobody renews, and with nothing else', () => {
    assert.equal(profileEnd(signInOf(files, 'old')), NOW + 2 * HOUR)
    assert.equal(profileEnd(signInOf(files, 'sso')), undefined)
    assert.equal(profileEnd(undefined), undefined)
  })

  it('is a program of the user, also behind a role', () => {
    const programs = files.profiles
      .map(({ name }) => name)
      .filter((name) => startsProgram(findIn(files), name))
    assert.deepEqual(programs, ['process', 'roleOfProcess'])
  })

  it('stays with a running Cline when it is a key in a file', () => {
    const kept = files.profiles.map(({ name }) => name).filter((name) => isKeptByCline(files, name))
    assert.deepEqual(kept, ['static', 'pasted'])
  })

  it('is a profile only where the setting names or implies one', () => {
    assert.equal(profileBehind({ auth: 'profile', profile: 'dev' }, 'env'), 'dev')
    assert.equal(profileBehind({ auth: 'profile' }, 'env'), 'default')
    assert.equal(profileBehind({ auth: 'default' }, 'env'), 'env')
    assert.equal(profileBehind({ auth: 'keys' }, 'env'), undefined)
    assert.equal(profileBehind({ auth: 'api-key' }, 'env'), undefined)
  })
})

describe('a notification', () => {
  const prod = { ...DEV, account: '444455556666', arn: 'arn:aws:iam::444455556666:user/dev' }
  const role = (session: string) => ({ ...DEV, kind: 'role', name: 'Dev', arn: `${DEV.arn}/${session}` })

  it('comes when it breaks, once', () => {
    const broken = healthyFacts({ last: bad() })
    assert.equal(newsOf(healthyFacts(), broken)?.kind, 'broken')
    assert.equal(newsOf(undefined, broken)?.kind, 'broken')
    assert.equal(newsOf({ ...broken, told: 'access-key-invalid' }, broken), undefined)
  })

  it('comes again for another cause', () => {
    const before = healthyFacts({ last: bad(), told: 'access-key-invalid' })
    const after = healthyFacts({ last: bad({ id: 'credentials-expired' }) })
    assert.equal(newsOf(before, after)?.kind, 'broken')
  })

  it('does not come for a network that is away, nor for a success', () => {
    assert.equal(newsOf(healthyFacts(), healthyFacts({ last: bad({ passing: true }) })), undefined)
    assert.equal(newsOf(healthyFacts({ last: bad() }), healthyFacts()), undefined)
    assert.equal(newsOf(undefined, { setup: healthyFacts().setup }), undefined)
  })

  it('is loud for another account, and names both', () => {
    const news = newsOf(healthyFacts(), healthyFacts({ identity: prod }))
    assert.equal(news?.kind, 'other-identity')
    assert.match(news?.text ?? '', /444455556666.*111122223333/)
  })

  it('is loud for another principal of the same account', () => {
    const news = newsOf(healthyFacts(), healthyFacts({ identity: { ...DEV, name: 'admin' } }))
    assert.match(news?.text ?? '', /acts as admin.*before it was dev/)
  })

  it('is quiet for another session of the same role', () => {
    assert.ok(isSameIdentity(role('one'), role('two')))
    assert.equal(
      newsOf(healthyFacts({ identity: role('one') }), healthyFacts({ identity: role('two') })),
      undefined,
    )
  })

  it('is quiet when the user set Cline to another profile', () => {
    const before = healthyFacts({ setup: { provider: 'bedrock', auth: 'profile', profile: 'other' } })
    assert.equal(newsOf(before, healthyFacts({ identity: prod, last: good() })), undefined)
  })
})
