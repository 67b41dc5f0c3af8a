import { bedrockRegions } from '../bedrock/regions.ts'
import { REGION_SOURCE } from '../bedrock/regionTable.ts'
import { CLINE_CATALOGUE_VERSION } from '../settings/clineCatalogue.ts'
import { LEGACY_MODELS_VERSION } from '../settings/legacyModels.ts'
import { newAccess } from './access.ts'
import { go, IDLE, stay, type Transition } from './common.ts'
import type { WizardEvent } from './events.ts'
import {
  acceptOffer,
  accessPolled,
  copyAccessRequest,
  editForm,
  formSubmitted,
  offerAccepted,
  offersRead,
  sendForm,
  showOffer,
  stopWaiting,
} from './reduceAccess.ts'
import {
  chooseMethod,
  chooseProfile,
  credentialsChecked,
  profilesRead,
  secretEntered,
  securityChecked,
} from './reduceCredentials.ts'
import {
  applyGrant,
  cancelGrant,
  copyPolicy,
  grantApplied,
  grantUndone,
  previewGrant,
  setPolicyExtras,
  undoGrant,
} from './reduceGrant.ts'
import { chooseModel, choosePlanModel, modelChecked, permissionsChecked } from './reduceModel.ts'
import {
  addProfile,
  closeNewProfile,
  editNewProfile,
  findSsoAccounts,
  findSsoRoles,
  newProfileFailed,
  newProfileProgress,
  openNewProfile,
  planProfile,
  profileAdded,
  profilePlanned,
  ssoAccountsFound,
  ssoRolesFound,
} from './reduceNewProfile.ts'
import { originsRead, withOrigins } from './reduceOrigins.ts'
import { promptEnded, promptText, sendPrompt, setPrompt, stopPrompt } from './reducePrompt.ts'
import {
  chooseRegion,
  endpointChecked,
  probeRegions,
  regionChecked,
  regionProbed,
  regionSuggested,
  setEndpoint,
  stopProbe,
} from './reduceRegion.ts'
import { copyDetails, goTo, recheck, remedy } from './reduceRemedy.ts'
import { cancelRetry, retryNow, ticked, withRetry } from './reduceRetry.ts'
import { applied, apply, previewed, undo, undone, writeFailed } from './reduceReview.ts'
import {
  applyRotation,
  closeRotation,
  openRotation,
  rotationChecked,
  rotationEntered,
  rotationFailed,
  rotationPlanned,
  rotationRefused,
  rotationWritten,
} from './reduceRotation.ts'
import { hideSafeguard, NOT_SURVEYED, safeguard, securitySurveyed, surveySecurity } from './reduceSecurity.ts'
import {
  cancelSignIn,
  copySignInCode,
  openSignInPage,
  signedInElsewhere,
  signIn,
  signInEnded,
  signInProgress,
} from './reduceSignIn.ts'
import { addWrapper, closeWrapper, wrapperAdded, wrapperFailed, wrapperPlanned } from './reduceWrapper.ts'
import { restored } from './remember.ts'
import { askReload, NOTHING_RUNS, runningSeen } from './running.ts'
import type { HostFacts, WizardState } from './state.ts'
import { backupsDeleted, clineRead, deleteBackups, setWriteOptions, unlessLocked } from './writeOptions.ts'

const CATALOGUES = `${CLINE_CATALOGUE_VERSION}, ${LEGACY_MODELS_VERSION}`

/** The wizard before anything is known. */
export function initialState(host: HostFacts, prompt: string): WizardState {
  return {
    step: 'credentials',
    reached: 'credentials',
    lastRun: 0,
    host,
    credentials: { method: 'profile', fileProblems: [], check: IDLE },
    region: {
      options: bedrockRegions('aws').map((region) => ({ ...region, probe: 'idle' as const })),
      check: IDLE,
      endpointCheck: IDLE,
      source: REGION_SOURCE,
    },
    model: { check: IDLE, permissions: IDLE, access: newAccess(), catalogue: CATALOGUES },
    prompt: { text: prompt, status: 'idle', answer: '', check: IDLE },
    review: { status: 'idle', files: [], warnings: [], reloadNeeded: false },
    security: NOT_SURVEYED,
    running: NOTHING_RUNS,
  }
}

