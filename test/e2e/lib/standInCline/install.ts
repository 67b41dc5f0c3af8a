import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const manifest = (version: string) => ({
  name: 'claude-dev',
  publisher: 'saoudrizwan',
  displayName: 'Cline (stand-in for tests)',
  version,
  engines: { vscode: '^1.84.0' },
  main: './extension.cjs',
  activationEvents: ['onLanguage', 'onStartupFinished'],
  contributes: {
    commands: [
      { command: 'standIn.startTask', title: 'Stand-in Cline: Start Task' },
      { command: 'standIn.switchProvider', title: 'Stand-in Cline: Switch Provider' },
    ],
    viewsContainers: {
      activitybar: [{ id: 'claude-dev-ActivityBar', title: 'Cline', icon: 'icon.svg' }],
    },
    views: {
      'claude-dev-ActivityBar': [{ type: 'webview', id: 'claude-dev.SidebarProvider', name: 'Cline' }],
    },
  },
})

const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7"/></svg>'

/** Puts the stand-in where VS Code looks for installed extensions, under Cline's own id; before the first start. */
export async function installStandInCline(extensionsFolder: string, version = '4.1.13'): Promise<void> {
  const folder = join(extensionsFolder, `saoudrizwan.claude-dev-${version}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest(version)))
  writeFileSync(join(folder, 'icon.svg'), ICON)
  await build({
    entryPoints: [fileURLToPath(new URL('./extension.ts', import.meta.url))],
    outfile: join(folder, 'extension.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  })
}

/** What a task of the stand-in ran with. */
export interface StandInTask {
  task: string
  provider?: string
  model?: string
}

/** The tasks that were started on this home so far. */
export function standInTasks(home: string): StandInTask[] {
  try {
    const lines = readFileSync(join(home, '.cline/data/tasks.log'), 'utf8').trim().split('\n')
    return lines.map((line) => JSON.parse(line) as StandInTask)
  } catch {
    return []
  }
}
