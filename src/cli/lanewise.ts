import process from 'node:process'
import { runLanewise } from './run-lanewise.ts'

// `lanewise … | head` closes our output early: that is an end, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await runLanewise(process.argv.slice(2), {
  input: process.stdin,
  out: (line) => process.stdout.write(`${line}\n`),
  bytes: (data) => process.stdout.write(data),
  err: (line) => process.stderr.write(`${line}\n`),
  // npm runs scripts in the package's folder; paths on the command line are meant from where the person stood.
  folder: (process.env['npm_lifecycle_event'] === 'lanewise' ? process.env['INIT_CWD'] : undefined) ?? process.cwd(),
  env: process.env,
})
