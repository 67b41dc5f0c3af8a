// An animated PNG from still ones: the frames' own compressed data is taken over, so nothing is lost and no
// library that draws is needed. Format: PNG specification, third edition, "APNG".
import { crc32 } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunksOf(png) {
  const chunks = []
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

const numbers = (...values) => {
  const data = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => {
    data.writeUInt32BE(value, index * 4)
  })
  return data
}

/**
 * Frames are whole PNGs of one size, each with the milliseconds it is shown. The first is the picture of
 * viewers that know no animation.
 */
export function animate(frames) {
  const [head] = chunksOf(frames[0].png)
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)]
  let sequence = 0
  const parts = frames.flatMap(({ png, ms }, index) => {
    const chunks = chunksOf(png)
    if (!chunks[0].data.equals(head.data)) {
      throw new Error('The frames differ in size or depth.')
    }
    const control = Buffer.concat([numbers(sequence++, width, height, 0, 0), Buffer.alloc(6)])
    control.writeUInt16BE(ms, 20)
    control.writeUInt16BE(1000, 22)
    const data = chunks
      .filter(({ type }) => type === 'IDAT')
      .map((each) =>
        index === 0
          ? chunk('IDAT', each.data)
          : chunk('fdAT', Buffer.concat([numbers(sequence++), each.data])),
      )
    return [chunk('fcTL', control), ...data]
  })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head.data),
    chunk('acTL', numbers(frames.length, 0)),
    ...parts,
    chunk('IEND', Buffer.alloc(0)),
  ])
}
