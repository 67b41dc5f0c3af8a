import assert from 'node:assert/strict'
import { safeguardText } from '../../../src/core/security/safeguards.ts'
import { type AwsCall, callProblems, callsOf } from '../../generated/awsCli.ts'
import { templateProblems } from '../../generated/cloudFormation.ts'
import { policyProblems } from '../../generated/policyGrammar.ts'
import { distinctTexts, generatedTexts, SAFEGUARD_INPUTS, SCRIPT_ENV } from '../../generated/texts.ts'

const ALL = generatedTexts()

/** What is wrong with the policies among a call's values. */
const documentProblems = ({ options }: AwsCall): string[] =>
  Object.entries(options)
    .filter(([, value]) => value.startsWith('{') && 'Statement' in JSON.parse(value))
    .flatMap(([option, value]) => policyProblems(option, JSON.parse(value)))

const problemsOf = (text: string): string[] =>
  callsOf(text, SCRIPT_ENV).flatMap((call) => [...callProblems(call), ...documentProblems(call)])

describe('Every text that an administrator is given to run', () => {
  it('is a template that AWS’s own specification of CloudFormation allows', () => {
    const texts = distinctTexts(ALL, 'cloudformation')
    assert.ok(texts.length > 200, `${texts.length} templates`)
    assert.deepEqual(
      texts.flatMap(({ name, text }) => templateProblems(text).map((problem) => `${name}: ${problem}`)),
      [],
    )
  })

  it('is a script that a shell runs, of commands and options that the AWS CLI has', () => {
    const texts = distinctTexts(ALL, 'cli')
    assert.ok(texts.length > 300, `${texts.length} scripts`)
    assert.deepEqual(
      texts.flatMap(({ name, text }) => problemsOf(text).map((problem) => `${name}: ${problem}`)),
      [],
    )
  })

  it('names the region in every call of a safeguard, whatever the administrator’s own is', () => {
    for (const [name, input] of SAFEGUARD_INPUTS) {
      for (const id of ['cloudtrail', 'logging', 'alarms', 'privatelink', 'scp'] as const) {
        for (const { command, options } of callsOf(safeguardText(id, 'cli', input), SCRIPT_ENV)) {
          assert.equal(options.region, input.region, `${id} for ${name}: ${command}`)
        }
      }
    }
  })

  it('makes a budget where budgets are kept, and GovCloud’s in the account that pays', () => {
    const calls = SAFEGUARD_INPUTS.map(([, input]) => {
      const options = callsOf(safeguardText('budget', 'cli', input), SCRIPT_ENV)[0]?.options
      return [input.region, options?.region, options?.['account-id']]
    })
    const of = (region: string) => calls.find(([own]) => own === region)?.slice(1)
    assert.deepEqual(of('me-central-1'), ['us-east-1', '111122223333'])
    assert.deepEqual(of('us-gov-east-1'), ['us-east-1', SCRIPT_ENV.PAYER])
    assert.deepEqual(of('eusc-de-east-1'), ['eusc-de-east-1', '111122223333'])
  })
})

type Template = Record<string, Record<string, Record<string, unknown>>>

describe('The judges of what is generated', () => {
  const input = SAFEGUARD_INPUTS[0]?.[1]
  assert.ok(input)
  const broken = (edit: (template: Template) => void): string => {
    const template = JSON.parse(safeguardText('alarms', 'cloudformation', input)) as Template
    edit(template)
    return templateProblems(JSON.stringify(template)).join('; ')
  }
  const alarm = (change: Record<string, unknown>) => (template: Template) => {
    Object.assign(template.Resources?.Calls?.Properties ?? {}, change)
  }
  const CASES: [what: string, edit: (template: Template) => void, said: RegExp][] = [
    [
      'a type that AWS does not have',
      (t) => Object.assign(t.Resources ?? {}, { X: { Type: 'AWS::No::Such' } }),
      /unknown type/,
    ],
    ['a missing parameter', (t) => delete t.Parameters?.Email, /Ref to unknown Email/],
    ['a missing resource', (t) => delete t.Resources?.Topic, /Ref to unknown Topic/],
    ['a word for a number', alarm({ Threshold: 'many' }), /Threshold is no number/],
    ['half a number', alarm({ Period: 1.5 }), /Period is no integer/],
    ['an unknown property', alarm({ Treshold: 1 }), /Treshold is unknown/],
    [
      'an unknown property within one',
      alarm({ Dimensions: [{ Nam: 'x', Value: 'y' }] }),
      /lacks Name.*Nam is unknown/,
    ],
    ['an empty value', alarm({ Dimensions: [{ Name: 'x', Value: '' }] }), /Value is no string/],
    [
      'a parameter that nothing uses',
      (t) => Object.assign(t.Parameters ?? {}, { Y: { Type: 'String' } }),
      /Y is unused/,
    ],
  ]
  for (const [what, edit, said] of CASES) {
    it(`object to ${what} in a template`, () => assert.match(broken(edit), said))
  }

  it('object to a value that AWS’s specification does not list', () => {
    const text = safeguardText('cloudtrail', 'cloudformation', input).replace('"AES256"', '"ROT13"')
    assert.match(templateProblems(text).join(), /SSEAlgorithm is none of/)
  })

  it('object to a property that AWS’s specification demands and that is not there', () => {
    const text = safeguardText('cloudtrail', 'cloudformation', input).replace('"IsLogging": true,', '')
    assert.match(templateProblems(text).join(), /Trail lacks IsLogging/)
  })

  it('object to a policy that IAM would refuse', () => {
    const statement = { Effect: 'Maybe', Action: 'all', Resource: 'arn:undefined:s3:::x', Sid: 'a-b' }
    const said = policyProblems('p', { Version: '2012-10-17', Statement: [statement] }).join()
    assert.match(said, /no effect.*no action.*no resource.*letters and digits/)
  })

  it('object to an option that a command lacks, one that it needs, and a command that there is not', () => {
    assert.match(
      callProblems({ command: 'sns subscribe', options: { topic: 'x' } }).join(),
      /does not take --topic.*needs --.*topic-arn/,
    )
    assert.match(callProblems({ command: 'sns shout', options: {} }).join(), /is unknown/)
  })
})
