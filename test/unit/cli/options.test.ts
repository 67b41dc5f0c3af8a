import assert from 'node:assert/strict'
import { parseCommandLine } from '../../../src/cli/options.ts'

const options = (...argv: string[]) => {
  const parsed = parseCommandLine(argv)
  assert.equal(parsed.kind, 'run')
  return parsed.kind === 'run' ? parsed.options : undefined
}

describe('the command line', () => {
  it('understands doctor with a profile', () => {
    assert.deepEqual(
      options(
        'doctor',
        '--json',
        '--auth',
        'profile',
        '--profile',
        'work',
        '--region',
        'eu-west-1',
        '--model',
        'm',
      ),
      {
        command: 'doctor',
        json: true,
        auth: 'profile',
        profile: 'work',
        region: 'eu-west-1',
        model: 'm',
        prompt: true,
        dryRun: false,
        force: false,
        verbose: false,
      },
    )
  })

  it('understands apply with all its switches', () => {
    const read = options(
      'apply',
      '--auth',
      'keys',
      '--model',
      'm',
      '--endpoint',
      'https://x.example',
      '--dry-run',
      '--force',
      '--mode',
      'act',
      '--no-prompt',
    )
    assert.equal(read?.endpoint, 'https://x.example')
    assert.equal(read?.mode, 'act')
    assert.equal(read?.dryRun, true)
    assert.equal(read?.force, true)
    assert.equal(read?.prompt, false)
  })

  it('undo needs no choice', () => {
    assert.equal(options('undo')?.command, 'undo')
  })

  it('asks for help in the usual ways', () => {
    assert.equal(parseCommandLine(['--help']).kind, 'help')
    assert.equal(parseCommandLine(['doctor', '-h']).kind, 'help')
    assert.equal(parseCommandLine(['--version']).kind, 'version')
  })

  const wrong: [string, string[]][] = [
    ['no command', []],
    ['an unknown command', ['fly']],
    ['two commands', ['doctor', 'apply', '--auth', 'keys']],
    ['no way of authentication', ['doctor']],
    ['an unknown way of authentication', ['doctor', '--auth', 'password']],
    ['a profile without its name', ['doctor', '--auth', 'profile']],
    ['a profile’s name with another way', ['doctor', '--auth', 'keys', '--profile', 'p']],
    ['apply without a model', ['apply', '--auth', 'keys']],
    ['an unknown mode', ['apply', '--auth', 'keys', '--model', 'm', '--mode', 'fast']],
    ['an endpoint that is no URL', ['apply', '--auth', 'keys', '--model', 'm', '--endpoint', 'vpce']],
    [
      'an endpoint of another service',
      ['apply', '--auth', 'keys', '--model', 'm', '--endpoint', 'https://bedrock.us-east-1.amazonaws.com'],
    ],
    [
      'an endpoint with a query',
      ['apply', '--auth', 'keys', '--model', 'm', '--endpoint', 'https://x.example/?a=1'],
    ],
    [
      'an endpoint with a password',
      ['apply', '--auth', 'keys', '--model', 'm', '--endpoint', 'https://me:pw@x.example/'],
    ],
    ['an option that takes secrets', ['doctor', '--auth', 'keys', '--secret', 'x']],
  ]
  for (const [what, argv] of wrong) {
    it(`refuses ${what}`, () => {
      const parsed = parseCommandLine(argv)
      assert.equal(parsed.kind, 'usage')
      assert.ok(parsed.kind === 'usage' && parsed.problem !== '')
    })
  }
})
