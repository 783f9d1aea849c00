// The arrows of the house: who may import whom. Never reversed.
const only = (name, target, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: '^packages/', pathNot: [...allowed, '[.]test[.]ts$'] },
  to: { path: target },
})
const never = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
})
const io = '/(io|store)/'

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    never(
      'packages-know-no-tools',
      '^packages/[^/]+/src/(?!.*[.]test[.]ts$)',
      '^tools/',
      'Tests may use testkit; what is shipped may not.',
    ),
    never('protocol-knows-no-probes', '^packages/protocol', '^packages/(core-probes|[a-z]+-cli)', ''),
    never(
      'libraries-know-no-cli',
      '^packages/(protocol|core-probes)/src/(?!bin/)',
      '^packages/[a-z-]+-cli|^packages/cli-kit',
      'cli-kit is for bins.',
    ),
    never(
      'core-probes-knows-no-cli',
      '^packages/core-probes',
      '^packages/(inventory|injector|netdiscovery|netinventory|agent)-cli',
      '',
    ),
    never(
      'host-and-snmp-know-no-probes',
      '^packages/core-probes/src/(host|snmp)/(?!.*[.]test[.]ts$)',
      '^packages/core-probes/src/(local|bin)/',
      '',
    ),
    never(
      'tools-stand-alone',
      '^packages/(inventory|injector|netdiscovery|netinventory)-cli',
      '^packages/(?!cli-kit|protocol|core-probes)(?!$1-cli)[a-z]+-cli',
      '',
    ),
    never('injector-knows-no-probes', '^packages/injector-cli', '^packages/core-probes', ''),
    never(
      'agent-uses-library-entries',
      '^packages/agent-cli',
      '^packages/(inventory|injector|netdiscovery|netinventory)-cli/src/(?!index[.]ts)',
      '',
    ),
    never('cli-kit-stands-alone', '^packages/cli-kit', '^packages/(?!cli-kit)', ''),
    only(
      'child-processes',
      '^(node:)?child_process$',
      ['^packages/core-probes/src/host/adapters/', '^packages/agent-cli/src/process/'],
      'Commands go through the Host.',
    ),
    only(
      'file-system',
      '^(node:)?fs(/promises)?$',
      ['^packages/core-probes/src/host/adapters/', '^packages/protocol/src/trust/', io],
      'Files go through the Host or an io folder.',
    ),
    only(
      'datagrams',
      '^(node:)?dgram$',
      [
        '^packages/core-probes/src/(snmp|network)/adapters/',
        '^packages/agent-cli/src/tasks/wakeonlan/',
        '^packages/cli-kit/src/log',
      ],
      '',
    ),
    only('http-client', 'node_modules/got/', ['^packages/protocol/src/client/transport[.]ts$'], 'One transport.'),
    only('xml-reader', 'node_modules/saxes/', ['^packages/protocol/src/xml/'], ''),
    only('yargs', 'node_modules/yargs', ['^packages/cli-kit/'], ''),
    only('sql.js', 'node_modules/sql.js', ['^packages/core-probes/src/host/adapters/sqlite[.]ts$'], ''),
    only('net-snmp', 'node_modules/net-snmp', ['^packages/core-probes/src/snmp/adapters/live[.]ts$'], ''),
    {
      name: 'parsers-are-pure',
      severity: 'error',
      comment: 'A parser takes text and gives rows: nothing of Node, nothing of the Host but types.',
      from: { path: '/parse-[^/]+[.]ts$', pathNot: '[.]test[.]ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'probes-see-the-host-only',
      severity: 'error',
      comment: 'Whatever a probe reads comes from the Host, or replay would not be deterministic.',
      from: { path: '^packages/core-probes/src/local/', pathNot: '[.]test[.]ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer)$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'] },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
  },
}
