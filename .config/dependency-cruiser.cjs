/** Who may import what: the table of docs/architecture.md, enforced. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { pathNot: allowed },
})

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'An import that resolves to nothing hides from every other rule.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(vscode$|@cline/|cline-core-)' },
    },
    only('core-is-pure', '^src/core/', '^src/core/|node_modules/(zod|@vscode/l10n)/', 'The core knows neither VS Code nor Node nor AWS.'),
    only('app-knows-core', '^src/app/', '^src/(app|core)/|node_modules/@vscode/l10n/', 'The app reaches the world through ports.'),
    only('aws-is-an-adapter', '^src/aws/', '^src/(aws|core)/|^src/app/ports\\.ts$|node_modules/(@aws-sdk|@smithy|agent-base|(http|https|socks)-proxy-agent|@vscode/l10n)/|^(node:)?[a-z_/]+$', 'Only ports come from the app.'),
    only('cline-is-an-adapter', '^src/cline/', '^src/(cline|core)/|^src/app/ports\\.ts$|node_modules/(diff|jsonc-parser|@vscode/l10n)/|^(node:)?[a-z_/]+$', 'Only ports come from the app.'),
    only('host-is-the-editor', '^src/host/', '^src/(host|app|core)/|node_modules/@vscode/l10n/|^vscode$|@types/vscode/|^(node:)?[a-z_/]+$', 'Adapters arrive as ports.'),
    {
      name: 'only-host-imports-vscode',
      severity: 'error',
      from: { path: '^(src|webview-ui|test/(unit|sandbox|contract|page))/', pathNot: '^src/(host/|extension\\.ts$|wizard\\.ts$)' },
      to: { path: '^vscode$|@types/vscode/' },
    },
    only('page-is-alone', '^webview-ui/', '^webview-ui/|^src/core/|node_modules/(lit|lit-html|lit-element|@lit|@vscode/(l10n|webview-ui-toolkit)|@microsoft)/', 'The page sees the contract only.'),
    {
      name: 'page-imports-types-of-core',
      severity: 'error',
      comment: 'Beside types only how numbers are written, so that money is the same wherever it stands.',
      from: { path: '^webview-ui/' },
      to: { path: '^src/', pathNot: '^src/core/numbers\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'toolkit-behind-controls',
      severity: 'error',
      comment: 'The toolkit is archived: one file names it (docs/decisions/0004).',
      from: { pathNot: '^webview-ui/controls\\.ts$' },
      to: { path: 'node_modules/@vscode/webview-ui-toolkit' },
    },
    only('sandbox-is-a-witness', '^test/sandbox/', '^test/sandbox/|^(node:)?[a-z0-9_/]+$', 'The local AWS judges us, so it shares no code with us.'),
    {
      name: 'no-file-outside-a-room',
      severity: 'error',
      comment: 'A file outside every folder escapes every rule.',
      from: {},
      to: { path: '^src/[^/]+\\.ts$', pathNot: '^src/(extension|wizard|cli)\\.ts$' },
    },
    {
      name: 'no-tests-in-product',
      severity: 'error',
      from: { path: '^(src|webview-ui)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out|test/(vscode|cline)/node_modules)' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.mjs', '.js', '.cjs', '.d.ts', '.json'] },
  },
}
