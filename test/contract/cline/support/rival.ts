// Cline's own published writer in a process of its own. Told "go", it saves the settings of some providers one
// after the other, as fast as it can or with small pauses, and says what it saved last.
import { pathToFileURL } from 'node:url'

interface Manager {
  saveProviderSettings(settings: object, options: { setLastUsed: boolean }): unknown
}

const [core = '', providers = ''] = process.argv.slice(2)
const { ProviderSettingsManager } = (await import(pathToFileURL(core).href)) as {
  ProviderSettingsManager: new (options: { filePath: string; dataDir?: string }) => Manager
}
const manager = new ProviderSettingsManager({ filePath: providers })

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

process.on('message', (message: { round: number; delays: number[] }) => {
  void (async () => {
    const times: number[] = []
    for (const [index, delay] of message.delays.entries()) {
      await pause(delay)
      const provider = ['openrouter', 'anthropic', 'gemini', 'deepseek', 'mistral'][index % 5]
      manager.saveProviderSettings(
        { provider, apiKey: 'EXAMPLE', model: `round-${message.round}` },
        { setLastUsed: false },
      )
      times.push(Date.now())
    }
    process.send?.({ round: message.round, times })
  })()
})
process.send?.({ round: -1 })
