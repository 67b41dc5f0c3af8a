/** One SimulatePrincipalPolicy call: advice on what IAM would say. */
export interface SimulationRequest {
  /** User or role ARN (with path), never an STS session ARN. */
  principalArn: string
  actions: string[]
  resources: string[]
  context: { key: string; values: string[]; list?: boolean }[]
}

/** One action on one resource. */
export interface SimulationDecision {
  action: string
  resource: string
  decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  /** Context keys the policies ask for and the call did not give: the verdict is not firm then. */
  missingContext: string[]
  deniedByOrganization: boolean
  deniedByBoundary: boolean
}
