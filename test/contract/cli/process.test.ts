import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { until } from '../../lib/until.ts'
import { CLI, inPlace, KEYS } from './place.ts'

describe('the command line as a good program of a terminal', () => {
  it('explains every option and variable in --help, and exits 0', () =>
    inPlace(async ({ run }) => {
      const { code, out } = await run(['--help'])
      assert.equal(code, 0)
      const source = readFileSync(new URL('../../../src/cli/options.ts', import.meta.url), 'utf8')
      const options = [...source.matchAll(/^ {6}'?([a-z-]+)'?: \{ type: /gm)].map(([, name]) => `--${name}`)
      assert.ok(options.length > 10)
      for (const word of [
        ...options,
        'doctor',
        'apply',
        'undo',
        'AWS_ACCESS_KEY_ID',
        'AWS_SECRET_ACCESS_KEY',
        'AWS_SESSION_TOKEN',
        'AWS_BEARER_TOKEN_BEDROCK',
        'AWS_ENDPOINT_URL',
        'HTTPS_PROXY',
        'NO_PROXY',
        'NODE_EXTRA_CA_CERTS',
        'CLINE_DIR',
        'Exit codes: 0 ',
      ]) {
        assert.ok(out.includes(word), `--help does not mention ${word}`)
      }
    }))

  it('says what is wrong with the arguments on standard error, and exits 2', () =>
    inPlace(async ({ run }) => {
      const { code, out, err } = await run(['doctor', '--auth', 'password'])
      assert.deepEqual([code, out], [2, ''])
      assert.match(err, /^--auth must be one of profile, keys, api-key, default\./)
      assert.equal((await run(['doctor', '--auth', 'keys', '--secret-key', 'x'])).code, 2)
    }))

  it('speaks Chinese when the shell does or when asked, options and ids stay as they are', () =>
    inPlace(async ({ run }) => {
      const byShell = await run(['doctor', ...KEYS], { LANG: 'zh_CN.UTF-8' })
      assert.match(byShell.out, /✓ credentials {2}AWS .*[\u4e00-\u9fff]/)
      const asked = await run(['apply', '--auth', 'x', '--lang', 'zh-cn'])
      assert.match(asked.err, /^--auth [\u4e00-\u9fff]/)
      assert.match(
        (await run(['doctor', ...KEYS, '--lang', 'en'], { LC_ALL: 'zh_CN' })).out,
        /Bedrock answers/,
      )
    }))

  it('lets nobody’s words steer the terminal', () =>
    inPlace(async ({ sandbox, run }) => {
      sandbox.override({
        service: 'bedrock-runtime',
        operation: 'ConverseStream',
        http: {
          status: 400,
          headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ValidationException' },
          body: JSON.stringify({ message: 'Never seen before: \u001b]0;owned\u0007\u001b[2J\u009b31m done' }),
        },
      })
      const { out } = await run(['doctor', ...KEYS])
      assert.match(out, /Never seen before: .*done/)
      const steering = [...out].filter(
        (char) => char !== '\n' && (char < ' ' || /[\u007f-\u009f]/.test(char)),
      )
      assert.deepEqual(steering, [])
    }))

  it('gives AWS’s own words and the request id with --json --verbose, and only then', () =>
    inPlace(async ({ run }) => {
      const short = await run(['doctor', '--json', ...KEYS])
      assert.ok(!short.out.includes('details'))
      const long = await run(['doctor', '--json', '--verbose', ...KEYS])
      assert.match(long.out, /"details"/)
      assert.match(long.out, /not authorized to perform/)
    }, 'no-identity-policy'))

  it('ends with 130 on Ctrl+C, soon, and writes nothing', () =>
    inPlace(async ({ env, sandbox, cline }) => {
      sandbox.setDelay(20_000)
      const child = spawn(process.execPath, [CLI, 'apply', '--force', ...KEYS], { env, stdio: 'pipe' })
      let err = ''
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk
      })
      const ended = new Promise((done) => child.once('close', done))
      await until(() => sandbox.connections > 0, 'the first call')
      child.kill('SIGINT')
      assert.equal(await ended, 130)
      assert.match(err, /Nothing was written/)
      assert.deepEqual(cline(), {})
    }))

  it('bears that the reader of its output goes away', () =>
    inPlace(async ({ env }) => {
      const child = spawn(process.execPath, [CLI, 'doctor', ...KEYS], { env, stdio: 'pipe' })
      child.stdout.destroy()
      let err = ''
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk
      })
      await new Promise((done) => child.once('close', done))
      assert.equal(err, '')
    }))
})
