import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

// Below the home, with the editors' own servers for other machines.
const EDITORS = [
  '.vscode',
  '.vscode-insiders',
  '.vscode-oss',
  '.cursor',
  '.windsurf',
  '.antigravity',
  '.vscode-server',
  '.vscode-server-insiders',
  '.cursor-server',
  '.windsurf-server',
  join('.local', 'share', 'code-server'),
]

const CLINE = /^saoudrizwan\.(?:claude-dev|cline-nightly)-(\d+(?:\.\d+)+)/i

/** The versions of Cline in the editors of this home, by the names of their extensions' folders. */
export async function installedVersions(homeDir: string): Promise<string[]> {
  const folders = EDITORS.map((editor) => join(homeDir, editor, 'extensions'))
  const names = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])))
  return names.flat().flatMap((name) => CLINE.exec(name)?.[1] ?? [])
}
