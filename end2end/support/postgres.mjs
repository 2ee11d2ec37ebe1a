// A throw-away PostgreSQL for the scripts, from the installed server binaries, on a unix socket of its own.
// The shell that keeps it ends with this process, because its input is a pipe from here.
import { execFileSync, spawn } from 'node:child_process'
import { accessSync, chownSync, constants, existsSync, readFileSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freshFolder } from './tanggap.mjs'

const keeper = `
"$2" -D "$1/data" -U tanggap -A trust -E UTF8 --locale=C --no-sync >"$1/log" 2>&1 || exit 1
"$3" -D "$1/data" -k "$1" -c listen_addresses= -c max_connections=200 -c synchronous_commit="$4" -c fsync=off </dev/null >>"$1/log" 2>&1 &
cat >/dev/null
kill -INT $!
wait $!
rm -rf "$1/data"
`

function find(name) {
  const debian = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort((a, b) => b - a).map(version => `/usr/lib/postgresql/${version}/bin`) : []
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...debian, '/usr/local/bin']
  const file = folders.map(folder => join(folder, name)).find(path => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
  if (!file) throw new Error(`${name} is not installed: apt-get install postgresql`)
  return file
}

// Starts a cluster; `url` is that of an empty database.
export async function startPostgres() {
  const { folder, remove } = freshFolder('pg')
  const options = { cwd: '/', stdio: ['pipe', 'ignore', 'ignore'], detached: true }
  if (process.getuid() === 0) {
    const people = readFileSync('/etc/passwd', 'utf8').split('\n').map(line => line.split(':'))
    const [, , uid, gid] = people.find(line => line[0] === 'postgres') ?? people.find(line => line[0] === 'nobody')
    chownSync(folder, Number(uid), Number(gid))
    Object.assign(options, { uid: Number(uid), gid: Number(gid) })
  }
  const shell = spawn('/bin/sh', ['-c', keeper, 'keeper', folder, find('initdb'), find('postgres'), 'on'], options)
  const gone = new Promise(done => shell.once('exit', done))
  const log = () => (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '')
  const state = join(folder, 'data/postmaster.pid')
  for (let n = 0; !(existsSync(state) && /^ready\s*$/m.test(readFileSync(state, 'utf8'))); n += 1) {
    if (n > 1200 || shell.exitCode !== null) throw new Error(`PostgreSQL does not start:\n${log()}`)
    await sleep(100)
  }
  const psql = (sql, database = 'postgres') =>
    execFileSync(find('psql'), ['-h', folder, '-U', 'tanggap', '-d', database, '-qAt', '-v', 'ON_ERROR_STOP=1', '-c', sql], { encoding: 'utf8' }).trim()
  psql('CREATE DATABASE tanggap')
  return {
    url: `postgres://tanggap@localhost/tanggap?host=${folder}&sslmode=disable`,
    psql: sql => psql(sql, 'tanggap'),
    async stop() {
      shell.stdin.end()
      await gone
      remove()
    },
  }
}
