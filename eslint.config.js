// Few rules, each because types cannot see it and a slip would cost a sale, a test or an afternoon.
// test/rules plants one violation per rule and expects it to be caught by name.
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Rooms in which time, chance and the outside world arrive as arguments, so that any sale can be replayed. */
const rulesRooms = ['src/domain/**/*.ts', 'src/analytics/**/*.ts']

/** The lane takes its clock as an argument too; this one file is the real clock. */
const realClock = 'src/lane/real-clock.ts'

const noAmbientWorld = {
  // Timers, console and process reach outside without appearing in any argument list.
  'no-restricted-globals': ['error', {
    checkGlobalObject: true,
    globals: ['setTimeout', 'setInterval', 'setImmediate', 'console', 'process', 'performance'].map((name) => ({ name, message: 'Take it as an argument: a sale must replay to the same cent.' })),
  }],
  'no-restricted-properties': ['error',
    { object: 'Date', property: 'now', message: 'Time arrives as an argument.' },
    { object: 'Math', property: 'random', message: 'Ids and chance arrive as arguments.' },
  ],
  // The same things by their module names.
  'no-restricted-imports': ['error', { paths: ['node:timers', 'node:timers/promises', 'node:process', 'node:console', 'node:perf_hooks'].map((name) => ({ name, message: 'Take a clock as an argument.' })) }],
}

const clockSyntax = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'new Date() reads the clock: time arrives as an argument.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Date() reads the clock: time arrives as an argument.' },
]

// A default export gets another name at every import; `grep` then finds nothing.
const namedExportsOnly = { selector: 'ExportDefaultDeclaration', message: 'Export by name: a thing has one name everywhere.' }

// `only` silences a whole file in CI; `skip` and `todo` are promises nobody keeps. `skipIf` with a printed reason is allowed.
const noSilencedTests = { selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo)$/]', message: 'A test runs, or it is deleted; use skipIf with a printed reason where a machine lacks something.' }

export default defineConfig(
  { ignores: ['node_modules/', 'out/', '.lanewise/'] },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    // A rule that does not fit is changed here, for everybody, with its reason.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser },
    rules: {
      // An empty catch swallows the one error that mattered; say in a comment why nothing is to be done.
      'no-empty': 'error',
      // == turns '' into 0: a price of nothing.
      'eqeqeq': 'error',
      // Long files hide their second idea. A question, not a law.
      'max-lines': ['warn', { max: 300 }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A promise nobody waits for loses its error, and with it perhaps a sale.
      '@typescript-eslint/no-floating-promises': 'error',
      // `if (promise)` is always true.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // `any` switches the types off for everyone downstream.
      '@typescript-eslint/no-explicit-any': 'error',
      'no-restricted-syntax': ['error', namedExportsOnly],
    },
  },
  { files: rulesRooms, rules: { ...noAmbientWorld, 'no-restricted-syntax': ['error', namedExportsOnly, ...clockSyntax] } },
  { files: ['src/lane/**/*.ts'], ignores: [realClock], rules: { ...noAmbientWorld, 'no-restricted-syntax': ['error', namedExportsOnly, ...clockSyntax] } },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      // A hook behind a condition shows one customer another one's state.
      'react-hooks/rules-of-hooks': 'error',
      // A forgotten dependency shows the price of the scan before.
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  { files: ['test/**/*.{ts,tsx}'], rules: { 'no-restricted-syntax': ['error', namedExportsOnly, noSilencedTests] } },
  // Tools look for a default export in their configuration.
  { files: ['*.config.ts', '**/vite.config.ts'], extends: [tseslint.configs.disableTypeChecked], rules: { 'no-restricted-syntax': 'off' }, languageOptions: { parserOptions: { projectService: false } } },
)
