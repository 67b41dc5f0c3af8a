import assert from 'node:assert/strict'
import { Secret } from '../../../src/core/secret.ts'
import {
  type Answer,
  adapter,
  endpoints,
  failureOf,
  NEVER,
  type Seen,
  startStub,
  TARGET,
  value,
  xml,
} from './support.ts'

const json = (body: object, status = 200, name?: string): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...(name !== undefined && { 'x-amzn-errortype': name }) },
  body: JSON.stringify(body),
})

async function at<T>(
  reply: (seen: Seen) => Answer,
  run: (aws: ReturnType<typeof adapter>) => Promise<T>,
): Promise<{ result: T; seen: Seen[] }> {
  const stub = await startStub(reply)
  try {
    return { result: await run(adapter(endpoints(stub.url))), seen: stub.seen }
  } finally {
    await stub.close()
  }
}

const profile = (id: string, type: string) => ({
  inferenceProfileId: id,
  inferenceProfileArn: `arn:aws:bedrock:us-east-1:123456789012:inference-profile/${id}`,
  inferenceProfileName: id,
  type,
  status: 'ACTIVE',
  models: [{ modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/m' }],
})

describe("Bedrock's lists are read whole", () => {
  it('reads all pages of both kinds of inference profiles', async () => {
    const reply = ({ url }: Seen) => {
      const query = new URL(url, 'http://x').searchParams
      const type = query.get('type') ?? ''
      const more = type === 'SYSTEM_DEFINED' && query.get('nextToken') === null
      const id = `${type.toLowerCase()}.${query.get('nextToken') ?? 'first'}`
      return json({ inferenceProfileSummaries: [profile(id, type)], ...(more && { nextToken: 'second' }) })
    }
    const { result } = await at(reply, (aws) => aws.listInferenceProfiles(TARGET, NEVER))
    assert.deepEqual(
      value(result).map(({ id, type }) => [id, type]),
      [
        ['system_defined.first', 'SYSTEM_DEFINED'],
        ['system_defined.second', 'SYSTEM_DEFINED'],
        ['application.first', 'APPLICATION'],
      ],
    )
    assert.deepEqual(value(result)[0]?.modelArns, ['arn:aws:bedrock:us-east-1::foundation-model/m'])
  })

  it('ends although AWS repeats its token', async () => {
    const { seen } = await at(
      () => json({ inferenceProfileSummaries: [], nextToken: 'same' }),
      (aws) => aws.listInferenceProfiles(TARGET, NEVER),
    )
    assert.equal(seen.length, 4)
  })

  it('tells the refusal of one of the two lists', async () => {
    const reply = ({ url }: Seen) =>
      url.includes('APPLICATION')
        ? json({ message: 'No.' }, 403, 'AccessDeniedException')
        : json({ inferenceProfileSummaries: [] })
    const { result } = await at(reply, (aws) => aws.listInferenceProfiles(TARGET, NEVER))
    assert.equal(failureOf(result).name, 'AccessDeniedException')
    assert.equal(failureOf(result).httpStatus, 403)
  })

  it('reads what a model can do and when it ends', async () => {
    const summary = {
      modelId: 'm',
      modelArn: 'arn:m',
      modelName: 'Model',
      providerName: 'Maker',
      inputModalities: ['TEXT'],
      outputModalities: ['TEXT'],
      responseStreamingSupported: true,
      inferenceTypesSupported: ['INFERENCE_PROFILE'],
      modelLifecycle: { status: 'LEGACY', endOfLifeTime: '2027-01-01T00:00:00Z' },
    }
    const { result } = await at(
      () => json({ modelSummaries: [summary] }),
      (aws) => aws.listFoundationModels(TARGET, NEVER),
    )
    assert.deepEqual(value(result), [
      {
        modelId: 'm',
        modelArn: 'arn:m',
        name: 'Model',
        provider: 'Maker',
        inputModalities: ['TEXT'],
        outputModalities: ['TEXT'],
        streaming: true,
        inferenceTypes: ['INFERENCE_PROFILE'],
        lifecycle: 'LEGACY',
        endOfLife: '2027-01-01T00:00:00.000Z',
      },
    ])
  })

  it('asks for a profile by its ARN', async () => {
    const { result, seen } = await at(
      () => json(profile('us.m', 'SYSTEM_DEFINED')),
      (aws) => aws.getInferenceProfile(TARGET, 'arn:aws:bedrock:us-east-1:1:inference-profile/us.m', NEVER),
    )
    assert.equal(value(result).id, 'us.m')
    assert.match(seen[0]?.url ?? '', /^\/inference-profiles\/arn%3Aaws/)
  })
})

describe('access to a model is read in all its parts', () => {
  it('reads agreement, authorization, entitlement and region', async () => {
    const body = {
      modelId: 'm',
      agreementAvailability: { status: 'ERROR', errorMessage: 'Payment.' },
      authorizationStatus: 'AUTHORIZED',
      entitlementAvailability: 'NOT_AVAILABLE',
      regionAvailability: 'AVAILABLE',
    }
    const { result } = await at(
      () => json(body),
      (aws) => aws.modelAvailability(TARGET, 'm', NEVER),
    )
    assert.deepEqual(value(result), {
      agreement: 'ERROR',
      agreementError: 'Payment.',
      authorization: 'AUTHORIZED',
      entitlement: 'NOT_AVAILABLE',
      region: 'AVAILABLE',
    })
  })

  it("takes AWS's 404 for a form that was not handed in, and nothing else", async () => {
    const form = (answer: Answer) =>
      at(
        () => answer,
        (aws) => aws.useCaseFormSubmitted(TARGET, NEVER),
      )
    const missing = json({ message: 'No form.' }, 404, 'ResourceNotFoundException')
    assert.equal(value((await form(missing)).result), false)
    assert.equal(value((await form(json({ formData: 'e30=' }))).result), true)
    const denied = json({ message: 'No.' }, 403, 'AccessDeniedException')
    assert.equal(failureOf((await form(denied)).result).name, 'AccessDeniedException')
    const lost = { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>Not found</html>' }
    assert.equal(failureOf((await form(lost)).result).httpStatus, 404)
  })

  it('reads the retention mode and whether prompts are logged', async () => {
    const retention = await at(
      () => json({ mode: 'aws_review' }),
      (aws) => aws.dataRetention(TARGET, NEVER),
    )
    assert.equal(value(retention.result), 'aws_review')
    const logging = (body: object) =>
      at(
        () => json(body),
        (aws) => aws.invocationLogging(TARGET, NEVER),
      )
    assert.equal(value((await logging({})).result), false)
    const on = { loggingConfig: { s3Config: { bucketName: 'logs' } } }
    assert.equal(value((await logging(on)).result), true)
  })

  it('counts the guardrails that an account enforces, over all pages', async () => {
    const one = {
      configId: 'a',
      guardrailArn: 'arn:a',
      guardrailId: 'a',
      guardrailVersion: '1',
      owner: 'ACCOUNT',
    }
    const { result } = await at(
      ({ url }) =>
        json(
          url.includes('nextToken')
            ? { guardrailsConfig: [one] }
            : { guardrailsConfig: [one, one], nextToken: 'n' },
        ),
      (aws) => aws.enforcedGuardrails(TARGET, NEVER),
    )
    assert.equal(value(result), 3)
  })

  it('counts the guardrails and ends although AWS repeats its token, or gives an empty one', async () => {
    for (const nextToken of ['same', '']) {
      const { seen } = await at(
        () => json({ guardrailsConfig: [], nextToken }),
        (aws) => aws.enforcedGuardrails(TARGET, NEVER),
      )
      assert.ok(seen.length <= 2, `${seen.length} pages`)
    }
  })
})

describe("IAM's advice is read resource by resource", () => {
  const evaluation = (action: string, inner: string) =>
    `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>arn:template</EvalResourceName><EvalDecision>implicitDeny</EvalDecision>${inner}</member>`
  const specific = (resource: string, decision: string, more = '') =>
    `<member><EvalResourceName>${resource}</EvalResourceName><EvalResourceDecision>${decision}</EvalResourceDecision>${more}</member>`

  it('reads all pages, each resource, boundary, organization and missing context', async () => {
    const first = xml(
      'SimulatePrincipalPolicy',
      `<EvaluationResults>${evaluation(
        'bedrock:InvokeModel',
        `<OrganizationsDecisionDetail><AllowedByOrganizations>false</AllowedByOrganizations></OrganizationsDecisionDetail><ResourceSpecificResults>${specific('arn:a', 'allowed')}${specific(
          'arn:b',
          'explicitDeny',
          '<MissingContextValues><member>aws:SourceIp</member></MissingContextValues><PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>false</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail>',
        )}</ResourceSpecificResults>`,
      )}</EvaluationResults><IsTruncated>true</IsTruncated><Marker>next</Marker>`,
    )
    const second = xml(
      'SimulatePrincipalPolicy',
      `<EvaluationResults>${evaluation('bedrock:Converse', '')}</EvaluationResults><IsTruncated>false</IsTruncated>`,
    )
    const request = {
      principalArn: 'arn:aws:iam::123456789012:user/dev',
      actions: ['bedrock:InvokeModel'],
      resources: ['arn:a', 'arn:b'],
      context: [{ key: 'aws:CalledVia', values: ['bedrock.amazonaws.com'], list: true }],
    }
    const { result, seen } = await at(
      ({ body }) => (body.includes('Marker=next') ? second : first),
      (aws) => aws.simulate({ ...TARGET, region: 'eu-west-1' }, request, NEVER),
    )
    const firm = { deniedByOrganization: true, missingContext: [], deniedByBoundary: false }
    assert.deepEqual(value(result), [
      { action: 'bedrock:InvokeModel', resource: 'arn:a', decision: 'allowed', ...firm },
      {
        action: 'bedrock:InvokeModel',
        resource: 'arn:b',
        decision: 'explicitDeny',
        deniedByOrganization: true,
        missingContext: ['aws:SourceIp'],
        deniedByBoundary: true,
      },
      {
        action: 'bedrock:Converse',
        resource: 'arn:template',
        decision: 'implicitDeny',
        deniedByOrganization: false,
        missingContext: [],
        deniedByBoundary: false,
      },
    ])
    assert.match(seen[0]?.headers.authorization ?? '', /us-east-1\/iam/)
    assert.match(seen[0]?.body ?? '', /ContextKeyType=stringList/)
  })

  it("signs for GovCloud's home region there", async () => {
    const role = xml('GetRole', '<Role><Arn>arn:aws-us-gov:iam::1:role/path/R</Arn></Role>')
    const { result, seen } = await at(
      () => role,
      (aws) => aws.roleArn({ ...TARGET, region: 'us-gov-east-1' }, 'R', NEVER),
    )
    assert.equal(value(result), 'arn:aws-us-gov:iam::1:role/path/R')
    assert.match(seen[0]?.headers.authorization ?? '', /us-gov-west-1\/iam/)
  })

  it('lists access keys and API keys masked, the current one marked', async () => {
    const member = (id: string, status: string) =>
      `<member><AccessKeyId>${id}</AccessKeyId><Status>${status}</Status><CreateDate>2026-01-02T03:04:05Z</CreateDate></member>`
    const keys = xml(
      'ListAccessKeys',
      `<AccessKeyMetadata>${member('AKIATESTADAPTER22222', 'Active')}${member('AKIATESTOTHERKEY2222', 'Inactive')}</AccessKeyMetadata>`,
    )
    const created = '2026-01-02T03:04:05.000Z'
    const listed = await at(
      () => keys,
      (aws) => aws.accessKeys(TARGET, NEVER),
    )
    assert.deepEqual(value(listed.result), [
      { maskedAccessKeyId: 'AKIA…2222', created, active: true, current: true },
      { maskedAccessKeyId: 'AKIA…2222', created, active: false, current: false },
    ])
    const api = xml(
      'ListServiceSpecificCredentials',
      '<ServiceSpecificCredentials><member><ServiceCredentialAlias>bedrock-key</ServiceCredentialAlias><Status>Active</Status><ExpirationDate>2027-01-02T03:04:05Z</ExpirationDate></member></ServiceSpecificCredentials>',
    )
    const found = await at(
      () => api,
      (aws) => aws.apiKeys(TARGET, NEVER),
    )
    assert.deepEqual(value(found.result), [
      { alias: 'bedrock-key', active: true, expiresAt: '2027-01-02T03:04:05.000Z' },
    ])
  })
})

describe('an API key stays within Bedrock', () => {
  const target = {
    auth: { kind: 'api-key' as const, apiKey: new Secret('ABSKTESTEXAMPLE') },
    region: 'us-east-1',
  }

  it('never sends it to STS or IAM', async () => {
    const { result, seen } = await at(
      () => json({}),
      async (aws) => [await aws.callerIdentity(target, NEVER), await aws.accessKeys(target, NEVER)],
    )
    assert.equal(seen.length, 0)
    for (const outcome of result) {
      assert.equal(outcome.ok, false)
    }
  })

  it('turns a key that no header can carry into a failure without the key', async () => {
    const broken = { ...target, auth: { kind: 'api-key' as const, apiKey: new Secret('ABSKTEST\nEXAMPLE') } }
    const { result } = await at(
      () => json({}),
      (aws) => aws.listFoundationModels(broken, NEVER),
    )
    const failure = failureOf(result)
    assert.equal(failure.networkCode, 'ERR_INVALID_CHAR')
    assert.ok(!JSON.stringify(failure).includes('EXAMPLE'))
  })
})
