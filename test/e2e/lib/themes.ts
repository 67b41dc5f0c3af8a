import type { Frame } from 'playwright-core'
import type { Server } from './server.ts'
import { writeWorkspaceSettings } from './world.ts'

/** The themes every page must work in: VS Code's name, and the class the page's body gets. */
export const themes = {
  dark: { label: 'Dark Modern', bodyClass: 'vscode-dark' },
  light: { label: 'Light Modern', bodyClass: 'vscode-light' },
  highContrast: { label: 'Default High Contrast', bodyClass: 'vscode-high-contrast' },
  highContrastLight: { label: 'Default High Contrast Light', bodyClass: 'vscode-high-contrast-light' },
} as const

/** Name of a theme of the table above. */
export type ThemeName = keyof typeof themes

/** Switches the colours of the running VS Code. It replaces the workspace's settings. */
export function setTheme(server: Server, name: ThemeName): void {
  writeWorkspaceSettings(server.world, { 'workbench.colorTheme': themes[name].label })
}

/** Waits until the page in the webview has the colours of the theme. */
export async function waitForTheme(frame: Frame, name: ThemeName): Promise<void> {
  await frame.locator(`body.${themes[name].bodyClass}`).waitFor()
}