type Handlers = {
  [T in WizardEvent['type']]: (state: WizardState, event: Extract<WizardEvent, { type: T }>) => Transition
}

const HANDLERS: Handlers = {
  chooseMethod,
  chooseProfile,
  secretEntered,
  secretRefused: (state, { problem }) =>
    stay({ ...state, credentials: { ...state.credentials, entryProblem: problem } }),
  profilesRead,
  credentialsChecked,
  securityChecked,
  originsRead,
  signIn,
  cancelSignIn,
  openSignInPage,
  copySignInCode,
  signInProgress,
  signInEnded,
  signedInElsewhere,
  wrapperPlanned,
  wrapperFailed,
  wrapperAdded,
  addWrapper,
  closeWrapper,
  ticked: (state, event) => ticked(state, event, recheck),
  retryNow: (state) => retryNow(state, recheck),
  cancelRetry,
  openNewProfile,
  closeNewProfile,
  editNewProfile,
  findSsoAccounts,
  findSsoRoles,
  planProfile,
  newProfileProgress,
  ssoAccountsFound,
  ssoRolesFound,
  profilePlanned,
  newProfileFailed,
  addProfile,
  profileAdded,
  openRotation,
  closeRotation,
  rotationEntered,
  rotationRefused,
  rotationChecked,
  rotationPlanned,
  applyRotation,
  rotationWritten,
  rotationFailed,
  chooseRegion: unlessLocked('region', chooseRegion),
  regionSuggested,
  setEndpoint: unlessLocked('endpoint', setEndpoint),
  regionChecked,
  probeRegions,
  stopProbe,
  regionProbed,
  endpointChecked,
  chooseModel,
  choosePlanModel,
  modelChecked,
  permissionsChecked,
  setPrompt,
  sendPrompt,
  stopPrompt,
  promptText,
  promptEnded,
  apply,
  setWriteOptions,
  deleteBackups,
  backupsDeleted,
  clineRead,
  openHistory: (state) => go(state, { type: 'host', action: { kind: 'open-history' } }),
  openSetups: (state) => go(state, { type: 'host', action: { kind: 'open-setups' } }),
  previewed,
  applied,
  undo,
  undone,
  writeFailed,
  goTo,
  check: (state, { check }) => recheck(state, check),
  remedy,
  copyDetails,
  copyPolicy,
  setPolicyExtras,
  previewGrant,
  cancelGrant,
  applyGrant,
  grantApplied,
  undoGrant,
  grantUndone,
  editForm,
  sendForm,
  formSubmitted,
  showOffer,
  offersRead,
  acceptOffer,
  offerAccepted,
  accessPolled,
  stopWaiting,
  copyAccessRequest,
  openDiff: (state, { index }) =>
    index < state.review.files.length
      ? go(state, { type: 'host', action: { kind: 'open-diff', index } })
      : stay(state),
  reloadWindow: (state) => go(state, { type: 'host', action: { kind: 'reload-window' } }),
  openCline: (state) => go(state, { type: 'host', action: { kind: 'open-cline' } }),
  installCline: (state) => go(state, { type: 'host', action: { kind: 'install-cline' } }),
  startTask: (state) => go(state, { type: 'host', action: { kind: 'start-task' } }),
  askReload,
  runningSeen,
  surveySecurity,
  securitySurveyed,
  safeguard,
  hideSafeguard,
  openQuickPicks: (state) => go(state, { type: 'host', action: { kind: 'open-quick-picks' } }),
  hostFacts: (state, { host }) => stay({ ...state, host }),
  restored,
  noticed: (state, { text }) => stay({ ...state, notice: { text, count: (state.notice?.count ?? 0) + 1 } }),
}

/** The whole logic of the wizard: what happened turns a state into the next one and into work to do. */
export function reduce(state: WizardState, event: WizardEvent): Transition {
  const handler = HANDLERS[event.type] as (state: WizardState, event: WizardEvent) => Transition
  return withOrigins(state, event, withRetry(state, handler(state, event)))
}
