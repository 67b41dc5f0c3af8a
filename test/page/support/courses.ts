import type { NewProfileState, RotationState } from '../../../src/core/wizard/credentialState.ts'
import type { RegionOption, WizardState } from '../../../src/core/wizard/state.ts'
import { accessCourses } from './accessCourses.ts'
import { type Course, named } from './course.ts'
import { courseStates } from './courseStates.ts'
import { credentialStates, ORIGINS } from './credentialStates.ts'
import { endStates } from './endStates.ts'
import { at, edited, explained, failed, models, passed, running, signedIn } from './fixtures.ts'
import { gallery } from './gallery.ts'
import { panelStates } from './panelStates.ts'
import { runningStates, whileRunning } from './runningStates.ts'
import { waitingStates } from './waitingStates.ts'
import { writeStates } from './writeStates.ts'

function signIns(): Course[] {
  const late = named(panelStates(), 'sign-in-starting')[0] as WizardState
  const coded = edited(late, ({ credentials }) => {
    if (credentials.signIn !== undefined) {
      Object.assign(credentials.signIn, {
        url: 'https://device.sso.us-east-1.amazonaws.com/',
        code: 'ABCD-EFGH',
      })
    }
  })
  const lapsed = named(credentialStates(), 'credentials-lapsed')
  const signedInNow = edited(coded, (draft) => {
    delete draft.credentials.signIn
    const [profile] = draft.credentials.profiles ?? []
    signedIn(draft)
    Object.assign(profile ?? {}, { usable: true, needsSignIn: false })
  })
  const form = (change: Partial<NewProfileState>): WizardState =>
    edited(named(panelStates(), 'new-profile-open')[0] as WizardState, ({ credentials }) => {
      credentials.newProfile = { ...(credentials.newProfile as NewProfileState), ...change }
    })
  const added = edited(form({}), (draft) => {
    delete draft.credentials.newProfile
    signedIn(draft)
  })
  const accounts = [{ id: '111122223333', name: 'Example development' }]
  const code = { asksForCode: false, url: 'https://device.sso.us-east-1.amazonaws.com/', code: 'ABCD-EFGH' }
  const planned = credentialStates()['credentials-new-profile']?.credentials.newProfile
  return [
    {
      name: 'a sign-in: code and end',
      states: [...lapsed, late, coded, signedInNow],
    },
    {
      name: 'a sign-in: failed',
      states: [...lapsed, late, coded, ...named(panelStates(), 'sign-in-failed')],
    },
    {
      name: 'a new profile: from the portal to the file',
      states: [
        form({}),
        form({ status: 'signing-in' }),
        form({ status: 'signing-in', signIn: code }),
        form({ status: 'listing', accounts }),
        form({ status: 'open', accounts, roles: ['PowerUserAccess'] }),
        form({ status: 'planned', accounts, roles: ['PowerUserAccess'], preview: planned?.preview as never }),
        form({ status: 'adding', accounts, roles: ['PowerUserAccess'], preview: planned?.preview as never }),
        added,
      ],
    },
    {
      name: 'a new profile: gaps are found',
      states: [form({}), form({ problems: { startUrl: 'Please fill this in.', region: 'No such region.' } })],
    },
  ]
}

function rotations(): Course[] {
  const rotation = (change: Partial<RotationState>): WizardState =>
    edited(named(panelStates(), 'rotation-checking')[0] as WizardState, ({ credentials }) => {
      credentials.rotation = { ...(credentials.rotation as RotationState), ...change }
    })
  const files = credentialStates()['credentials-rotation']?.credentials.rotation?.files ?? []
  const open = named(panelStates(), 'rotation-open')
  return [
    {
      name: 'a rotation: checked, written',
      states: [
        ...open,
        rotation({}),
        rotation({ status: 'ready', files, previewId: 'p' }),
        rotation({ status: 'writing', files, previewId: 'p' }),
        rotation({ status: 'written', backup: '2026-05-01T10-00-00' }),
      ],
    },
    {
      name: 'a rotation: refused',
      states: [
        ...open,
        rotation({}),
        rotation({ status: 'open', problem: explained('AWS does not know this key') }),
      ],
    },
  ]
}

