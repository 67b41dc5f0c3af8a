import { commands, type Extension, extensions } from 'vscode'
import { bundleOf, type ClineBundle, generationOf } from '../core/running/version.ts'

/**
 * Cline's releases first; the nightly one shares the same files. Commands begin with a prefix of their own,
 * views with the extension's name. Source: Cline's `registry.ts`.
 */
const EDITIONS = [
  { id: 'saoudrizwan.claude-dev', prefix: 'cline', view: 'claude-dev.SidebarProvider' },
  { id: 'saoudrizwan.cline-nightly', prefix: 'cline-nightly', view: 'cline-nightly.SidebarProvider' },
] as const

/** What Cline gives to other extensions. Source: Cline's `exports/cline.d.ts`. */
interface ClineApi {
  startNewTask(task?: string, images?: string[]): Promise<void>
}

/** The Cline of this window, if there is one. */
export interface InstalledCline {
  installed: boolean
  version?: string
  running: boolean
  tooOld: boolean
  nightly?: boolean
}

/** The installed editions; the one that runs comes first. */
function editions(): { extension: Extension<ClineApi>; nightly: boolean; prefix: string; view: string }[] {
  return EDITIONS.flatMap(({ id, prefix, view }) => {
    const extension = extensions.getExtension<ClineApi>(id)
    return extension === undefined ? [] : [{ extension, nightly: prefix !== 'cline', prefix, view }]
  }).sort((a, b) => Number(b.extension.isActive) - Number(a.extension.isActive))
}

/** Looks for Cline through VS Code's own list. */
export function findCline(): InstalledCline {
  const [edition] = editions()
  if (edition === undefined) {
    return { installed: false, running: false, tooOld: false }
  }
  const { extension, nightly } = edition
  const version = String((extension.packageJSON as { version?: unknown }).version ?? '')
  return {
    installed: true,
    running: extension.isActive,
    tooOld: generationOf(version) === 'memento',
    ...(version !== '' && { version }),
    ...(nightly && { nightly }),
  }
}

/** Names a second edition beside the one that `findCline` gives: both write the same files. */
export function secondEdition(): string | undefined {
  const second = editions()[1]
  return second && (second.nightly ? 'Cline (Nightly)' : 'Cline')
}

/** Which of the two bundles of a combined Cline runs here; it shows in the commands that it registered. */
export async function findBundle(): Promise<ClineBundle | undefined> {
  const [edition] = editions()
  if (edition === undefined || !edition.extension.isActive) {
    return undefined
  }
  return bundleOf(new Set(await commands.getCommands(true)), edition.prefix)
}

/** Resolves when this window's Cline is up. Does nothing where there is none. */
export async function clineUp(): Promise<void> {
  await editions()[0]?.extension.activate()
}

/** Shows Cline's view. */
export async function openCline(): Promise<void> {
  const view = editions()[0]?.view ?? EDITIONS[0].view
  await commands.executeCommand(`${view}.focus`)
}

let handingOver: Promise<void> | undefined

/**
 * Gives Cline a first task through its own API, which sends a prompt to the model. Asked for again while Cline
 * takes it, as by a double click, it is still one task: each costs money.
 */
export async function startTask(task: string): Promise<void> {
  handingOver ??= handOver(task).finally(() => {
    handingOver = undefined
  })
  await handingOver
}

async function handOver(task: string): Promise<void> {
  const [edition] = editions()
  if (edition !== undefined) {
    const api = await edition.extension.activate()
    await openCline()
    await api.startNewTask(task)
  }
}

/** Installs Cline from the Marketplace, or shows its page where that fails. Gives true when it was installed. */
export async function installCline(): Promise<boolean> {
  try {
    await commands.executeCommand('workbench.extensions.installExtension', EDITIONS[0].id)
    return true
  } catch {
    await showClineInMarketplace()
    return false
  }
}

/** Opens Cline's page, from where VS Code installs and updates it; without a gallery, the Extensions view. */
export async function showClineInMarketplace(): Promise<void> {
  const [{ id }] = EDITIONS
  try {
    await commands.executeCommand('extension.open', id)
  } catch {
    await commands.executeCommand('workbench.extensions.search', `@id:${id}`)
  }
}
