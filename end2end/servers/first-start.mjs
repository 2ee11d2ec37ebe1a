// The first command of the README: the demonstration starts on a fresh folder, answers what it promises, and stops.
import { Client } from '../support/graphql.mjs'
import { Tally, must } from '../support/tally.mjs'
import { startDemo } from '../support/tanggap.mjs'

const tally = new Tally()
const begun = Date.now()
let demo
await tally.step('the demonstration starts and writes its ready-file', async () => {
  demo = await startDemo()
  console.log(`     after ${((Date.now() - begun) / 1000).toFixed(1)} s`)
})
if (demo) {
  await tally.step('each account can sign in by the password that was printed', async () => {
    must(demo.accounts.length >= 12, `there are ${demo.accounts.length} accounts`)
    for (const person of demo.accounts) await new Client(demo.graphql).signIn(person)
  })
  await tally.step('the 36 demonstration reports are there, in every state of the workflow', async () => {
    const officer = await new Client(demo.graphql).signIn(demo.accounts.find(one => one.role === 'PROVINCE_COORDINATOR'))
    const { caseCounts } = await officer.data('{ caseCounts { tabs { tab count } } }')
    const count = Object.fromEntries(caseCounts.tabs.map(one => [one.tab, one.count]))
    must(count.OPEN > 0 && count.NEW > 0 && count.FORWARDED > 0 && count.IN_PROGRESS > 0 && count.DONE > 0, JSON.stringify(count))
  })
  await tally.step('pages carry the band of made-up data', async () => {
    for (const path of ['/', '/lapor', '/lacak', '/publik', '/masuk']) {
      const page = await fetch(demo.url + path)
      must(page.status === 200 && (await page.text()).includes('DATA CONTOH'), `${path} answered ${page.status}`)
    }
  })
  await tally.step('it is alive, ready and measured', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      const answer = await fetch(demo.url + path)
      must(answer.ok, `${path} answered ${answer.status}`)
    }
  })
  await tally.step('it stops when asked', async () => {
    const { code } = await demo.stop()
    must(code === 0, `it ended with ${code}`)
  })
}
tally.close()
