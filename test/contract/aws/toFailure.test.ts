import assert from 'node:assert/strict'
import type { Exchange } from '../../../src/aws/exchange.ts'
import { withoutCommand } from '../../../src/aws/helperProgram.ts'
import { networkCodeOf, toFailure } from '../../../src/aws/toFailure.ts'

const FACTS = { service: 'bedrock', operation: 'ListFoundationModels' } as const
const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more })

describe('whatever is thrown becomes a failure', () => {
  const odd: [what: string, thrown: unknown][] = [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'no'],
    ['a number', 7],
    ['an empty object', {}],
    ['an error without name and text', Object.assign(new Error(), { name: '' })],
    [
      'fields of the wrong kind',
      { name: 3, message: {}, $metadata: 'x', $response: [], errors: {}, cause: 1 },
    ],
  ]
  for (const [what, thrown] of odd) {
    it(`takes ${what}`, () => {
      const failure = toFailure(thrown, FACTS)
      assert.equal(typeof failure.message, 'string')
      assert.notEqual(failure.name, '')
      assert.equal(failure.service, 'bedrock')
      assert.equal(failure.httpStatus, undefined)
    })
  }

  it('ends with an error that is its own cause', () => {
    const error = new Error('round') as Error & { cause?: unknown }
    error.cause = error
    assert.equal(toFailure(error, FACTS).message, 'round')
  })

  it('cuts a text of any length', () => {
    assert.equal(toFailure(new Error('x'.repeat(1_000_000)), FACTS).message.length, 4000)
  })
})

describe('the code of the network is found where it hides', () => {
  it('in a cause, in a cause of a cause, and in the errors of several addresses', () => {
    const inner = coded('ECONNREFUSED')
    assert.equal(networkCodeOf(new Error('a', { cause: new Error('b', { cause: inner }) })), 'ECONNREFUSED')
    assert.equal(networkCodeOf(new AggregateError([coded('ETIMEDOUT'), inner])), 'ETIMEDOUT')
  })

  it('on the outermost error first', () => {
    assert.equal(networkCodeOf(coded('ECONNRESET', { cause: coded('EPIPE') })), 'ECONNRESET')
  })

  it('not in words that are no code', () => {
    assert.equal(networkCodeOf(Object.assign(new Error(), { code: 'something else' })), undefined)
    assert.equal(networkCodeOf(Object.assign(new Error(), { code: 42 })), undefined)
  })

  it('gives the text of what happened for an error without one', () => {
    const error = new AggregateError([new Error('connect ECONNREFUSED ::1:443')])
    assert.equal(toFailure(error, FACTS).message, 'connect ECONNREFUSED ::1:443')
  })
})

describe('what was answered stands beside what was thrown', () => {
  const exchange: Exchange = {
    ...FACTS,
    status: 403,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': 'r', 'retry-after': 'soon' },
    clockOffsetSeconds: -400,
    body: '{"message":"No."}',
  }

  it('takes status, request id and clock, and leaves a usual body out', () => {
    const error = Object.assign(new Error('No.'), { name: 'AccessDeniedException' })
    assert.deepEqual(toFailure(error, { ...FACTS, exchange }), {
      ...FACTS,
      name: 'AccessDeniedException',
      message: 'No.',
      httpStatus: 403,
      requestId: 'r',
      contentType: 'application/json',
      clockOffsetSeconds: -400,
    })
  })

  it('keeps the body of an unnamed error, and of one that is neither JSON nor XML', () => {
    assert.equal(toFailure({ name: 'UnknownError' }, { ...FACTS, exchange }).body, exchange.body)
    const text = { ...exchange, headers: { 'content-type': 'text/plain' } }
    assert.equal(toFailure({ name: 'Named' }, { ...FACTS, exchange: text }).body, exchange.body)
  })

  it("drops the SDK's advice on its own internals", () => {
    const error = new SyntaxError(
      'Unexpected token.\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.',
    )
    assert.equal(toFailure(error, FACTS).message, 'Unexpected token.')
  })

  it('calls a call that was given up so, whatever it threw', () => {
    assert.equal(toFailure(coded('ECONNRESET'), { ...FACTS, aborted: true }).name, 'AbortError')
  })
})

describe('a command of a profile is never told', () => {
  it('replaces the whole text of Node', () => {
    for (const text of ['Command failed: get secret\nsecret', 'Error: Command failed: get secret']) {
      assert.ok(!withoutCommand(text).includes('secret'))
    }
    assert.equal(withoutCommand('Token is expired.'), 'Token is expired.')
  })
})
