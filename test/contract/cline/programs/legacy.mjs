// What Cline's older bundle does with its two files, with the AWS SDK's own client over HTTP/2 as there:
// node legacy.mjs DATA_DIR. That bundle is not published on its own; its rules are those of its source
// (core/api/providers/bedrock.ts on the branch legacy-extension). Prints one line of JSON.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime'
import { fromNodeProviderChain } from '@aws-sdk/credential-providers'

const dataDir = process.argv[2] ?? ''
const read = (name) => {
  const path = join(dataDir, name)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}
const state = read('globalState.json')
const secrets = read('secrets.json')

const text = (value) => (typeof value === 'string' && value !== '' ? value : undefined)
const usesProfile = state.awsAuthentication === 'profile' || (!state.awsAuthentication && state.awsUseProfile)
const stored = {
  AWS_ACCESS_KEY_ID: text(secrets.awsAccessKey),
  AWS_SECRET_ACCESS_KEY: text(secrets.awsSecretKey),
  AWS_SESSION_TOKEN: text(secrets.awsSessionToken),
}

/** The stored keys stand in the environment for a moment; a profile's name leaves it, unless one is chosen. */
async function credentials() {
  const before = { ...process.env }
  if (!usesProfile) {
    delete process.env.AWS_PROFILE
    for (const [name, value] of Object.entries(stored)) {
      if (value !== undefined) process.env[name] = value
    }
  }
  try {
    return await fromNodeProviderChain({
      ignoreCache: true,
      ...(usesProfile && { profile: state.awsProfile }),
    })()
  } finally {
    process.env = before
  }
}

const bearer = state.awsAuthentication === 'apikey'
const client = new BedrockRuntimeClient({
  region: state.awsRegion,
  endpoint: state.awsBedrockEndpoint,
  ...(bearer
    ? { token: { token: secrets.awsBedrockApiKey }, authSchemePreference: ['httpBearerAuth'] }
    : { credentials: await credentials() }),
})
// Without the "custom" flag that bundle would put a prefix of its own before the id.
const model = state.actModeAwsBedrockCustomSelected === true ? state.actModeApiModelId : undefined
const answer = await client.send(
  new ConverseStreamCommand({
    modelId: model,
    messages: [{ role: 'user', content: [{ text: 'Reply with the word pong' }] }],
  }),
)
let said = ''
for await (const event of answer.stream ?? []) {
  said += event.contentBlockDelta?.delta?.text ?? ''
}
console.log(
  JSON.stringify({ provider: state.actModeApiProvider, model, region: state.awsRegion, text: said }),
)
process.exit(0)
