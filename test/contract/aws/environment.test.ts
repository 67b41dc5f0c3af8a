import assert from 'node:assert/strict'
import { awsEnvironment } from '../../../src/aws/environment.ts'
import { configuredEndpoint } from '../../../src/aws/profiles.ts'
import { SECRET } from './support.ts'

describe('the variables that decide, without secrets', () => {
  it('shows names, regions and paths, and of secrets only that they are set', () => {
    const shown = awsEnvironment({
      AWS_PROFILE: 'dev',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIATESTADAPTER22222',
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_SESSION_TOKEN: SECRET,
      AWS_BEARER_TOKEN_BEDROCK: SECRET,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: SECRET,
      AWS_ENDPOINT_URL_STS: `https://user:${SECRET}@sts.example/path`,
      HTTPS_PROXY: `http://user:${SECRET}@proxy.example:3128`,
      HOME: '/home/dev',
      AWS_CONFIG_FILE: '',
      AWS_ROLE_ARN: ' \t',
    })
    assert.deepEqual(shown, {
      AWS_PROFILE: 'dev',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIA…2222',
      AWS_SECRET_ACCESS_KEY: '[set]',
      AWS_SESSION_TOKEN: '[set]',
      AWS_BEARER_TOKEN_BEDROCK: '[set]',
      AWS_CONTAINER_AUTHORIZATION_TOKEN: '[set]',
      AWS_ENDPOINT_URL_STS: 'https://sts.example/path',
      HTTPS_PROXY: 'http://proxy.example:3128',
      AWS_CONFIG_FILE: '',
      AWS_ROLE_ARN: ' \t',
    })
  })

  it('loses a proxy password even where the address is odd', () => {
    for (const odd of [`user:${SECRET}@proxy`, `http://a@b:${SECRET}@proxy:1`]) {
      assert.ok(!JSON.stringify(awsEnvironment({ https_proxy: odd })).includes(SECRET), odd)
    }
  })
})

describe('endpoints in the order of the SDK', () => {
  const files = {
    configFile: {
      p: { services: 's', endpoint_url: 'http://profile' },
      q: { endpoint_url: 'http://profile' },
      r: { endpoint_url: 'http://profile', ignore_configured_endpoint_urls: 'true' },
      'services.s': { 'bedrock_runtime.endpoint_url': 'http://services' },
    },
    credentialsFile: {},
  }

  it("takes the service's variable, the general one, the profile's services, the profile", () => {
    const at = (env: NodeJS.ProcessEnv, profile: string) =>
      configuredEndpoint('bedrock-runtime', env, files, profile)
    const both = { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://own', AWS_ENDPOINT_URL: 'http://all' }
    assert.equal(at(both, 'p'), 'http://own')
    assert.equal(at({ AWS_ENDPOINT_URL: 'http://all' }, 'p'), 'http://all')
    assert.equal(at({}, 'p'), 'http://services')
    assert.equal(at({}, 'q'), 'http://profile')
    assert.equal(at({}, 'r'), undefined)
    assert.equal(at({}, 'none'), undefined)
    assert.equal(at({ ...both, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, 'p'), undefined)
  })
})
