// Starts the real binary on a free loopback port with a fresh data folder, and stops it again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

// The binary under test: `TANGGAP_BIN`, else the debug build.
export function binary() {
  const file = resolve(process.env.TANGGAP_BIN ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug/tanggap'))
  if (!existsSync(file)) throw new Error(`${file} is not there: run 'cargo build' first, or set TANGGAP_BIN`)
  return file
}

// A port of 127.0.0.1 that nobody listens on now.
export async function freePort() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

// A folder that is deleted by `remove()`.
export function freshFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `tanggap-${name}-`))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

// The journeys come from one address and file more than a person does; the limits themselves are tested in Rust.
const wideLimits = {
  TANGGAP_RATE_SIGN_IN_PER_ACCOUNT: '100000',
  TANGGAP_RATE_SIGN_IN_PER_ADDRESS: '100000',
  TANGGAP_RATE_TRACKING_PER_ADDRESS: '100000',
  TANGGAP_RATE_REPORTS_PER_ADDRESS: '100000',
}

// What the binary gets to see: not our own switches, which it would refuse as unknown settings, nor a setting of
// whoever runs the tests.
function hermetic(env) {
  const rest = Object.entries(process.env).filter(([name]) => !name.startsWith('TANGGAP_') && name !== 'DATABASE_URL')
  return { ...Object.fromEntries(rest), ...wideLimits, ...env }
}

// A running process of the binary.
class Running {
  constructor(args, env, log) {
    mkdirSync(dirname(log), { recursive: true })
    this.log = log
    this.child = spawn(binary(), args, { cwd: tmpdir(), env: hermetic(env), stdio: ['ignore', 'pipe', 'pipe'] })
    const out = createWriteStream(log, { flags: 'a' })
    this.child.stdout.pipe(out, { end: false })
    this.child.stderr.pipe(out, { end: false })
    this.gone = new Promise(done => this.child.once('exit', (code, signal) => done({ code, signal })))
    this.child.once('error', error => { this.failure = error })
    this.atExit = () => this.child.kill('SIGKILL')
    process.once('exit', this.atExit)
  }

  alive() {
    return this.child.exitCode === null && this.child.signalCode === null && !this.failure
  }

  tail() {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8').split('\n').slice(-40).join('\n') : ''
  }

  // Waits until `ready()` is truthy; the process ending first is an error that shows its last lines.
  async until(ready, seconds) {
    const end = Date.now() + seconds * 1000
    while (Date.now() < end) {
      if (!this.alive()) throw new Error(`tanggap ended while starting (${this.failure ?? this.child.exitCode}):\n${this.tail()}`)
      const answer = await ready()
      if (answer) return answer
      await sleep(100)
    }
    throw new Error(`tanggap was not ready after ${seconds} s:\n${this.tail()}`)
  }

  // Asks it to stop and waits; answers its exit code.
  async stop(seconds = 30) {
    process.removeListener('exit', this.atExit)
    if (this.alive()) this.child.kill('SIGTERM')
    const late = sleep(seconds * 1000, 'late', { ref: false })
    const end = await Promise.race([this.gone, late])
    if (end === 'late') {
      this.child.kill('SIGKILL')
      throw new Error(`tanggap did not stop within ${seconds} s of SIGTERM:\n${this.tail()}`)
    }
    return end
  }

  // The power cut: no warning, no clean-up.
  async kill() {
    process.removeListener('exit', this.atExit)
    this.child.kill('SIGKILL')
    return this.gone
  }
}

const logFolder = process.env.TANGGAP_E2E_LOGS ?? join(root, 'end2end/test-results/servers')
let started = 0
const logFile = name => join(logFolder, `${name}-${process.pid}-${(started += 1)}.log`)

// `tanggap demo`: url, graphql, accounts, and the process. `seconds` covers filing the demonstration reports.
export async function startDemo({ data, databaseUrl, port, env = {}, seconds = 180 } = {}) {
  const own = data ? undefined : freshFolder('demo')
  const folder = data ?? own.folder
  const ready = join(folder, 'ready.json')
  rmSync(ready, { force: true })
  const args = ['demo', '--port', String(port ?? await freePort()), '--data', folder, '--ready-file', ready]
  if (databaseUrl) args.push('--database-url', databaseUrl)
  const running = new Running(args, env, logFile('demo'))
  const facts = await running.until(() => {
    try {
      return JSON.parse(readFileSync(ready, 'utf8'))
    } catch {
      return undefined
    }
  }, seconds)
  const url = facts.url.replace(/\/$/, '')
  return {
    ...facts, url, running, data: folder,
    async stop() {
      try {
        return await running.stop()
      } finally {
        own?.remove()
      }
    },
  }
}

// `tanggap serve` on a database that is filled already. Configured by variables only.
export async function startServe({ data, databaseUrl, port, env = {}, seconds = 60 }) {
  const at = port ?? await freePort()
  const settings = { TANGGAP_LISTEN: `127.0.0.1:${at}`, TANGGAP_DATA_DIR: data, ...env }
  if (databaseUrl) settings.TANGGAP_DATABASE_URL = databaseUrl
  const running = new Running(['serve'], settings, logFile('serve'))
  const url = `http://127.0.0.1:${at}`
  await running.until(() => fetch(`${url}/readyz`).then(answer => answer.ok, () => false), seconds)
  return { url, graphql: `${url}/graphql`, running, port: at, stop: () => running.stop(), kill: () => running.kill() }
}

// One account of the demonstration; `agency` is a code or the begin of one.
export function account(demo, role, agency) {
  const found = demo.accounts.filter(one => one.role === role && (!agency || one.agency === agency))
  if (found.length === 0) throw new Error(`the demonstration has no ${role}${agency ? ` of ${agency}` : ''}; it has ${demo.accounts.map(one => `${one.role} ${one.agency ?? ''}`).join(', ')}`)
  return found[0]
}
