import { t } from '@vscode/l10n'
import { chooseRegions, type Entry, goTo, openUrl, retry, say, type View } from './entry.ts'

const ALL = ['credentials', 'model-access', 'test-prompt'] as const

const proxySettings = (text: string) => ({
  text,
  label: t('Open the settings'),
  action: { kind: 'open-settings' as const, query: 'http.proxy' },
})

const lost = (view: View) => ({
  title: t('The connection to AWS failed'),
  what: t('The connection was refused, reset, lost, or took too long.'),
  why: t(
    'Usually a firewall, a proxy that the editor does not know of, or an unstable network is in the way.',
  ),
  remedies: [
    retry(view, 5, t('Try again.')),
    proxySettings(t('Check the proxy settings of the editor.')),
    say(t('Ask the network team to allow HTTPS to the hosts of amazonaws.com.')),
  ],
})

/** Found before any call: nothing was lost on the way. */
const wrongEndpoint = ({ facts: { endpointKind, host = '' } }: View) => ({
  title: t('Cline cannot use this endpoint'),
  what:
    endpointKind === 'malformed'
      ? t('It must be a web address without a query, a user name or a password. It is: {0}', host)
      : t('It is the address of another service of AWS, and prompts go to bedrock-runtime. It is: {0}', host),
  why: t('Cline puts its own path behind this address and sends every prompt there.'),
  remedies: [goTo('region', t('Correct the endpoint, or empty the field to use AWS’s own address.'))],
})

/** No answer, or one that is not from AWS. */
export const network = {
  'dns-failure': {
    retry: 'soon',
    seenBy: ALL,
    words: (view) => ({
      title: t('The address of AWS cannot be found'),
      what: t('The name {0} cannot be resolved.', view.facts.host ?? t('of the endpoint')),
      why: t(
        'The computer is offline, a VPN or a resolver does not know the name, or the service has no endpoint in {0}.',
        view.region,
      ),
      remedies: [
        retry(view, 5, t('Check network and VPN, then try again.')),
        ...chooseRegions(view, 1),
        goTo('region', t('Check the region.')),
      ],
    }),
  },
  'connection-failed': {
    retry: 'soon',
    seenBy: ALL,
    words: (view) => (view.facts.endpointKind === undefined ? lost(view) : wrongEndpoint(view)),
  },
  'tls-untrusted': {
    retry: 'no',
    seenBy: ALL,
    words: () => ({
      title: t('The certificate is not trusted'),
      what: t('The other side showed a certificate that this computer does not trust.'),
      why: t(
        'Usually a company proxy inspects the traffic with a certificate of its own, which Node.js does not know.',
      ),
      remedies: [
        openUrl(
          'https://nodejs.org/api/cli.html#node_extra_ca_certsfile',
          t(
            "Add your company's certificate with NODE_EXTRA_CA_CERTS, then restart the editor. Never switch the checking off.",
          ),
        ),
        {
          text: t('Let the editor use the system certificates.'),
          label: t('Open the settings'),
          action: { kind: 'open-settings', query: 'http.systemCertificates' },
        },
        say(t('Check the date of this computer; certificates are valid for a limited time only.')),
      ],
    }),
  },
  'proxy-interference': {
    retry: 'no',
    seenBy: ALL,
    words: (view) => ({
      title: t('Something between here and AWS answered'),
      what: t('The answer is not from AWS: a web page, or a demand to sign in to a proxy.'),
      why: t('A company proxy, a security gateway or the sign-in page of a network stands in the way.'),
      remedies: [
        proxySettings(t('Configure the proxy, with its sign-in if it wants one.')),
        say(t('Open any web page in a browser, and sign in if the network asks for it.')),
        retry(view, 0),
      ],
    }),
  },
} satisfies Record<string, Entry>
