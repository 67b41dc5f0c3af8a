import assert from 'node:assert/strict'
import { ACCOUNT, DEVELOPER_ROLE, healthyWorld, mainAccount, newRole } from '../../sandbox/build.ts'
import { startMetadata } from '../../sandbox/metadata.ts'
import { startSandbox } from '../../sandbox/server.ts'

const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/example.com`

describe('a machine in the local AWS is as strict as a real one', () => {
  const owner = { kind: 'role' as const, account: ACCOUNT, role: DEVELOPER_ROLE, session: 'i-1' }
  const LIST = '/latest/meta-data/iam/security-credentials/'

  it('gives an instance’s role only for a token, and a token only for a PUT with a lifetime', async () => {
    const world = healthyWorld()
    const metadata = await startMetadata(world, owner)
    try {
      const ask = (path: string, init?: RequestInit) => fetch(`${metadata.url}${path}`, init)
      assert.equal((await ask(LIST)).status, 401)
      assert.equal((await ask('/latest/api/token')).status, 400)
      assert.equal((await ask('/latest/api/token', { method: 'PUT' })).status, 400)
      const token = await ask('/latest/api/token', {
        method: 'PUT',
        headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' },
      })
      const headers = { 'x-aws-ec2-metadata-token': await token.text() }
      assert.equal(await (await ask(LIST, { headers })).text(), DEVELOPER_ROLE)
      assert.equal((await ask(`${LIST}Other`, { headers })).status, 404)
      const keys = (await (await ask(`${LIST}${DEVELOPER_ROLE}`, { headers })).json()) as Record<
        string,
        string
      >
      assert.ok(world.accessKeys[keys.AccessKeyId ?? ''])
    } finally {
      await metadata.stop()
    }
  })

  it('gives a container’s role only for its token', async () => {
    const metadata = await startMetadata(healthyWorld(), owner)
    try {
      const { AWS_CONTAINER_CREDENTIALS_FULL_URI: url = '', AWS_CONTAINER_AUTHORIZATION_TOKEN: token = '' } =
        metadata.containerEnv
      assert.equal((await fetch(url)).status, 401)
      assert.equal((await fetch(url, { headers: { authorization: token } })).status, 200)
    } finally {
      await metadata.stop()
    }
  })

  it('takes a web identity only if it knows it, it is fresh, and the role trusts its provider', async () => {
    const world = healthyWorld()
    const statement = {
      Effect: 'Allow',
      Principal: { Federated: PROVIDER },
      Action: 'sts:AssumeRoleWithWebIdentity',
    }
    mainAccount(world).roles.Workload = newRole('Workload', statement)
    const identity = { provider: PROVIDER, subject: 's' }
    world.webIdentities.push({ ...identity, token: 'good', expires: Date.now() + 60_000 })
    world.webIdentities.push({ ...identity, token: 'stale', expires: 0 })
    const sandbox = await startSandbox({ world })
    try {
      const ask = async (token: string, role = 'Workload') => {
        const body = new URLSearchParams({
          Action: 'AssumeRoleWithWebIdentity',
          Version: '2011-06-15',
          RoleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
          RoleSessionName: 'cline',
          WebIdentityToken: token,
        })
        const answer = await fetch(sandbox.url, { method: 'POST', body })
        return `${answer.status} ${/<Code>(\w+)/.exec(await answer.text())?.[1] ?? ''}`
      }
      assert.equal(await ask('good'), '200 ')
      assert.equal(await ask('unknown'), '400 InvalidIdentityToken')
      assert.equal(await ask('stale'), '400 ExpiredTokenException')
      assert.equal(await ask('good', DEVELOPER_ROLE), '403 AccessDenied')
      assert.equal(await ask('good', 'Nobody'), '403 AccessDenied')
    } finally {
      await sandbox.stop()
    }
  })
})
