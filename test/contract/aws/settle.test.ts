import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AwsTarget } from '../../../src/app/ports.ts'
import { Secret } from '../../../src/core/secret.ts'
import { ACCOUNT, fakeKeyId, fakeSecret } from '../../sandbox/build.ts'
import { type Sandbox, startSandbox } from '../../sandbox/server.ts'
import { policyWorld } from '../sandbox/policies/world.ts'
import { adapter, failureOf, listen, NEVER, value } from './support.ts'

const MODEL = 'anthropic.claude-sonnet-4-5-20250929-v1:0'
const FORM = {
  companyName: 'Example Corp',
  companyWebsite: 'https://example.com',
  intendedUsers: '0',
  industryOption: 'Software',
  otherIndustryOption: '',
  useCases: 'Writing code – “with” Cline ✓ 用于编程',
}
const as = (label: string, region = 'eu-central-1'): AwsTarget => ({
  auth: {
    kind: 'keys',
    accessKeyId: fakeKeyId('AKIA', label),
    secretAccessKey: new Secret(fakeSecret(label)),
  },
  region,
})

describe('what an account lacks is settled through AWS’s own calls', () => {
  let sandbox: Sandbox
  const aws = () => adapter({ ...sandbox.env(), AWS_EC2_METADATA_DISABLED: 'true' })
  const account = () => {
    const { world, account: made } = policyWorld('aws', 'eu-central-1')
    sandbox.use(world)
    return made
  }

  before(async () => {
    sandbox = await startSandbox()
  })

  after(() => sandbox.stop())

  it('the use-case form arrives as it was typed, in any script', async () => {
    const made = account()
    made.bedrock.useCaseForm = null
    assert.equal(value(await aws().useCaseFormSubmitted(as('ADMIN'), NEVER)), false)
    value(await aws().submitUseCaseForm(as('ADMIN'), FORM, NEVER))
    assert.deepEqual(JSON.parse(String(made.bedrock.useCaseForm)), FORM)
    assert.equal(value(await aws().useCaseFormSubmitted(as('ADMIN'), NEVER)), true)
  })

  it('a form that may not be sent is refused in AWS’s words', async () => {
    account()
    const failure = failureOf(await aws().submitUseCaseForm(as('CLINE'), FORM, NEVER))
    assert.match(failure.message, /bedrock:PutUseCaseForModelAccess/)
  })

  it('an offer is shown with terms and prices and accepted exactly as shown', async () => {
    const made = account()
    made.bedrock.agreements[MODEL] = 'NOT_AVAILABLE'
    const [offer] = value(await aws().agreementOffers(as('ADMIN'), MODEL, NEVER))
    assert.ok(offer !== undefined)
    assert.match(offer.termsUrl ?? '', /^https:/)
    assert.ok(offer.prices.length > 0)
    assert.doesNotMatch(JSON.stringify(offer), /token"/i, 'the token stays in the adapter')
    const changed = { ...offer, prices: [] }
    const refused = failureOf(await aws().acceptAgreement(as('ADMIN'), MODEL, changed, NEVER))
    assert.equal(refused.name, 'OfferChanged')
    assert.equal(made.bedrock.agreements[MODEL], 'NOT_AVAILABLE')
    value(await aws().acceptAgreement(as('ADMIN'), MODEL, offer, NEVER))
    assert.equal(made.bedrock.agreements[MODEL], 'PENDING')
    value(await aws().acceptAgreement(as('ADMIN'), MODEL, offer, NEVER))
  })

  it('a model that is not sold on the Marketplace has no offer', async () => {
    account()
    assert.deepEqual(value(await aws().agreementOffers(as('ADMIN'), 'amazon.nova-lite-v1:0', NEVER)), [])
  })

  it('a policy is created, attached, taken off and deleted, and nothing of it is left', async () => {
    const made = account()
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: '*' }],
    })
    const principal = { kind: 'user' as const, name: 'cline' }
    const arn = value(await aws().createPolicy(as('ADMIN'), { name: 'Example', document }, NEVER))
    assert.equal(arn, `arn:aws:iam::${ACCOUNT}:policy/Example`)
    value(await aws().attachPolicy(as('ADMIN'), principal, arn, NEVER))
    assert.deepEqual(made.users.cline?.attached, [arn])
    const again = failureOf(await aws().createPolicy(as('ADMIN'), { name: 'Example', document }, NEVER))
    assert.match(again.name, /^EntityAlreadyExists/)
    for (let times = 0; times < 2; times += 1) {
      value(await aws().detachPolicy(as('ADMIN'), principal, arn, NEVER))
      value(await aws().deletePolicy(as('ADMIN'), arn, NEVER))
    }
    assert.deepEqual(made.users.cline?.attached, [])
    assert.deepEqual(made.policies, {})
  })
})

describe('how Bedrock Runtime is reached', () => {
  it('tells the time, the host and its address, without a signature', async () => {
    const sandbox = await startSandbox()
    const reach = value(await adapter(sandbox.env()).reach(as('ADMIN'), NEVER))
    assert.equal(reach.host, `127.0.0.1:${sandbox.port}`)
    assert.equal(reach.address, '127.0.0.1')
    assert.equal(reach.isPrivate, false)
    assert.ok(reach.latencyMs >= 0)
    assert.deepEqual([...new Set(sandbox.log.map(({ auth }) => auth))], ['none'])
    await sandbox.stop()
  })

  it('goes to the endpoint that Cline will use', async () => {
    const paths: string[] = []
    const server = createServer((request, response) => {
      paths.push(request.url ?? '')
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}')
    })
    const { port, close } = await listen(server)
    const endpoint = `http://127.0.0.1:${port}/gateway/`
    value(await adapter({}).reach({ ...as('ADMIN'), endpoint }, NEVER))
    assert.deepEqual([...new Set(paths)], ['/gateway'])
    server.closeAllConnections()
    await close()
  })

  for (const status of [200, 404]) {
    it(`refuses a web page (status ${status}) as no answer of AWS`, async () => {
      const server = createServer((_request, response) => {
        response
          .writeHead(status, { 'content-type': 'text/html' })
          .end('<!doctype html><title>Sign in</title>')
      })
      const { port, close } = await listen(server)
      const endpoint = `http://127.0.0.1:${port}`
      const failure = failureOf(await adapter({}).reach({ ...as('ADMIN'), endpoint }, NEVER))
      assert.equal(failure.name, 'SyntaxError')
      assert.match(failure.contentType ?? '', /html/)
      server.closeAllConnections()
      await close()
    })
  }

  it('ends at once when it is no longer wanted', async () => {
    const server = createServer(() => {})
    const { port, close } = await listen(server)
    const controller = new AbortController()
    const asked = adapter({}).reach(
      { ...as('ADMIN'), endpoint: `http://127.0.0.1:${port}` },
      controller.signal,
    )
    controller.abort()
    assert.equal(failureOf(await asked).name, 'AbortError')
    server.closeAllConnections()
    await close()
  })
})
