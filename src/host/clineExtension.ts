import { commands, extensions } from 'vscode'

const IDS = ['saoudrizwan.claude-dev', 'saoudrizwan.cline-nightly'] as const

/** The first release that keeps its settings in files. Source: Cline's history, 2026-02-19. */
const FIRST_WITH_FILES: readonly number[] = [3, 66, 0]

/** The Cline of this window, if there is one. */
export interface InstalledCline {
  installed: boolean
  version?: string
  running: boolean
  tooOld: boolean
}

/** Looks for Cline through VS Code's own list. */
export function findCline(): InstalledCline {
  const extension = IDS.map((id) => extensions.getExtension(id)).find((each) => each !== undefined)
  if (extension === undefined) {
    return { installed: false, running: false, tooOld: false }
  }
  const version = String((extension.packageJSON as { version?: unknown }).version ?? '')
  return {
    installed: true,
    running: extension.isActive,
    tooOld: isOlder(version, FIRST_WITH_FILES),
    ...(version !== '' && { version }),
  }
}

/** Compares dotted versions; one that cannot be read is taken for new. */
export function isOlder(version: string, than: readonly number[]): boolean {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10))
  if (parts.some(Number.isNaN)) {
    return false
  }
  for (const [index, wanted] of than.entries()) {
    const have = parts[index] ?? 0
    if (have !== wanted) {
      return have < wanted
    }
  }
  return false
}

/** Shows Cline's view. */
export async function openCline(): Promise<void> {
  await commands.executeCommand('claude-dev.SidebarProvider.focus')
}

/** Opens Cline's page in the Extensions view, from where VS Code installs it. */
export async function showClineInMarketplace(): Promise<void> {
  await commands.executeCommand('extension.open', IDS[0])
}
