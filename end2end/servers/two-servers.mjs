// Two `serve` processes on one PostgreSQL, as behind a balancer: a session and a token of one are good at the other, an
// act at one reaches the subscribers of the other, and signing out at one ends the session at both.
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { Client } from '../support/graphql.mjs'
import { startPostgres } from '../support/postgres.mjs'
import { freshMark, report, submit } from '../support/reports.mjs'
import { Tally, must } from '../support/tally.mjs'
import { account, freshFolder, startDemo, startServe } from '../support/tanggap.mjs'

const tally = new Tally()
const patience = 15_000
// The protocol does not say when a subscription has begun; two seconds are long even on a busy machine.
const settled = () => new Promise(done => setTimeout(done, 2_000))
const who = 'query Who { viewer { account { email } role } }'

// Subscribes; `next()` waits for one event, `open` for the server's word that the connection stands.
function subscribe(server, headers, query, variables) {
  class Signed extends WebSocket {
    constructor(address, protocols) {
      super(address, protocols, { headers: { origin: server.url, ...headers } })
    }
  }
  const events = []
  const waiting = []
  let failure
  let opened
  let refused
  const open = new Promise((done, fail) => { opened = done; refused = fail })
  open.catch(() => {})
  const client = createClient({ url: `${server.graphql.replace('http', 'ws')}/ws`, webSocketImpl: Signed, retryAttempts: 0, lazy: false, on: { connected: opened, closed: event => fail(new Error(`closed ${event.code} ${event.reason}`)), error: event => fail(new Error(`no connection: ${event.message ?? event}`)) } })
  function wake() {
    waiting.splice(0).forEach(done => done())
  }
  function fail(error) {
    failure ??= error
    refused(error)
    wake()
  }
  client.subscribe({ query, variables }, {
    next: value => { events.push(value); wake() },
    error: error => fail(error instanceof Error ? error : new Error(JSON.stringify(error))),
    complete: () => fail(new Error('completed')),
  })
  return {
    open,
    async next() {
      const end = Date.now() + patience
      while (events.length === 0) {
        if (failure) throw failure
        const left = end - Date.now()
        must(left > 0, `no event within ${patience / 1000} s`)
        await Promise.race([new Promise(done => waiting.push(done)), new Promise(done => setTimeout(done, left).unref())])
      }
      const value = events.shift()
      must(!value.errors?.length, JSON.stringify(value.errors))
      return value.data
    },
    close: () => client.dispose(),
  }
}

const postgres = await startPostgres()
const { folder, remove } = freshFolder('two')
const running = []
try {
  const place = { data: folder, databaseUrl: postgres.url }
  const demo = await startDemo(place)
  await demo.stop()
  const [a, b] = await Promise.all([startServe(place), startServe(place)])
  running.push(a, b)
  const person = account(demo, 'PROVINCE_COORDINATOR')
  const here = new Client(a.graphql)
  const there = new Client(b.graphql)

  await tally.step('a session begun at one server is good at the other', async () => {
    await here.signIn(person)
    there.cookie = here.cookie
    const { viewer } = await there.data(who)
    must(viewer.account?.email === person.email, `the other sees ${JSON.stringify(viewer)}`)
  })

  await tally.step('an access token made at one server is good at the other', async () => {
    const made = await here.mutate('createAccessToken', { name: 'Dua server', expiresInDays: 1 }, 'secret accessToken { id }')
    const { viewer } = await new Client(b.graphql, { token: made.secret }).data(who)
    must(viewer.account?.email === person.email, `the other sees ${JSON.stringify(viewer)}`)
    await here.mutate('revokeAccessToken', { id: made.accessToken.id }, 'accessToken { revokedAt }')
    const after = await new Client(b.graphql, { token: made.secret }).send(who)
    must(after.status === 401 || after.errors?.length || after.data?.viewer?.account === null, `the revoked token still answers ${JSON.stringify(after)}`)
  })

  const filed = await new Client(a.graphql).data(submit, { input: report(freshMark(), 1) })
  const { id } = filed.submitReport.case

  await tally.step('an act at one server reaches a subscriber of the case at the other', async () => {
    const listener = subscribe(b, { cookie: there.cookie }, 'subscription Changed($id: ID!) { caseChanged(id: $id) { id verified version } }', { id })
    try {
      await listener.open
      await settled()
      const { case: now } = await here.data('query Now($id: ID!) { case(id: $id) { version classification } }', { id })
      await here.mutate('verifyCase', { caseId: id, version: now.version, classification: now.classification, topicCode: 'roads.lighting' }, 'case { id }')
      const { caseChanged } = await listener.next()
      must(caseChanged.id === id && caseChanged.verified === true, `got ${JSON.stringify(caseChanged)}`)
    } finally {
      await listener.close()
    }
  })

  await tally.step('a report filed at one server reaches a subscriber of the queue at the other', async () => {
    const listener = subscribe(b, { cookie: there.cookie }, 'subscription Queue { queueChanged { caseId kind counts { overdue tabs { tab count } } } }')
    try {
      await listener.open
      await settled()
      const { submitReport } = await new Client(a.graphql).data(submit, { input: report(freshMark(), 2) })
      const { queueChanged } = await listener.next()
      must(queueChanged.caseId === submitReport.case.id && queueChanged.kind === 'SUBMITTED', `got ${JSON.stringify(queueChanged)}`)
    } finally {
      await listener.close()
    }
  })

  await tally.step('nobody hears of a case that is not theirs', async () => {
    const listener = subscribe(b, {}, 'subscription Changed($id: ID!) { caseChanged(id: $id) { id version } }', { id })
    try {
      const heard = listener.next().then(data => data.caseChanged, () => null)
      await here.mutate('addNote', { caseId: id, body: 'Catatan untuk melihat siapa yang mendengar.' }, 'case { id }')
      must((await Promise.race([heard, new Promise(done => setTimeout(done, 3_000, null))])) === null, 'a stranger got the event')
    } finally {
      await listener.close()
    }
  })

  await tally.step('signing out at one server ends the session at the other', async () => {
    const old = here.cookie
    await here.mutate('signOut', {}, 'signedOut')
    const after = await new Client(b.graphql, { cookie: old }).send(who)
    must(after.status === 401 || after.errors?.length || after.data?.viewer?.account === null, `still signed in: ${JSON.stringify(after)}`)
  })
} catch (error) {
  tally.check('the run', false, error.stack)
} finally {
  for (const server of running) await tally.step(`the server on port ${server.port} stops when asked`, () => server.stop())
  await postgres.stop()
  remove()
}
tally.close()
