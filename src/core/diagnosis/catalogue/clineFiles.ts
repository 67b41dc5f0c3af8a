import { t } from '@vscode/l10n'
import { type Entry, goTo, openFile, openUrl, retry, say, type View, type Words } from './entry.ts'

const fileOf = (view: View): string => view.facts.path ?? t('Cline’s settings file')

/** Trouble with reading or writing one of Cline's files. The operating system's code says which. */
export const clineFiles = {
  'cline-settings-unreadable': {
    retry: 'no',
    seenBy: ['cline-settings'],
    words: (view) => {
      const { name, networkCode } = view.diagnosis.failure ?? {}
      if (name === 'NoBackup') {
        return noBackup()
      }
      if (name === 'ClineWouldRefuse') {
        return wouldRefuse(view)
      }
      return name === 'ClineSettingsUnwritable' ? unwritable(view, networkCode ?? '') : unreadable(view)
    },
  },
  'cline-settings-overwritten': {
    retry: 'soon',
    seenBy: ['cline-settings'],
    words: (view) =>
      view.diagnosis.failure?.name === 'ClineSavedMeanwhile' ? savedMeanwhile(view) : overwritten(),
  },
  'cline-managed': {
    retry: 'no',
    seenBy: ['cline-settings'],
    words: (view) => ({
      title: t('Your organisation manages these settings'),
      what: managedWhat(view),
      why: t('What is locked there wins over anything that is written here.'),
      remedies: [
        openUrl(
          'https://app.cline.bot',
          t("Change it in the organisation's settings, or ask its administrator."),
        ),
        retry(view, 0),
      ],
    }),
  },
} satisfies Record<string, Entry>

/** The adapter says after the file which value it is, such as `providers.bedrock.settings.aws.endpoint`. */
const wouldRefuse = (view: View): Words => ({
  title: t('Cline would not take this setting'),
  what: t(
    'The value “{0}” in {1} would not fit, so nothing was written.',
    /: (\S+)$/.exec(view.diagnosis.failure?.message ?? '')?.[1] ?? '',
    fileOf(view),
  ),
  why: t('If one value does not fit, Cline treats the whole file as empty and loses everything in it.'),
  remedies: [goTo('region', t('Check region and endpoint: an endpoint begins with https://.'))],
})

const overwritten = (): Words => ({
  title: t('What was written is gone again'),
  what: t("Cline's settings no longer hold what was applied."),
  why: t('Another window, an older Cline process or a migration wrote its own copy over it.'),
  remedies: [goTo('review', t('Apply it again.')), say(t('Then reload all windows in which Cline runs.'))],
})

const savedMeanwhile = (view: View): Words => ({
  title: t('Cline saved its settings in the same instant'),
  what: t('What Cline saved to {0} in that instant may be lost. Your new setting is in place.', fileOf(view)),
  why: t('Cline does not lock its files, so for a few microseconds neither side can see the other’s write.'),
  remedies: [say(t('If a login or another setting of Cline’s is missing, enter it again.'))],
})

/** The adapter says after the file what is decided, such as `region eu-west-1`. */
function managedWhat({ diagnosis }: View): string {
  const decided = /^.*: (provider|region|endpoint) (.+)$/.exec(diagnosis.failure?.message ?? '')
  const [, field, value = ''] = decided ?? []
  switch (field) {
    case 'provider':
      return t('The remote configuration of your organisation sets Cline to another provider: {0}.', value)
    case 'region':
    case 'endpoint':
      return t('The remote configuration of your organisation decides: {0}.', `${field} ${value}`)
    default:
      return t('The remote configuration of an organisation decides about these settings of Cline.')
  }
}

const unreadable = (view: View): Words => ({
  title: t("A settings file of Cline's cannot be read"),
  what:
    view.facts.line === undefined
      ? t('{0} cannot be parsed or read, or has an unexpected form.', fileOf(view))
      : t('{0} has an error in line {1}.', fileOf(view), view.facts.line),
  why: t('Cline would treat such a file as empty and lose what is in it, so nothing is written.'),
  remedies: [
    ...openFile(view, t('Repair the file, or restore it from a backup.')),
    retry(view, 0, t('Check again after the repair.')),
  ],
})

const noBackup = (): Words => ({
  title: t('There is no backup to restore.'),
  what: t('It was deleted, is older than 30 days, or nothing was written yet.'),
  why: t('Backups hold old secrets, so they are not kept for long.'),
  remedies: [say(t('Choose another entry of the history.'))],
})

const unwritable = (view: View, code: string): Words => ({
  title: t("A settings file of Cline's cannot be written"),
  what: reason(fileOf(view), code),
  why: t('Nothing was changed: all of Cline’s files are as they were.'),
  remedies: [say(advice(view, code)), retry(view, 0)],
})

function reason(path: string, code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return t('There is no room left on the disk for {0}.', path)
    case 'EBUSY':
      return t('Another program holds {0}.', path)
    case 'EOWNER':
      return t('{0} belongs to another user of this computer.', path)
    case 'ELINK':
      return t('{0} is a link to a file that does not exist.', path)
    case 'ELOOP':
      return t('{0} is a link that leads back to itself.', path)
    case 'EISDIR':
    case 'ENOTDIR':
      return t('{0} is not a file in a folder, as it should be.', path)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return t('{0} is read-only.', path)
    default:
      return t('The operating system refuses {0} ({1}).', path, code)
  }
}

function advice({ context }: View, code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return t('Free some space, then try again.')
    case 'EBUSY':
      return t('Close other windows in which Cline runs, wait a moment, and try again.')
    case 'ELINK':
    case 'ELOOP':
    case 'EISDIR':
    case 'ENOTDIR':
      return t('Put it right or move it away, then try again.')
    default:
      return context.platform === 'win32'
        ? t('Give yourself the right to write it in its properties, then try again.')
        : t('Give yourself the right to write it (chmod u+w, chown), then try again.')
  }
}
