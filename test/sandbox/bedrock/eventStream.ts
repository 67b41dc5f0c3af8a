const PRELUDE = 8
const CRC = 4
const STRING_HEADER = 7

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/** CRC-32 as in zlib, unsigned. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function header(name: string, value: string): Buffer {
  const text = Buffer.from(value)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(text.length)
  return Buffer.concat([
    Buffer.from([name.length]),
    Buffer.from(name),
    Buffer.from([STRING_HEADER]),
    length,
    text,
  ])
}

/** One frame of application/vnd.amazon.eventstream: prelude, its CRC, headers, payload, CRC of it all. */
export function frame(headers: Record<string, string>, payload: Uint8Array): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => header(name, value)))
  const total = PRELUDE + CRC + head.length + payload.length + CRC
  const prelude = Buffer.concat([uint32(total), uint32(head.length)])
  const message = Buffer.concat([prelude, uint32(crc32(prelude)), head, payload])
  return Buffer.concat([message, uint32(crc32(message))])
}

function json(value: Record<string, unknown>): Buffer {
  return Buffer.from(JSON.stringify(value))
}

/** An event such as contentBlockDelta. */
export function eventFrame(type: string, body: Record<string, unknown>): Buffer {
  return frame(
    { ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' },
    json(body),
  )
}

/** A refusal in the middle of the stream, such as throttlingException. */
export function exceptionFrame(type: string, body: Record<string, unknown>): Buffer {
  return frame(
    { ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' },
    json(body),
  )
}
