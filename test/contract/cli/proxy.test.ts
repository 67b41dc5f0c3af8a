import assert from 'node:assert/strict'
import { type CompanyNetwork, startCompanyNetwork } from './companyNetwork.ts'
import { checksOf, diagnosisOf, inPlace, KEYS, type Place } from './place.ts'
import { readReport } from './report.ts'

const ENDPOINTS = ['STS', 'IAM', 'BEDROCK', 'BEDROCK_RUNTIME'].map((name) => `AWS_ENDPOINT_URL_${name}`)
const WRONG = 'wrongPasswordEXAMPLE'

/** The real names of AWS, the company's proxy and its certificate. */
const behind = (network: CompanyNetwork, more: Record<string, string> = {}) => ({
  ...Object.fromEntries(ENDPOINTS.map((name) => [name, undefined])),
  HTTPS_PROXY: network.proxy(),
  NODE_EXTRA_CA_CERTS: network.caFile,
  ...more,
})

/** Every call at the port where the company's AWS listens: only NO_PROXY decides whether through the proxy. */
const atPort = ({ tlsPort }: CompanyNetwork) =>
  Object.fromEntries(ENDPOINTS.map((name) => [name, `https://localhost:${tlsPort}`]))

const inNetwork = <T>(body: (place: Place, network: CompanyNetwork) => Promise<T>, scenario?: string) =>
  inPlace(async (place) => {
    const network = await startCompanyNetwork(place.sandbox.port)
    try {
      return await body(place, network)
    } finally {
      await network.stop()
    }
  }, scenario)

describe('the command line behind a company’s proxy', () => {
  it('makes every call through HTTPS_PROXY with its password, trusting NODE_EXTRA_CA_CERTS', () =>
    inNetwork(async ({ run, sandbox }, network) => {
      const seen = await run(['doctor', '--json', ...KEYS], behind(network))
      const { overall } = readReport(seen.out)
      assert.equal(overall, 'warn', seen.out)
      assert.equal(diagnosisOf(seen, 'test-prompt'), null)
      assert.deepEqual([...new Set(network.asked)].sort(), [
        'bedrock-runtime.us-east-1.amazonaws.com:443',
        'bedrock.us-east-1.amazonaws.com:443',
        'iam.amazonaws.com:443',
        'sts.us-east-1.amazonaws.com:443',
      ])
      assert.ok(sandbox.log.some(({ operation }) => operation === 'ConverseStream'))
    }))

  it('signs in through it too: AssumeRole of a profile, single sign-on’s portal, aws login', async () => {
    for (const [profile, host] of [
      ['bedrock-role', 'sts.us-east-1.amazonaws.com:443'],
      ['team-sso', 'portal.sso.us-east-1.amazonaws.com:443'],
      ['login', 'us-east-1.signin.aws.amazon.com:443'],
    ] as const) {
      await inNetwork(async ({ run }, network) => {
        const args = ['--auth', 'profile', '--profile', profile, ...KEYS.slice(2)]
        const seen = await run(['doctor', '--json', ...args], {
          ...behind(network),
          AWS_ENDPOINT_URL_SSO: undefined,
          AWS_ENDPOINT_URL_SSO_OIDC: undefined,
          AWS_ENDPOINT_URL_SIGNIN: undefined,
        })
        assert.equal(diagnosisOf(seen, 'credentials'), null, seen.out)
        assert.ok(network.asked.includes(host), network.asked.join())
      })
    }
  })

  it('says that the proxy stands in the way when its password is wrong, and shows neither', () =>
    inNetwork(async ({ run, cline }, network) => {
      const env = behind(network, { HTTPS_PROXY: network.proxy('proxyuser', WRONG) })
      const seen = await run(['doctor', '--json', ...KEYS], env)
      assert.equal(seen.code, 1)
      assert.equal(diagnosisOf(seen, 'credentials'), 'proxy-interference', seen.out)
      assert.ok(network.asked.every((host) => host.startsWith('!')))
      const applied = await run(['apply', ...KEYS], env)
      assert.equal(applied.code, 1)
      assert.deepEqual(cline(), {})
      for (const text of [seen.out, seen.err, applied.out, applied.err]) {
        assert.ok(!text.includes(WRONG) && !text.includes('EXAMPLE@'), text)
      }
    }))

  it('says that the certificate is not trusted, and that NODE_EXTRA_CA_CERTS helps', () =>
    inNetwork(async ({ run }, network) => {
      const { NODE_EXTRA_CA_CERTS: _, ...env } = behind(network)
      const seen = await run(['doctor', '--json', ...KEYS], env)
      assert.equal(diagnosisOf(seen, 'credentials'), 'tls-untrusted', seen.out)
      const [credentials] = checksOf(seen)
      assert.match(credentials?.remedies.join() ?? '', /NODE_EXTRA_CA_CERTS/)
    }))

  it('goes around it for the hosts in NO_PROXY', () =>
    inNetwork(async ({ run }, network) => {
      const through = behind(network, { ...atPort(network), NO_PROXY: '<-loopback>' })
      assert.equal((await run(['doctor', ...KEYS], through)).code, 0)
      assert.deepEqual([...new Set(network.asked)], [`localhost:${network.tlsPort}`])
      network.asked.length = 0
      const around = { ...through, NO_PROXY: `<-loopback>, localhost:${network.tlsPort}` }
      assert.equal((await run(['doctor', ...KEYS], around)).code, 0)
      assert.deepEqual(network.asked, [])
    }))

  it('tells that a proxy of a kind it does not know cannot be used, without its password', () =>
    inNetwork(async ({ run }, network) => {
      const env = behind(network, { HTTPS_PROXY: `ftp://me:${WRONG}@127.0.0.1:1` })
      const seen = await run(['doctor', '--json', '--verbose', ...KEYS], env)
      assert.equal(diagnosisOf(seen, 'credentials'), 'proxy-interference', seen.out)
      assert.ok(!`${seen.out}${seen.err}`.includes(WRONG))
    }))

  for (const command of ['doctor', 'apply']) {
    it(`${command} tells that Cline’s older bundle does not use the proxy, beside the report`, () =>
      inNetwork(async ({ run }, network) => {
        const seen = await run([command, '--json', ...KEYS], behind(network))
        assert.match(seen.err, /older bundle \(legacy\) does not use it.*cline\.rollout\.bundleOverride/)
        JSON.parse(seen.out)
      }))
  }

  it('does not say so where Bedrock is reached directly', () =>
    inNetwork(async ({ run }, network) => {
      const env = behind(network, { NO_PROXY: '.amazonaws.com', ...atPort(network) })
      assert.equal((await run(['doctor', ...KEYS], env)).err, '')
      assert.equal((await run(['doctor', ...KEYS])).err, '')
    }))
})
