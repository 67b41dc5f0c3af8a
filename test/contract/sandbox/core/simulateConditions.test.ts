import assert from 'node:assert/strict'
import { ACCOUNT, allow, replacePolicies } from '../../../sandbox/build.ts'
import { INVOKE, NOVA, PROFILE, subjectOfSimulation, variable } from './subject.ts'

describe('conditions in SimulatePrincipalPolicy of the local AWS', () => {
  const local = subjectOfSimulation()

  const R = 'aws:RequestedRegion'
  const T = 'aws:TagKeys'
  const A = 'bedrock:InferenceProfileArn'
  const operators: [
    operator: string,
    key: string,
    wanted: string | string[],
    rows: [string[] | null, boolean][],
  ][] = [
    [
      'StringEquals',
      R,
      'us-east-1',
      [
        [['us-east-1'], true],
        [['US-EAST-1'], false],
        [null, false],
      ],
    ],
    [
      'StringEquals',
      R,
      ['a', 'b'],
      [
        [['b'], true],
        [['c'], false],
      ],
    ],
    [
      'StringNotEquals',
      R,
      'us-east-1',
      [
        [['us-east-1'], false],
        [['eu-west-1'], true],
        [null, true],
      ],
    ],
    [
      'StringEqualsIgnoreCase',
      R,
      'us-east-1',
      [
        [['US-East-1'], true],
        [['eu-west-1'], false],
      ],
    ],
    [
      'StringNotEqualsIgnoreCase',
      R,
      'us-east-1',
      [
        [['US-East-1'], false],
        [['eu-west-1'], true],
      ],
    ],
    [
      'StringLike',
      R,
      'us-*',
      [
        [['us-west-2'], true],
        [['eu-west-1'], false],
        [null, false],
      ],
    ],
    [
      'StringLike',
      R,
      'us-????-1',
      [
        [['us-east-1'], true],
        [['us-east-12'], false],
      ],
    ],
    [
      'StringNotLike',
      R,
      'us-*',
      [
        [['us-west-2'], false],
        [['eu-west-1'], true],
        [null, true],
      ],
    ],
    [
      'StringEqualsIfExists',
      R,
      'us-east-1',
      [
        [['us-east-1'], true],
        [['eu-west-1'], false],
        [null, true],
      ],
    ],
    [
      'StringLikeIfExists',
      R,
      'us-*',
      [
        [['us-east-1'], true],
        [['eu-west-1'], false],
        [null, true],
      ],
    ],
    [
      'ArnLike',
      A,
      'arn:aws:bedrock:*:*:inference-profile/us.*',
      [
        [[PROFILE], true],
        [[NOVA], false],
        [null, false],
      ],
    ],
    [
      'ArnEquals',
      A,
      PROFILE,
      [
        [[PROFILE], true],
        [[NOVA], false],
      ],
    ],
    [
      'ArnNotLike',
      A,
      'arn:aws:bedrock:*:*:inference-profile/us.*',
      [
        [[PROFILE], false],
        [[NOVA], true],
        [null, true],
      ],
    ],
    [
      'ArnNotEquals',
      A,
      PROFILE,
      [
        [[PROFILE], false],
        [[NOVA], true],
      ],
    ],
    [
      'Bool',
      'aws:ViaAWSService',
      'true',
      [
        [['true'], true],
        [['false'], false],
        [null, false],
      ],
    ],
    [
      'BoolIfExists',
      'aws:ViaAWSService',
      'true',
      [
        [['false'], false],
        [null, true],
      ],
    ],
    [
      'Null',
      A,
      'true',
      [
        [null, true],
        [[PROFILE], false],
      ],
    ],
    [
      'Null',
      A,
      'false',
      [
        [null, false],
        [[PROFILE], true],
      ],
    ],
    [
      'ForAnyValue:StringEquals',
      T,
      ['a', 'b'],
      [
        [['x', 'b'], true],
        [['x', 'y'], false],
        [null, false],
      ],
    ],
    [
      'ForAnyValue:StringLike',
      T,
      'team-*',
      [
        [['x', 'team-a'], true],
        [['x'], false],
      ],
    ],
    [
      'ForAllValues:StringEquals',
      T,
      ['a', 'b'],
      [
        [['a', 'b'], true],
        [['a', 'x'], false],
        [null, true],
      ],
    ],
    [
      'ForAnyValue:StringNotEquals',
      T,
      'a',
      [
        [['a', 'x'], true],
        [['a'], false],
      ],
    ],
  ]
  for (const [operator, key, wanted, rows] of operators) {
    it(`${operator} ${key} ${[wanted].flat().join('|')}`, async () => {
      replacePolicies(local.user, allow(INVOKE, '*', { [operator]: { [key]: wanted } }))
      for (const [values, holds] of rows) {
        const { EvalDecision } = await local.simulate([NOVA], values === null ? {} : { [key]: values })
        assert.equal(EvalDecision, holds ? 'allowed' : 'implicitDeny', `${values ?? 'without the key'}`)
      }
    })
  }

  it('several operators and keys must all hold, several values need one', async () => {
    const both = { StringEquals: { [R]: ['us-east-1', 'us-west-2'] }, Null: { [A]: 'false' } }
    replacePolicies(local.user, allow(INVOKE, '*', both))
    const decide = async (context: Record<string, string[]>) =>
      (await local.simulate([NOVA], context)).EvalDecision
    assert.equal(await decide({ [R]: ['us-west-2'], [A]: [PROFILE] }), 'allowed')
    assert.equal(await decide({ [R]: ['us-west-2'] }), 'implicitDeny')
    assert.equal(await decide({ [A]: [PROFILE] }), 'implicitDeny')
  })

  it('fills in policy variables, and matches nothing where one is unknown', async () => {
    replacePolicies(
      local.user,
      allow(INVOKE, '*', { StringEquals: { [T]: [`owner-${variable('aws:PrincipalAccount')}`] } }),
    )
    assert.equal((await local.simulate([NOVA], { [T]: [`owner-${ACCOUNT}`] })).EvalDecision, 'allowed')
    replacePolicies(
      local.user,
      allow(INVOKE, '*', { StringEquals: { [T]: [`owner-${variable('aws:Nothing')}`] } }),
    )
    assert.equal((await local.simulate([NOVA], { [T]: ['owner-'] })).EvalDecision, 'implicitDeny')
  })

  it('names the keys that are missing for a sure answer, and asks for none that is only tested for presence', async () => {
    replacePolicies(
      local.user,
      allow(INVOKE, '*', { StringEquals: { [R]: 'us-east-1' }, Null: { [A]: 'true' } }),
    )
    assert.deepEqual((await local.simulate()).MissingContextValues, [R.toLowerCase()])
    assert.deepEqual((await local.simulate([], { [R]: ['us-east-1'] })).MissingContextValues ?? [], [])
  })
})
