import { readFile } from 'node:fs/promises'
import { t } from '@vscode/l10n'
import type { AwsFiles, FileProblem } from '../core/credentials/awsFiles.ts'

type IgnoredSection = AwsFiles['ignoredSections'][number]

/** What is wrong with one of the two files, beyond what the SDK, which swallows it all, would say. */
export interface IniFinding {
  present: boolean
  problems: FileProblem[]
  ignored: IgnoredSection[]
  /** Profiles by name, with the line of their first head: also those without a single entry, which the SDK drops. */
  heads: ReadonlyMap<string, number>
}

/** Which of the two files: they write a profile's head differently. */
export type IniKind = 'config' | 'credentials'

// As the SDK reads a head of two words.
const PREFIXED = /^([\w-]+)\s(["'])?([\w-@+.%:/]+)\2$/
const KNOWN_PREFIXES = new Set(['profile', 'sso-session', 'services'])
// Sections of the AWS CLI that are no profiles.
const OTHER_TOOLS = new Set(['preview', 'plugins', 'toplevel', 'cli', 'alias'])

/** Looks at one file: can it be read, does every line mean something, is any section left out? */
export async function inspectIni(path: string, kind: IniKind): Promise<IniFinding> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    return unreadable(path, error)
  }
  if (bytes.includes(0)) {
    const message = t('The file is not saved as UTF-8 text, so AWS tools cannot read it. Save it as UTF-8.')
    const problems: FileProblem[] = [{ path, kind: 'invalid', line: 1, message }]
    return { present: true, problems, ignored: [], heads: new Map() }
  }
  return inspectText(path, kind, bytes.toString('utf8').replace(/^\uFEFF/, ''))
}

function unreadable(path: string, error: unknown): IniFinding {
  const code = (error as { code?: unknown }).code
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { present: false, problems: [], ignored: [], heads: new Map() }
  }
  const message =
    code === 'EISDIR'
      ? t('This is a folder; AWS tools expect a file here.')
      : t('The file cannot be read ({0}). Check its owner and its permissions.', String(code ?? 'error'))
  const problems: FileProblem[] = [{ path, kind: 'unreadable', message }]
  return { present: true, problems, ignored: [], heads: new Map() }
}

/** A finding while it grows. */
type Growing = IniFinding & { heads: Map<string, number> }

function inspectText(path: string, kind: IniKind, text: string): IniFinding {
  const found: Growing = { present: true, problems: [], ignored: [], heads: new Map() }
  let inSection = false
  text.split(/\r\n|\n|\r/).forEach((raw, index) => {
    const line = index + 1
    const trimmed = (raw.split(/(?:^|\s)[;#]/)[0] ?? '').trim()
    if (trimmed === '') {
      return
    }
    if (trimmed.startsWith('[')) {
      inSection = true
      readHead(found, { path, kind, line, trimmed })
      return
    }
    const message = lineProblem(raw, trimmed, inSection)
    if (message !== undefined) {
      found.problems.push({ path, kind: 'invalid', line, message })
    }
  })
  return found
}

function readHead(
  found: Growing,
  { path, kind, line, trimmed }: { path: string; kind: IniKind; line: number; trimmed: string },
): void {
  if (!trimmed.endsWith(']')) {
    const message = t('The section head in line {0} has no closing bracket.', String(line))
    found.problems.push({ path, kind: 'invalid', line, message })
    return
  }
  const section = trimmed.slice(1, -1)
  if (section === '__proto__' || section === 'profile __proto__') {
    const message = t('The section name in line {0} is not allowed.', String(line))
    found.problems.push({ path, kind: 'invalid', line, message })
  } else if (!isRead(section, kind)) {
    found.ignored.push({ path, line, section })
  } else {
    const name = profileIn(section, kind)
    if (name !== undefined && !found.heads.has(name)) {
      found.heads.set(name, line)
    }
  }
}

/** The profile that a head opens, if it opens one. */
function profileIn(section: string, kind: IniKind): string | undefined {
  if (section === 'default' || kind === 'credentials') {
    return section
  }
  const [, prefix, , name] = PREFIXED.exec(section) ?? []
  return prefix === 'profile' ? name : undefined
}

/** True when the SDK finds the section, or when it belongs to another tool. */
function isRead(section: string, kind: IniKind): boolean {
  const prefix = PREFIXED.exec(section)?.[1]
  if (OTHER_TOOLS.has(section)) {
    return true
  }
  return kind === 'config'
    ? section === 'default' || (prefix !== undefined && KNOWN_PREFIXES.has(prefix))
    : prefix === undefined
}

// Never with the line's text: it may be a key without its name.
function lineProblem(raw: string, trimmed: string, inSection: boolean): string | undefined {
  const indented = raw.trimStart() !== raw
  if (!/[=:]/.test(trimmed) && !indented) {
    return t('This line is neither a section head nor an entry of the form name = value.')
  }
  return inSection ? undefined : t('This entry stands before the first section head, so nothing reads it.')
}
