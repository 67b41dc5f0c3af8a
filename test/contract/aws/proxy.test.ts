import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect } from 'node:net'
import type { ProxySettings } from '../../../src/aws/options.ts'
import { proxyFor, routeOf } from '../../../src/aws/proxy.ts'
import { selfSignedCertificate } from '../../sandbox/certificate.ts'
import { adapter, CALLER, endpoints, failureOf, listen, NEVER, startStub, TARGET, value } from './support.ts'

const USER = 'proxyuser'
const PASSWORD = 'proxyPasswordproxyPassword'
const EXPECTED = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`

/** An authenticating proxy that knows one way: every tunnel ends at `port`. */
async function startProxy(port: number) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(request.headers['proxy-authorization'] === EXPECTED ? 200 : 407, CALLER.headers)
    response.end(CALLER.body)
  })
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    if (request.headers['proxy-authorization'] !== EXPECTED) {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>',
      )
      return
    }
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  const listening = await listen(server)
  return { ...listening, asked, server }
}

describe('calls go through a proxy that asks for a password', () => {
  const certificate = selfSignedCertificate()
  const tls = createTlsServer(certificate, (_request, response) => {
    response.writeHead(200, CALLER.headers)
    response.end(CALLER.body)
  })
  let aws = { port: 0, close: async () => {} }
  let proxy: Awaited<ReturnType<typeof startProxy>>

  before(async () => {
    aws = await listen(tls)
    proxy = await startProxy(aws.port)
  })
  after(async () => {
    tls.closeAllConnections()
    proxy.server.closeAllConnections()
    await Promise.all([aws.close(), proxy.close()])
  })
  beforeEach(() => {
    proxy.asked.length = 0
  })

  const url = (user = USER) => `http://${user}:${PASSWORD}@127.0.0.1:${proxy.port}`
  // The stub's certificate is for localhost, which only this entry of Chromium's sends through a proxy.
  const settings = (more: ProxySettings = {}): ProxySettings => ({
    https: url(),
    noProxy: ['<-loopback>'],
    ca: [certificate.cert],
    ...more,
  })
  const ask = (env: Record<string, string>, given?: ProxySettings) =>
    adapter(
      { ...endpoints(`https://localhost:${aws.port}`), ...env },
      given === undefined ? {} : { proxy: given },
    ).callerIdentity(TARGET, NEVER)

  it("takes the editor's proxy, its list and further certificates", async () => {
    assert.equal(value(await ask({}, settings())).account, '123456789012')
    assert.deepEqual(proxy.asked, [`CONNECT localhost:${aws.port}`])
  })

  it('does not take the proxy’s own address for the way to Bedrock', async () => {
    const way = { ...endpoints(`https://localhost:${aws.port}`) }
    const behind = await adapter(way, { proxy: settings() }).reach(TARGET, NEVER)
    assert.equal(value(behind).address, undefined)
    assert.equal(value(behind).isPrivate, false)
    assert.notEqual(proxy.asked.length, 0)
    const around = settings({ noProxy: ['<-loopback>', 'localhost'] })
    const direct = await adapter(way, { proxy: around }).reach(TARGET, NEVER)
    assert.match(value(direct).address ?? '', /^(::ffff:)?127\.0\.0\.1$/)
  })

  it('goes around it for a host on the list', async () => {
    value(await ask({}, settings({ noProxy: ['<-loopback>', 'localhost'] })))
    assert.deepEqual(proxy.asked, [])
  })

  it("takes the environment's proxy, and still checks AWS's certificate", async () => {
    const failure = failureOf(await ask({ HTTPS_PROXY: url(), NO_PROXY: '<-loopback>' }))
    assert.match(failure.networkCode ?? '', /SELF_SIGNED|UNABLE_TO/)
    assert.deepEqual(proxy.asked, [`CONNECT localhost:${aws.port}`])
  })

  it("checks AWS's certificate also where the proxy's own is not checked", async () => {
    const failure = failureOf(await ask({}, { https: url(), noProxy: ['<-loopback>'], strictSSL: false }))
    assert.match(failure.networkCode ?? '', /SELF_SIGNED|UNABLE_TO/)
  })

  it('tells that the proxy wants a password, and shows none', async () => {
    const failure = failureOf(await ask({}, settings({ https: url('stranger') })))
    assert.equal(failure.httpStatus, 407)
    assert.ok(!JSON.stringify(failure).includes(PASSWORD))
  })

  it('shows no password when the proxy cannot be reached', async () => {
    const https = `http://${USER}:${PASSWORD}@proxy.invalid:3128`
    const failure = failureOf(await ask({}, settings({ https })))
    assert.match(failure.networkCode ?? '', /ENOTFOUND|EAI_AGAIN/)
    assert.ok(!JSON.stringify(failure).includes(PASSWORD))
  })

  it('sends calls over plain HTTP through it too', async () => {
    const env = { ...endpoints('http://sts.example'), HTTP_PROXY: url() }
    value(await adapter(env).callerIdentity(TARGET, NEVER))
    assert.deepEqual(proxy.asked, ['POST http://sts.example/'])
  })

  it('leaves loopback alone unless asked', async () => {
    const stub = await startStub(() => CALLER)
    value(await adapter({ ...endpoints(stub.url), HTTP_PROXY: url() }).callerIdentity(TARGET, NEVER))
    assert.deepEqual(proxy.asked, [])
    await stub.close()
  })
})

describe('which hosts go around the proxy', () => {
  const HOST = 'https://sts.us-east-1.amazonaws.com/'
  const rows: [entry: string, url: string, direct: boolean][] = [
    ['*', HOST, true],
    ['amazonaws.com', HOST, true],
    ['.amazonaws.com', HOST, true],
    ['*.amazonaws.com', HOST, true],
    ['STS.us-east-1.AMAZONAWS.com', HOST, true],
    ['mazonaws.com', HOST, false],
    ['sts.us-east-1.amazonaws.com:443', HOST, true],
    ['sts.us-east-1.amazonaws.com:8443', HOST, false],
    ['10.0.0.1', 'https://10.0.0.1/', true],
    ['', HOST, false],
    ['[fd00::1]', 'https://[fd00::1]/', true],
    ['fd00::1', 'https://[fd00::1]/', true],
  ]
  for (const [entry, url, direct] of rows) {
    it(`"${entry}" ${direct ? 'excepts' : 'does not except'} ${url}`, () => {
      const route = routeOf({ HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: entry })
      assert.equal(proxyFor(url, route) === '', direct)
    })
  }

  it('knows loopback in all its forms', () => {
    const route = routeOf({ https_proxy: 'proxy:3128' })
    for (const host of ['localhost', 'a.localhost', '127.0.0.1', '127.9.9.9', '[::1]']) {
      assert.equal(proxyFor(`https://${host}/`, route), '')
    }
    assert.equal(proxyFor(HOST, route), 'http://proxy:3128')
  })

  it("prefers the editor's settings, takes small letters first and ALL_PROXY last", () => {
    const env = { https_proxy: 'http://small', HTTPS_PROXY: 'http://big', ALL_PROXY: 'http://all' }
    assert.equal(routeOf(env).https, 'http://small')
    assert.equal(routeOf(env).http, 'http://all')
    assert.equal(routeOf(env, { https: 'http://editor' }).https, 'http://editor')
  })
})
