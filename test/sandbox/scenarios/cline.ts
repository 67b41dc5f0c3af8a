import { demoHome } from '../home.ts'
import { type Scenario, scenario } from '../scenario.ts'

const STATE = '.cline/data/globalState.json'
const PROVIDERS = '.cline/data/settings/providers.json'

/** AWS is well; the files of Cline's in the person's home are not, or say something else. */
function withCline(title: string, expect: string, files: Record<string, string>): Scenario {
  return scenario(title, expect, { home: () => ({ ...demoHome(), ...files }) })
}

/** Cline's settings in the home. */
export const CLINE: Record<string, Scenario> = {
  'cline-other-provider': withCline('Cline is set to another provider', 'cline-not-configured', {
    [STATE]: JSON.stringify({ actModeApiProvider: 'openrouter', planModeApiProvider: 'openrouter' }),
  }),
  'cline-other-model': withCline('Cline is set to another model', 'cline-not-configured', {
    [STATE]: JSON.stringify({
      actModeApiProvider: 'bedrock',
      actModeApiModelId: 'us.amazon.nova-lite-v1:0',
      awsRegion: 'us-east-1',
      awsAuthentication: 'credentials',
    }),
  }),
  'cline-rubbish': withCline('Cline’s settings file is rubbish', 'cline-settings-unreadable', {
    [STATE]: '{\n  "planModeApiProvider": "bedrock"\n  rubbish\n}\n',
  }),
  'cline-misfit': withCline('A provider that Cline would not accept', 'cline-settings-unreadable', {
    [PROVIDERS]: JSON.stringify({ version: 1, providers: { cline: { settings: { provider: '' } } } }),
  }),
  'cline-newer': withCline('Settings of a Cline that is newer than known', 'cline-settings-unreadable', {
    [PROVIDERS]: JSON.stringify({ version: 2, providers: {} }),
  }),
}
