// Cuts the power (kill -9) under a load of submissions and looks whether anything that was acknowledged is missing.
//
// Per engine: a demonstration is filled once; then `serve` is killed several times while 16 people file reports at once.
// After each restart every acknowledged report must be there exactly once: the reporter finds it by tracking code with
// its one event, and the coordinator finds it in the queue (so its audience was written). What was sent and not
// acknowledged may be there or not, but whole; sent again under its key, it is there once.
// Arguments: `sqlite`, `postgres`, or nothing for both. All loops are bounded; all traffic is on loopback.
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '../support/graphql.mjs'
import { startPostgres } from '../support/postgres.mjs'
import { allFound, freshMark, report, submit, track } from '../support/reports.mjs'
import { Tally, must } from '../support/tally.mjs'
import { account, freshFolder, startDemo, startServe } from '../support/tanggap.mjs'

const rounds = Number(process.env.TANGGAP_KILL_ROUNDS ?? 3)
const people = 16
const most = 1500
const tally = new Tally()

// Files until the server is gone or `most` is reached. Each entry of the answer: { input, receipt? }.
async function load(server, mark, stopped) {
  const sent = []
  const someone = async () => {
    const client = new Client(server.graphql)
    while (!stopped() && sent.length < most) {
      const one = { input: report(mark, sent.length + 1) }
      sent.push(one)
      try {
        const answer = await client.send(submit, { input: one.input }, AbortSignal.timeout(20_000))
        const payload = answer.data?.submitReport
        if (payload?.trackingCode) one.receipt = payload
        else one.refusal = JSON.stringify(answer.errors ?? payload?.userErrors ?? answer)
      } catch (error) {
        one.lost = error.message
        if (!stopped()) await sleep(20)
      }
    }
  }
  await Promise.all(Array.from({ length: people }, someone))
  return sent
}

// Runs `check` over all entries, 16 at a time, and answers the reasons of those that failed.
async function faults(entries, check) {
  const wrong = []
  const left = [...entries]
  await Promise.all(Array.from({ length: people }, async () => {
    for (let one = left.pop(); one; one = left.pop()) {
      try {
        await check(one)
      } catch (error) {
        wrong.push(error.message)
      }
    }
  }))
  return wrong
}

const oneSubmission = found => found.events.nodes.filter(event => event.kind === 'SUBMITTED').length === 1 && new Set(found.events.nodes.map(event => event.seq)).size === found.events.nodes.length

async function round(engine, number, place, coordinator) {
  const name = text => `${engine}, power cut ${number}: ${text}`
  const mark = freshMark()
  const server = await startServe(place)
  let over = false
  const loading = load(server, mark, () => over)
  await sleep(1_500 + Math.random() * 2_500)
  await server.kill()
  over = true
  const sent = await loading
  const acknowledged = sent.filter(one => one.receipt)
  const uncertain = sent.filter(one => one.lost)
  const refused = sent.filter(one => one.refusal)
  console.log(`     ${engine}, power cut ${number}: ${sent.length} sent, ${acknowledged.length} acknowledged, ${uncertain.length} without an answer, ${refused.length} refused`)
  tally.check(name('reports were being filed'), acknowledged.length >= 20 && uncertain.length > 0, `${acknowledged.length} acknowledged, ${uncertain.length} unanswered`)
  tally.check(name('no submission was refused or answered with an error'), refused.length === 0, refused.slice(0, 3).map(one => one.refusal).join('\n'))

  const again = await startServe(place)
  try {
    const reporter = new Client(again.graphql)
    const lost = await faults(acknowledged, async one => {
      const { trackingCode: code, trackingSecret: secret } = one.receipt
      const { trackReport: found } = await reporter.data(track, { code, secret })
      must(found, `${code} is gone`)
      must(found.reference === one.receipt.case.reference && found.title === one.input.title, `${code} is another report`)
      must(oneSubmission(found), `${code} has the events ${JSON.stringify(found.events.nodes)}`)
    })
    tally.check(name(`each of ${acknowledged.length} acknowledged reports is found by its code, with its one event`), lost.length === 0, lost.slice(0, 5).join('\n'))

    const officer = await new Client(again.graphql).signIn(coordinator)
    const before = await allFound(officer, mark)
    const times = new Map()
    for (const found of before) times.set(found.title, (times.get(found.title) ?? 0) + 1)
    const missing = acknowledged.filter(one => times.get(one.input.title) !== 1)
    tally.check(name('the coordinator has each acknowledged report in the queue exactly once'), missing.length === 0, missing.slice(0, 5).map(one => `${one.receipt.case.reference}: ${times.get(one.input.title) ?? 0} times`).join('\n'))
    const torn = before.filter(found => !oneSubmission(found) || !found.holder)
    tally.check(name('no report is there in part'), torn.length === 0, JSON.stringify(torn.slice(0, 3)))

    const resent = await faults(uncertain, async one => {
      const answer = await reporter.send(submit, { input: one.input })
      must(answer.data?.submitReport?.case?.reference, `not taken: ${JSON.stringify(answer)}`)
    })
    tally.check(name(`${uncertain.length} unanswered reports are taken when they are sent again`), resent.length === 0, resent.slice(0, 5).join('\n'))
    const repeated = await faults(acknowledged.slice(-20), async one => {
      const answer = await reporter.send(submit, { input: one.input })
      must(answer.data?.submitReport?.case?.reference === one.receipt.case.reference, `another answer: ${JSON.stringify(answer)}`)
    })
    tally.check(name('an acknowledged report sent again gets its first number'), repeated.length === 0, repeated.slice(0, 5).join('\n'))
    const after = await allFound(officer, mark)
    const titles = new Set(after.map(found => found.title))
    const wanted = acknowledged.length + uncertain.length
    tally.check(name('in the end each report is there once'), after.length === wanted && titles.size === wanted, `${wanted} wanted, ${after.length} rows, ${titles.size} titles`)
  } finally {
    await again.stop()
  }
}

async function engineRun(engine) {
  const { folder, remove } = freshFolder('kill')
  const postgres = engine === 'postgres' ? await startPostgres() : undefined
  try {
    const place = { data: folder, databaseUrl: postgres?.url }
    const demo = await startDemo(place)
    const coordinator = account(demo, 'PROVINCE_COORDINATOR')
    await demo.stop()
    for (let number = 1; number <= rounds; number += 1) await round(engine, number, place, coordinator)
  } finally {
    await postgres?.stop()
    remove()
  }
}

for (const engine of process.argv[2] ? [process.argv[2]] : ['sqlite', 'postgres']) {
  try {
    await engineRun(engine)
  } catch (error) {
    tally.check(`${engine}: the run`, false, error.stack)
  }
}
tally.close()
