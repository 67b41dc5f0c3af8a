import { t } from '@vscode/l10n'
import type { Remedy } from '../diagnosis.ts'
import { askAdmin, chooseModels, copyPolicy, type Entry, goTo, openPage, say, type View } from './entry.ts'

const BOTH = ['permissions', 'test-prompt'] as const

const refused = (view: View): string =>
  t(
    '{0} may not perform {1} on {2}.',
    view.facts.principal ?? t('The caller'),
    view.facts.action ?? 'bedrock:InvokeModelWithResponseStream',
    view.facts.resource ?? view.model,
  )

const ask = (view: View): Remedy =>
  askAdmin(view, t('Ask the administrator; the request says exactly what is missing.'))

const allow = (view: View): Remedy[] => [
  ...copyPolicy(view, t('If you may change policies, add this statement.')),
  openPage(view, 'iam', t("Open IAM to change the caller's policies.")),
]

/** Refusals: "not authorized to perform …", by the kind of policy. */
export const denials = {
  'iam-permission-missing': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('An IAM permission is missing'),
      what: refused(view),
      why: t(
        'No policy of the caller allows this call on the inference profile or on the model in {0}.',
        view.region,
      ),
      remedies: [...allow(view), ask(view)],
    }),
  },
  'discovery-permission-missing': {
    retry: 'no',
    seenBy: ['model-access'],
    words: (view) => ({
      title: t('Models may not be listed'),
      what: refused(view),
      why: t(
        'Listing and reading models needs permissions of its own. Cline itself does not need them, so prompts may still work.',
      ),
      remedies: [
        goTo('model-access', t('Type the model id and go on.')),
        ...copyPolicy(view, t('If you may change policies, add this statement.')),
        ask(view),
      ],
    }),
  },
  'iam-destination-region-missing': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The model is not allowed in {0}', view.facts.resourceRegion ?? t('another region')),
      what: refused(view),
      why: t(
        'The inference profile sends requests on to several regions, and the policy must allow the model in each of them.',
      ),
      remedies: [...allow(view), ask(view), ...chooseModels(view, 1)],
    }),
  },
  'iam-global-model-missing': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The model ARN without a region is not allowed'),
      what: refused(view),
      why: t(
        'A global inference profile needs three permissions: on the profile, on the model in the chosen region, and on the model ARN without a region.',
      ),
      remedies: [...allow(view), ask(view), ...chooseModels(view, 1)],
    }),
  },
  'scp-deny': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('A service control policy forbids it'),
      what: refused(view),
      why: t(
        'The organisation denies it explicitly in the policy {0}; no permission in the account can change that. Often only some regions or global profiles are affected.',
        view.facts.policyArn ?? t('that AWS does not name'),
      ),
      remedies: [
        ask(view),
        ...chooseModels(view, 2),
        goTo('region', t('Choose a region that the organisation allows.')),
      ],
    }),
  },
  'scp-not-allowed': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('No service control policy allows it'),
      what: refused(view),
      why: t('The organisation works with lists of allowed actions, and this one is on none.'),
      remedies: [
        ask(view),
        openPage(view, 'organizations', t('If you manage the organisation, add the action to a list.')),
      ],
    }),
  },
  'iam-explicit-deny': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('A policy forbids it explicitly'),
      what: refused(view),
      why: t(
        'One of the policies of the caller has a Deny that applies, perhaps under a condition such as the network, multi-factor sign-in or a region. Adding an Allow does not help.',
      ),
      remedies: [openPage(view, 'iam', t('Find the Deny and its condition.')), ask(view)],
    }),
  },
  'permissions-boundary': {
    retry: 'no',
    seenBy: BOTH,
    words: (view) => ({
      title: t('The permissions boundary does not allow it'),
      what: refused(view),
      why: t("A boundary limits what the caller's policies can grant, and this call is outside it."),
      remedies: [
        askAdmin(view, t('Ask the owner of the boundary.')),
        openPage(view, 'iam', t('If you own it, look at the boundary of the user or role.')),
      ],
    }),
  },
  'session-policy': {
    retry: 'no',
    seenBy: ['test-prompt'],
    words: (view) => ({
      title: t('The session was given fewer permissions'),
      what: refused(view),
      why: t('Whoever made this role session added a policy that does not include the call.'),
      remedies: [
        askAdmin(
          view,
          t('Ask whoever issues the session: the broker, or the Identity Center administrator.'),
        ),
        goTo('credentials', t('Use other credentials.')),
      ],
    }),
  },
  'vpc-endpoint-policy': {
    retry: 'no',
    seenBy: ['model-access', 'test-prompt'],
    words: (view) => ({
      title: t('The VPC endpoint does not let it through'),
      what: refused(view),
      why: t(
        'The traffic to Bedrock goes through a VPC endpoint, often by way of a VPN, and its policy does not include the call.',
      ),
      remedies: [
        askAdmin(view, t('Ask the network team.')),
        say(t('Try without the VPN, if that is allowed.')),
        openPage(view, 'vpc-endpoints', t('If you own the endpoint, look at its policy.')),
      ],
    }),
  },
  'resource-control-policy': {
    retry: 'no',
    seenBy: ['test-prompt'],
    words: (view) => ({
      title:
        view.facts.layer === 'resource-based policy'
          ? t("The resource's own policy does not allow it")
          : t('A resource control policy forbids it'),
      what: refused(view),
      why: t(
        'The policy belongs to the resource or to its organisation, not to the caller; own permissions cannot change it.',
      ),
      remedies: [ask(view), ...chooseModels(view, 2)],
    }),
  },
  'guardrail-permission-missing': {
    retry: 'no',
    seenBy: ['test-prompt'],
    words: (view) => ({
      title: t('The guardrail of the account may not be applied'),
      what: refused(view),
      why: t('The account forces a guardrail on every prompt, and the caller needs permission to apply it.'),
      remedies: [
        ...copyPolicy(view, t('If you may change policies, add this statement.')),
        ask(view),
        openPage(view, 'guardrails', t('See which guardrail the account forces.')),
      ],
    }),
  },
  'simulation-unsupported-principal': {
    retry: 'no',
    seenBy: ['permissions'],
    words: () => ({
      title: t('Permissions cannot be simulated for this caller'),
      what: t('IAM simulates policies for users and roles only, not for the root user or federated users.'),
      why: t('This is no fault of the set-up.'),
      remedies: [goTo('test-prompt', t('Rely on the test prompt.'))],
    }),
  },
  'principal-not-found': {
    retry: 'no',
    seenBy: ['permissions'],
    words: () => ({
      title: t('The role or user was not found for the simulation'),
      what: t('IAM does not find the caller under the name derived from its session.'),
      why: t(
        'Roles of Identity Center have a path that the session does not show. This is no fault of the set-up.',
      ),
      remedies: [goTo('test-prompt', t('Rely on the test prompt.'))],
    }),
  },
  'simulation-denied': {
    retry: 'no',
    seenBy: ['permissions'],
    words: (view) => ({
      title: t('Permissions may not be simulated'),
      what: t('The caller may not perform {0}.', view.facts.action ?? 'iam:SimulatePrincipalPolicy'),
      why: t(
        'Reading and simulating policies needs permissions that most users lack. This is no fault of the set-up.',
      ),
      remedies: [goTo('test-prompt', t('Rely on the test prompt.'))],
    }),
  },
  'simulation-failed': {
    retry: 'soon',
    seenBy: ['permissions'],
    words: () => ({
      title: t('IAM could not evaluate the policies'),
      what: t('The simulation ended with an error inside IAM.'),
      why: t(
        'One of the policies has a form that the simulator does not handle, or IAM had trouble. This is no fault of the set-up.',
      ),
      remedies: [goTo('test-prompt', t('Rely on the test prompt.'))],
    }),
  },
} satisfies Record<string, Entry>
