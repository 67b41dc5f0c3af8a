import assert from 'node:assert/strict'
import { checkSecurity } from '../../../src/app/checks/security.ts'
import { openRun } from '../../../src/app/doctor.ts'
import { Secret } from '../../../src/core/secret.ts'
import {
  ACCOUNT,
  addKey,
  daysAgo,
  developer,
  fakeKeyId,
  fakeSecret,
  healthyWorld,
  replacePolicies,
} from '../../sandbox/build.ts'
import { startSandbox } from '../../sandbox/server.ts'
import type { World } from '../../sandbox/world.ts'
import { fakeCline } from '../../unit/wizard/fakes.ts'
import { adapter, NEVER, value } from './support.ts'

const AUTH = {
  kind: 'keys' as const,
  accessKeyId: fakeKeyId('AKIA', 'DEV'),
  secretAccessKey: new Secret(fakeSecret('DEV')),
}
const TARGET = { auth: AUTH, region: 'us-east-1' }
const IDENTITY = { account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/dev`, kind: 'user', name: 'dev' }

/** A local AWS in which `change` was done to the keys of user dev. */
async function at<T>(
  change: (world: World, key: World['accessKeys'][string]) => void,
  run: (aws: ReturnType<typeof adapter>) => Promise<T>,
): Promise<T> {
  const world = healthyWorld()
  const key = world.accessKeys[fakeKeyId('AKIA', 'DEV')]
  assert.ok(key)
  change(world, key)
  const sandbox = await startSandbox({ world })
  try {
    return await run(adapter({ HOME: '/nowhere', ...sandbox.env() }))
  } finally {
    await sandbox.stop()
  }
}

const security = (aws: ReturnType<typeof adapter>) => {
  const deps = { aws, cline: fakeCline(), clock: { now: () => Date.now() }, platform: 'linux' as const }
  return checkSecurity(openRun(deps, { auth: AUTH, region: 'us-east-1' }, NEVER), IDENTITY)
}
const spare = (world: World) =>
  addKey(world, 'AKIA', 'SPARE', { kind: 'user', account: ACCOUNT, user: 'dev' }, { createDate: daysAgo(3) })

describe('the age of long-lived keys', () => {
  it('is read with their last use, and the key in use is known', () =>
    at(
      (_world, key) => {
        key.createDate = daysAgo(20)
        key.lastUsed = { date: daysAgo(1), service: 'bedrock', region: 'us-east-1' }
      },
      async (aws) => {
        const [found] = value(await aws.accessKeys(TARGET, NEVER))
        assert.equal(found?.current, true)
        assert.equal(found?.lastUsedFor, 'bedrock · us-east-1')
        assert.ok(Date.parse(found?.lastUsed ?? '') > 0)
        const { status, facts } = await security(aws)
        assert.equal(status, 'pass')
        assert.deepEqual(facts.slice(0, 1), [{ label: 'Access key', value: 'AKIA…2222, 20 days old' }])
        assert.match(facts[1]?.value ?? '', /bedrock · us-east-1/)
      },
    ))

  it('warns from the ninetieth day on, not on the day before', async () => {
    const idAt = (days: number) =>
      at(
        (_world, key) => {
          key.createDate = daysAgo(days)
        },
        async (aws) => (await security(aws)).diagnosis?.id,
      )
    assert.equal(await idAt(89), undefined)
    assert.equal(await idAt(90), 'access-key-old')
  })

  it('warns of a second active key, and not of one that is switched off', async () => {
    const idWith = (status: 'Active' | 'Inactive') =>
      at(
        (world) => {
          spare(world).status = status
        },
        async (aws) => {
          const { diagnosis, facts } = await security(aws)
          return [diagnosis?.id, facts.some(({ label }) => label === 'Second active key')]
        },
      )
    assert.deepEqual(await idWith('Active'), ['access-key-old', true])
    assert.deepEqual(await idWith('Inactive'), [undefined, false])
  })

  it('says nothing where IAM may not be asked', () =>
    at(
      (world) => {
        replacePolicies(developer(world), { Effect: 'Allow', Action: 'bedrock:*', Resource: '*' })
      },
      async (aws) => {
        const { diagnosis, facts } = await security(aws)
        assert.equal(diagnosis, undefined)
        assert.ok(facts.every(({ label }) => label !== 'Access key'))
      },
    ))

  it('is told where the last use alone may not be read', () =>
    at(
      (world) => {
        replacePolicies(developer(world), {
          Effect: 'Allow',
          Action: ['bedrock:*', 'iam:ListAccessKeys'],
          Resource: '*',
        })
      },
      async (aws) => {
        const { facts } = await security(aws)
        assert.ok(facts.some(({ label }) => label === 'Access key'))
        assert.ok(facts.every(({ label }) => label !== 'Last used'))
      },
    ))
})
