// Cline's published code, alone with a home: node next.mjs DATA_DIR MODULES. Reads the settings as Cline does (from
// providers.json, or where that is missing from the two files of the VS Code extension) and chats through them.
// Prints one line of JSON.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [dataDir, modules] = process.argv.slice(2)
const load = (name) => import(pathToFileURL(join(modules, name, 'dist/index.js')).href)
const { ProviderSettingsManager, migrateLegacyProviderSettings, toProviderConfig } = await load('@cline/core')
const { createHandler } = await load('@cline/llms')

const filePath = join(dataDir, 'settings/providers.json')
const imported = !existsSync(filePath)
const manager = new ProviderSettingsManager({ filePath, dataDir })
if (imported) {
  migrateLegacyProviderSettings({ providerSettingsManager: manager, dataDir })
}
const settings = manager.getProviderSettings('bedrock')
const handler = createHandler({
  ...toProviderConfig(settings),
  providerId: 'bedrock',
  modelId: settings?.model,
})
const TOOL = {
  name: 'read_file',
  description: 'Reads a file.',
  inputSchema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
}
let text = ''
let error
const messages = [{ role: 'user', content: 'Reply with the word pong' }]
for await (const chunk of handler.createMessage('You are Cline.', messages, [TOOL])) {
  text += chunk.type === 'text' ? chunk.text : ''
  error ??= chunk.error
}
const { provider, model, aws } = settings ?? {}
// Its own import leaves the region in the `aws` block alone.
const region = settings?.region ?? aws?.region
const authentication = aws?.authentication
const last = manager.getLastUsedProviderSettings()?.provider
console.log(
  JSON.stringify({
    imported,
    last,
    provider,
    model,
    region,
    authentication,
    profile: aws?.profile,
    text,
    error,
  }),
)
process.exit(0)
