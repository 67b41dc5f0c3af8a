import { createHash, randomUUID } from 'node:crypto'
import { chmod, lstat, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { AppendOutcome, AppendPreview } from '../app/ports.ts'
import { sharedFilePaths } from './environment.ts'
import type { AwsOptions } from './options.ts'
import { loadSharedFiles } from './profiles.ts'

const hash = (bytes: Buffer | undefined, text: string): string =>
  createHash('sha256')
    .update(bytes ?? 'no file')
    .update('\0')
    .update(text)
    .digest('hex')

async function present(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') {
      return undefined
    }
    throw error
  }
}

/** The bytes to add: the file's own line ends, and a blank line before the new section. */
function addition(bytes: Buffer | undefined, text: string): string {
  const old = bytes?.toString('utf8') ?? ''
  const eol = old.includes('\r\n') ? '\r\n' : '\n'
  const lead = old === '' ? '' : old.endsWith('\n') ? eol : `${eol}${eol}`
  return `${lead}${text.replaceAll('\n', eol)}`
}

/** Section heads of a text, in one spelling. The CLI refuses a file in which one stands twice, even empty. */
const headsOf = (text: string): string[] =>
  [...text.matchAll(/^\s*\[\s*([^\]\n]{1,200}?)\s*\]/gm)].map(([, head = '']) =>
    head.replaceAll(/["']/g, '').replaceAll(/\s+/g, ' '),
  )

/** Shows what would be appended to the config file. Writes nothing. */
export async function previewAppend(options: AwsOptions, text: string): Promise<AppendPreview> {
  const { configPath: path } = sharedFilePaths(options)
  const bytes = await present(path)
  return { id: hash(bytes, text), path, text, isNew: bytes === undefined }
}

/**
 * Appends a section to the config file, if the file is still as the preview saw it and has no section of that
 * name. What is in it stays byte for byte; a new file is for its owner only.
 */
export async function append(
  options: AwsOptions,
  request: { profile: string; text: string; previewId: string },
): Promise<AppendOutcome> {
  const { configPath: path } = sharedFilePaths(options)
  try {
    const bytes = await present(path)
    if (bytes?.includes(0) === true) {
      return { kind: 'unwritable', path, said: 'not UTF-8' }
    }
    const files = await loadSharedFiles(options)
    const sections = [...Object.keys(files.configFile), ...Object.keys(files.credentialsFile)]
    const heads = new Set(headsOf(bytes?.toString('utf8') ?? ''))
    if (sections.includes(request.profile) || headsOf(request.text).some((head) => heads.has(head))) {
      return { kind: 'exists', profile: request.profile }
    }
    if (hash(bytes, request.text) !== request.previewId) {
      return { kind: 'changed', path }
    }
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const added = Buffer.from(addition(bytes, request.text), 'utf8')
    const wanted = Buffer.concat([bytes ?? Buffer.alloc(0), added])
    await replace(path, wanted)
    const now = await present(path)
    return now?.equals(wanted) === true ? { kind: 'added', path } : { kind: 'changed', path }
  } catch (error) {
    return { kind: 'unwritable', path, said: String((error as { code?: unknown }).code ?? 'error') }
  }
}

/** What is not to be replaced, in the words of the system. */
class Unwritable extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/** The file itself, behind a link; one that leads nowhere is not ours to turn into a file. */
async function targetOf(path: string): Promise<string> {
  return await realpath(path).catch(async () => {
    const isLink = await lstat(path).then(
      (found) => found.isSymbolicLink(),
      () => false,
    )
    if (isLink) {
      throw new Unwritable('ELINK')
    }
    return path
  })
}

/** Puts the whole file in the place of the old one at once; a link stays a link, and the mode the file's own. */
async function replace(path: string, bytes: Buffer): Promise<void> {
  const target = await targetOf(path)
  const mode = await stat(target).then(
    (found) => found.mode & 0o777,
    () => 0o600,
  )
  // A rename would get past it; who made it read-only meant it.
  if ((mode & 0o200) === 0) {
    throw new Unwritable('EACCES')
  }
  const scratch = `${target}.${randomUUID()}.tmp`
  try {
    const file = await open(scratch, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await chmod(scratch, mode)
    await rename(scratch, target)
  } finally {
    await rm(scratch, { force: true })
  }
}
