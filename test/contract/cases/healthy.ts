import type { ServerResponse } from 'node:http'
import type { Asked } from './asked.ts'
import { encodeFrame } from './frames.ts'

/** The keys of the cases' own account. */
export const KEYS = {
  accessKeyId: 'AKIATESTCASE22222222',
  temporaryId: 'ASIATESTCASE22222222',
  secret: 'caseSecretcaseSecretcaseSecretcaseSecre0',
  token: 'caseSessionTokencaseSessionTokencaseSessionToken',
}

/** Answers as a healthy AWS would. */
export function healthy(
  { service, operation, form }: Asked,
  response: ServerResponse,
  { model, identity, region }: { model: string; identity: string; region: string },
): void {
  const base = model.replace(/^(us-gov|us|eu|apac|jp|au|ca|sa|global)\./, '')
  const json = (value: unknown) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  const xml = (name: string, inner: string) =>
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(`<${name}Response><${name}Result>${inner}</${name}Result></${name}Response>`)
  const arn = `arn:aws:bedrock:${region}::foundation-model/${base}`
  const profile = {
    inferenceProfileId: model,
    inferenceProfileArn: `arn:aws:bedrock:${region}:123456789012:inference-profile/${model}`,
    inferenceProfileName: model,
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
    models: [{ modelArn: arn }],
  }
  switch (operation) {
    case 'GetCallerIdentity':
      return void xml(
        operation,
        `<Arn>${identity}</Arn><UserId>AIDATEST</UserId><Account>123456789012</Account>`,
      )
    case 'GetRole':
      return void xml(
        operation,
        `<Role><Arn>arn:aws:iam::123456789012:role/x/${form.get('RoleName')}</Arn></Role>`,
      )
    case 'SimulatePrincipalPolicy': {
      const action = (at: number) => form.get(`ActionNames.member.${at}`)
      const rows = [1, 2, 3].filter((at) => action(at) !== null)
      const members = rows.map(
        (at) =>
          `<member><EvalActionName>${action(at)}</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>allowed</EvalDecision></member>`,
      )
      return void xml(operation, `<EvaluationResults>${members.join('')}</EvaluationResults>`)
    }
    case 'ListAccessKeys':
      return void xml(operation, '<AccessKeyMetadata/>')
    case 'AssumeRole':
      return void xml(
        operation,
        `<Credentials><AccessKeyId>${KEYS.temporaryId}</AccessKeyId><SecretAccessKey>${KEYS.secret}</SecretAccessKey><SessionToken>${KEYS.token}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`,
      )
    case 'GetRoleCredentials':
      return void json({
        roleCredentials: {
          accessKeyId: KEYS.temporaryId,
          secretAccessKey: KEYS.secret,
          sessionToken: KEYS.token,
          expiration: 4e12,
        },
      })
    case 'ListFoundationModels':
      return void json({
        modelSummaries: [
          {
            modelId: base,
            modelArn: arn,
            modelName: base,
            providerName: base.split('.')[0],
            inputModalities: ['TEXT'],
            outputModalities: ['TEXT'],
            responseStreamingSupported: true,
            inferenceTypesSupported: ['ON_DEMAND', 'INFERENCE_PROFILE'],
            modelLifecycle: { status: 'ACTIVE' },
          },
        ],
      })
    case 'ListInferenceProfiles':
      return void json({ inferenceProfileSummaries: [profile] })
    case 'GetInferenceProfile':
      return void json(profile)
    case 'GetFoundationModelAvailability':
      return void json({
        modelId: base,
        agreementAvailability: { status: 'AVAILABLE' },
        authorizationStatus: 'AUTHORIZED',
        entitlementAvailability: 'AVAILABLE',
        regionAvailability: 'AVAILABLE',
      })
    case 'GetUseCaseForModelAccess':
      return void json({ formData: Buffer.from('{}').toString('base64') })
    case 'GetAccountDataRetention':
      return void json({ mode: 'aws_review' })
    case 'GetModelInvocationLoggingConfiguration':
      return void json({
        loggingConfig: {
          cloudWatchConfig: { logGroupName: 'g', roleArn: 'arn:aws:iam::123456789012:role/l' },
        },
      })
    case 'ConverseStream':
      return void speak(response)
    default:
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end(JSON.stringify({ message: `${service} ${operation}` }))
  }
}

function speak(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
  response.write(encodeFrame('event', 'messageStart', '{"role":"assistant"}'))
  response.write(encodeFrame('event', 'contentBlockDelta', '{"contentBlockIndex":0,"delta":{"text":"OK"}}'))
  response.write(encodeFrame('event', 'contentBlockStop', '{"contentBlockIndex":0}'))
  response.write(encodeFrame('event', 'messageStop', '{"stopReason":"end_turn"}'))
  response.end(
    encodeFrame(
      'event',
      'metadata',
      '{"usage":{"inputTokens":9,"outputTokens":1,"totalTokens":10},"metrics":{"latencyMs":1}}',
    ),
  )
}
