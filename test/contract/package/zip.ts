import { inflateRawSync } from 'node:zlib'

const END = 0x06054b50
const ENTRY = 0x02014b50

/** One file of an archive; sizes in bytes. */
export interface ZipEntry {
  name: string
  packed: number
  size: number
  /** Where its own header begins. */
  offset: number
}

/** The table of contents of a zip archive (a VSIX is one). Throws when it is none. */
export function zipEntries(archive: Buffer): ZipEntry[] {
  let end = archive.length - 22
  while (end >= 0 && archive.readUInt32LE(end) !== END) {
    end -= 1
  }
  if (end < 0) {
    throw new Error('Not a zip archive.')
  }
  const entries: ZipEntry[] = []
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== ENTRY) {
      throw new Error('The archive has a broken table of contents.')
    }
    const length = archive.readUInt16LE(at + 28)
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + length),
      packed: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      offset: archive.readUInt32LE(at + 42),
    })
    at += 46 + length + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return entries
}

/** The text of one file of an archive. Throws when it is not there. */
export function zipText(archive: Buffer, name: string): string {
  const entry = zipEntries(archive).find((each) => each.name === name)
  if (entry === undefined) {
    throw new Error(`${name} is not in the archive.`)
  }
  const { offset, packed } = entry
  const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28)
  const bytes = archive.subarray(start, start + packed)
  const isDeflated = archive.readUInt16LE(offset + 8) === 8
  return (isDeflated ? inflateRawSync(bytes) : bytes).toString('utf8')
}
