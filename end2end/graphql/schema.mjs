// Checks server/schema.graphql as frontend teams will use it: graphql-eslint's rules for schemas and for Relay,
// then relay-compiler on the sample frontend in sample/. Prints what is wrong and 'N passed, N failed'.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { isSpecifiedDirective, parse } from 'graphql'
import { Tally } from '../support/tally.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const schema = resolve(process.argv[2] ?? join(here, '../../server/schema.graphql'))
process.env.TANGGAP_SCHEMA = schema
const tally = new Tally()

// The export repeats the directives of the GraphQL specification, which are not ours to describe: blanked out, so that
// the lines of everything else stay.
function ours(text) {
  return parse(text).definitions
    .filter(one => one.kind === 'DirectiveDefinition' && isSpecifiedDirective({ name: one.name.value }))
    .reduce((left, { loc }) => left.slice(0, loc.start) + left.slice(loc.start, loc.end).replace(/[^\n]/g, ' ') + left.slice(loc.end), text)
}

// ESLint looks only below its own folder: the schema is linted under the name of a copy there.
const eslint = new ESLint({ cwd: here, overrideConfigFile: join(here, 'eslint.config.js') })
const found = await eslint.lintText(ours(readFileSync(schema, 'utf8')), { filePath: join(here, 'schema.graphql') })
const messages = found.flatMap(result => result.messages)
const config = await eslint.calculateConfigForFile(join(here, 'schema.graphql'))
for (const rule of Object.keys(config.rules).sort()) {
  const broken = messages.filter(message => message.ruleId === rule)
  const lines = broken.slice(0, 40).map(message => `${schema}:${message.line}:${message.column} ${message.message}`)
  if (broken.length > lines.length) lines.push(`and ${broken.length - lines.length} more`)
  tally.check(`the schema keeps ${rule}`, broken.length === 0, lines.join('\n'))
}
const others = messages.filter(message => !message.ruleId)
tally.check('the schema can be read', found.length === 1 && others.length === 0, others.map(message => message.message).join('\n'))

const work = mkdtempSync(join(tmpdir(), 'tanggap-relay-'))
try {
  mkdirSync(join(work, 'src', '__generated__'), { recursive: true })
  cpSync(join(here, 'sample'), join(work, 'src'), { recursive: true })
  cpSync(schema, join(work, 'schema.graphql'))
  cpSync(join(here, 'relay.config.json'), join(work, 'relay.config.json'))
  const run = spawnSync(process.execPath, [join(here, '../node_modules/relay-compiler/cli.js'), 'relay.config.json', '--noWatchman'], { cwd: work, encoding: 'utf8', timeout: 120_000 })
  tally.check('relay-compiler accepts the schema and compiles a sample frontend', run.status === 0, `${run.stdout}\n${run.stderr}`)
} finally {
  rmSync(work, { recursive: true, force: true })
}
tally.close()