function regions(): Course[] {
  const probed = (options: (option: RegionOption, index: number) => RegionOption) =>
    at('region', (draft) => {
      draft.region.chosen = 'eu-central-1'
      draft.region.check = passed('region', 'Bedrock answers in eu-central-1.')
      draft.model.options = models()
      draft.region.options = draft.region.options.map(options)
    })
  const answered = (option: RegionOption, index: number): RegionOption => ({
    ...option,
    probe: index === 1 ? 'silent' : 'available',
    ...(index !== 1 && { latencyMs: 300 - 100 * index, models: 31, hasModel: true }),
  })
  const asking = probed((option) => ({ ...option, probe: 'running' }))
  const some = probed((option, index) =>
    index === 2 ? answered(option, 2) : { ...option, probe: 'running' },
  )
  const gone = probed((option) => ({ ...option, probe: 'unavailable' }))
  return [
    { name: 'the regions: compared', states: [asking, some, probed(answered)] },
    { name: 'the regions: none answers', states: [asking, gone] },
    {
      name: 'a custom endpoint: answers',
      states: named(courseStates(), 'endpoint-asked', 'endpoint-good'),
    },
    {
      name: 'a custom endpoint: is another server',
      states: [
        ...named(courseStates(), 'endpoint-asked'),
        edited(named(courseStates(), 'endpoint-good')[0] as WizardState, ({ region }) => {
          region.endpointCheck = failed('region', 'Something between here and AWS answered')
        }),
      ],
    },
    {
      name: 'the network is lost',
      states: [running(), failed('region', 'AWS cannot be reached from here')].map((check) =>
        at('region', (draft) => {
          draft.region.chosen = 'eu-central-1'
          draft.region.check = check
        }),
      ),
    },
  ]
}

function ends(): Course[] {
  const questions = named(writeStates(), 'review-questions')[0] as WizardState
  const again = edited(questions, ({ review }) => {
    Object.assign(review, { status: 'planning', files: [], warnings: [] })
  })
  const asked = (isAsked: boolean) =>
    whileRunning('done', {
      phase: 'confirmed',
      windows: [{ pid: 1, name: 'api', stale: true, asked: isAsked }],
    })
  const end = (name: string) => named(runningStates(), name)[0] as WizardState
  const late = end('running-confirming')
  return [
    { name: 'a question is answered', states: [questions, again, questions] },
    {
      name: 'nothing has to change',
      states: [...named(waitingStates(), 'review-loading'), ...named(endStates(), 'review-unchanged')],
    },
    {
      name: 'the write: done and taken back',
      states: [
        ...named(gallery(), 'review'),
        ...named(endStates(), 'review-writing', 'review-written'),
        ...named(gallery(), 'review-undone'),
      ],
    },
    {
      name: 'the write: failed',
      states: [...named(endStates(), 'review-writing'), ...named(gallery(), 'review-failed')],
    },
    {
      name: 'a running Cline takes it up',
      states: [late, end('running-probable'), end('running-confirmed')],
    },
    {
      name: 'a running Cline is changed',
      states: [late, edited(late, ({ running: now }) => Object.assign(now, { phase: 'changed' }))],
    },
    { name: 'a running Cline puts its own back', states: [late, end('running-failed')] },
    { name: 'another window is asked', states: [asked(false), asked(true)] },
    {
      name: 'the undo fails',
      states: named({ ...gallery(), ...endStates() }, 'done', 'done-undoing', 'done-failed'),
    },
    {
      name: 'the account is surveyed',
      states: named(
        { ...gallery(), ...endStates() },
        'security-loading',
        'security-plain',
        'security-again',
        'security-plain',
      ),
    },
  ]
}

function provenance(): Course {
  const without = edited(gallery().credentials as WizardState, ({ credentials }) => {
    credentials.origins = []
  })
  const withAll = edited(without, ({ credentials }) => {
    credentials.origins = ORIGINS
  })
  return { name: 'where values come from is found out', states: [without, withAll] }
}

/** An unknown error, a default chain and an API key end like any check; the advice comes after the identity. */
function checks(): Course[] {
  const checking = named(panelStates(), 'credentials-checking')
  return ['credentials-unknown', 'credentials-advice'].map((name) => ({
    name: `a check of credentials: ${name}`,
    states: [...checking, ...named(panelStates(), name)],
  }))
}

/** All courses beside the plain ends of the checks. */
export const longCourses = (): Course[] => [
  ...accessCourses(),
  ...signIns(),
  ...rotations(),
  ...regions(),
  ...ends(),
  provenance(),
  ...checks(),
]
