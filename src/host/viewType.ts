/** The type under which VS Code remembers the page across reloads. */
export const VIEW_TYPE = 'bedrockSetup.wizard'
