import { join } from 'node:path'

const FOLDERS = ['saoudrizwan.claude-dev', 'saoudrizwan.cline-nightly']

/** Where the usual editors keep what belongs to Cline: the command line has no editor to ask. */
export function editorStorage(env: NodeJS.ProcessEnv, homeDir: string, platform: NodeJS.Platform): string[] {
  const users =
    platform === 'win32'
      ? join(env.APPDATA || join(homeDir, 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? join(homeDir, 'Library', 'Application Support')
        : env.XDG_CONFIG_HOME || join(homeDir, '.config')
  const roots = [
    ...['Code', 'Code - Insiders', 'VSCodium', 'Cursor'].map((name) => join(users, name)),
    join(homeDir, '.vscode-server', 'data'),
    join(homeDir, '.vscode-server-insiders', 'data'),
    join(homeDir, '.local', 'share', 'code-server'),
  ]
  return roots.flatMap((root) => FOLDERS.map((name) => join(root, 'User', 'globalStorage', name)))
}
