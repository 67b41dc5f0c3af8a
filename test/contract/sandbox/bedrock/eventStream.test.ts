import assert from 'node:assert/strict'
import { crc32 as zlibCrc32 } from 'node:zlib'
import { EventStreamCodec } from '@smithy/core/event-streams'
import fc from 'fast-check'
import { crc32, eventFrame, exceptionFrame, frame } from '../../../sandbox/bedrock/eventStream.ts'
import { exceptionStream } from '../../../sandbox/bedrock/exceptionStream.ts'

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text),
)

function decode(bytes: Buffer): { headers: Record<string, unknown>; body: unknown } {
  const { headers, body } = codec.decode(bytes)
  const values = Object.entries(headers).map(([name, { value }]) => [name, value])
  return { headers: Object.fromEntries(values), body: JSON.parse(Buffer.from(body).toString('utf8')) }
}

describe('frames of the event stream', () => {
  it('have the checksum that zlib computes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => crc32(bytes) === zlibCrc32(bytes)))
  })

  it('are read by the SDK whatever is in them', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 500 }), (value, payload) => {
        const message = codec.decode(frame({ ':test': value }, payload))
        assert.equal(message.headers[':test']?.value, Buffer.from(value).toString('utf8'))
        assert.deepEqual(Buffer.from(message.body), Buffer.from(payload))
      }),
    )
  })

  it('are refused by the SDK when one byte is changed, so the checksums are really there', () => {
    const bytes = eventFrame('messageStop', { stopReason: 'end_turn' })
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 8) ^ 1, bytes.length - 8)
    assert.throws(() => codec.decode(bytes), /checksum/i)
  })

  it('name events and exceptions as the SDK looks for them', () => {
    assert.deepEqual(decode(eventFrame('messageStart', { role: 'assistant' })), {
      headers: {
        ':event-type': 'messageStart',
        ':content-type': 'application/json',
        ':message-type': 'event',
      },
      body: { role: 'assistant' },
    })
    assert.deepEqual(decode(exceptionFrame('throttlingException', { message: 'Wait.' })).headers, {
      ':exception-type': 'throttlingException',
      ':content-type': 'application/json',
      ':message-type': 'exception',
    })
  })

  it('replay a recorded break, after the text that came before it', async () => {
    const { frames } = exceptionStream({
      exceptionType: 'modelStreamErrorException',
      body: '{"message":"aborted"}',
      afterText: 'def',
    })
    const decoded: { headers: Record<string, unknown>; body: unknown }[] = []
    for await (const bytes of frames ?? []) decoded.push(decode(bytes))
    assert.deepEqual(
      decoded.map(({ body }) => body),
      [{ role: 'assistant' }, { contentBlockIndex: 0, delta: { text: 'def' } }, { message: 'aborted' }],
    )
    assert.equal(decoded.at(-1)?.headers[':exception-type'], 'modelStreamErrorException')
  })
})
