import { denied, GOV, GOV_PROFILE, INVOKE, nameless, type Row } from './recorded.ts'

/** Refusals by a policy, and by an account that has not settled its access. */
export const DENIAL_ROWS: Row[] = [
  {
    id: 'iam-permission-missing',
    failure: denied(
      `${INVOKE} on resource: ${GOV_PROFILE} because no identity-based policy allows the ${INVOKE} action`,
    ),
    context: GOV,
  },
  {
    id: 'iam-permission-missing',
    failure: {
      name: 'Error',
      message: `403 {"Message":"User: arn:aws:iam::210987654321:user/jo is not authorized to perform: ${INVOKE}"}`,
    },
  },
  {
    id: 'discovery-permission-missing',
    failure: {
      ...denied('bedrock:GetFoundationModelAvailability because no identity-based policy allows it'),
      service: 'bedrock',
    },
  },
  {
    id: 'iam-destination-region-missing',
    failure: denied(
      `${INVOKE} on resource: arn:aws-us-gov:bedrock:us-gov-east-1::foundation-model/anthropic.claude-x`,
    ),
    context: GOV,
  },
  {
    id: 'iam-global-model-missing',
    failure: denied(`${INVOKE} on resource: arn:aws:bedrock:::foundation-model/amazon.nova-x.`),
  },
  {
    id: 'scp-deny',
    failure: denied(
      `${INVOKE} on resource: arn:aws:bedrock:::foundation-model/a.b with an explicit deny in a service control policy: arn:aws:organizations::1:policy/p`,
    ),
  },
  {
    id: 'scp-not-allowed',
    failure: denied(`${INVOKE} on resource: x because no service control policy allows the ${INVOKE} action`),
  },
  { id: 'iam-explicit-deny', failure: denied(`${INVOKE} with an explicit deny`) },
  {
    id: 'permissions-boundary',
    failure: denied(`${INVOKE} on resource: * because no permissions boundary allows it`),
  },
  {
    id: 'session-policy',
    failure: denied(`${INVOKE} on resource: * with an explicit deny in a session policy`),
  },
  {
    id: 'vpc-endpoint-policy',
    failure: denied(
      `bedrock:ListFoundationModels on resource: * with an explicit deny in a VPC endpoint policy`,
    ),
  },
  {
    id: 'resource-control-policy',
    failure: denied(`${INVOKE} on resource: * with an explicit deny in a resource control policy`),
  },
  {
    id: 'guardrail-permission-missing',
    failure: denied('bedrock:ApplyGuardrail on resource: arn:aws:bedrock:eu-west-1:210987654321:guardrail/g'),
  },
  {
    id: 'marketplace-permission-missing',
    failure: denied(
      'aws-marketplace:Subscribe on resource: * with an explicit deny in a service control policy',
    ),
  },
  {
    id: 'payment-method-invalid',
    failure: nameless(403, 'Model access is denied due to INVALID_PAYMENT_INSTRUMENT'),
  },
  {
    id: 'payment-method-invalid',
    failure: nameless(
      403,
      'Your AWS Marketplace subscription for this model cannot be completed at this time.',
    ),
    context: {
      availability: {
        agreement: 'ERROR',
        agreementError: 'A valid payment method is required.',
        authorization: '',
        entitlement: '',
        region: '',
      },
    },
  },
  {
    id: 'subscription-pending',
    failure: nameless(403, "You don't have access to the model with the specified model ID."),
    context: { availability: { agreement: 'PENDING', authorization: '', entitlement: '', region: '' } },
  },
  { id: 'subscription-failed', failure: nameless(403, 'The agreement could not be created.') },
]
