// Pictures for the README and the docs, from a demonstration of their own: `npm run screenshots`.
// They land in end2end/screenshots/ and are committed.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import config from './playwright.config.mjs'
import { Client } from './support/graphql.mjs'
import { fileReport, photograph } from './support/steps.mjs'
import { account, startDemo } from './support/tanggap.mjs'
import { signIn } from './support/test.mjs'

const folder = join(dirname(fileURLToPath(import.meta.url)), 'screenshots')
mkdirSync(folder, { recursive: true })
const { launchOptions, locale, timezoneId } = config.projects[0].use
const demo = await startDemo()
const browser = await chromium.launch(launchOptions)

async function open(options = {}) {
  const context = await browser.newContext({ baseURL: demo.url, viewport: { width: 1280, height: 860 }, colorScheme: 'light', locale, timezoneId, ...options })
  return context.newPage()
}
async function shoot(page, name, options = {}) {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', ...options })
  console.log(`screenshots/${name}.png`)
}

// A drawn road with a hole, so that no real place or person is shown.
async function drawing() {
  const page = await open({ viewport: { width: 640, height: 480 } })
  await page.setContent(`<body style="margin:0"><svg viewBox="0 0 640 480" width="640" height="480">
    <rect width="640" height="480" fill="#9ec5d8"/><rect y="190" width="640" height="90" fill="#6f8f5b"/>
    <path d="M230 200h180l230 280H0Z" fill="#5b5d60"/><path d="M315 210h10l14 90h-38ZM296 340h48l12 140h-72Z" fill="#e6d9a8"/>
    <path d="M180 372c30-34 120-40 158-14 34 24 12 62-52 68-70 6-136-20-106-54Z" fill="#2a2b2d"/>
    <path d="M206 384c26-20 92-22 114-6 18 14-2 32-48 34-44 2-84-12-66-28Z" fill="#7d6f5c"/></svg></body>`)
  return photograph(page)
}

try {
  const citizen = await open()
  await citizen.goto('/')
  await shoot(citizen, 'home')
  const picture = { name: 'lubang.jpg', mimeType: 'image/jpeg', buffer: await drawing() }
  const report = { title: 'Jalan berlubang di depan pasar', body: 'Sejak dua pekan jalan di depan pasar berlubang dalam. Sudah tiga sepeda motor jatuh. Mohon segera diperbaiki.' }
  await citizen.goto('/lapor')
  await citizen.getByRole('textbox', { name: /^Judul/ }).fill(report.title)
  await citizen.getByRole('textbox', { name: /^Ceritakan/ }).fill(report.body)
  await citizen.evaluate(() => {
    document.activeElement.blur()
    scrollTo(0, 0)
  })
  await shoot(citizen, 'filing')
  await fileReport(citizen, { ...report, picture })
  await shoot(citizen, 'receipt')

  // The citizen of the demonstration follows a report that has an answer.
  const reporter = await open()
  await signIn(reporter, account(demo, 'CITIZEN'))
  await reporter.goto('/laporan-saya')
  const rows = reporter.getByRole('row')
  const answered = rows.filter({ hasText: /Menunggu konfirmasi|Dikerjakan|Selesai/ })
  await (await answered.count() > 0 ? answered : rows).first().getByRole('link').click()
  await reporter.getByRole('heading', { name: 'Riwayat' }).waitFor()
  await shoot(reporter, 'tracking')

  const coordinator = await open()
  await signIn(coordinator, account(demo, 'PROVINCE_COORDINATOR'))
  await coordinator.goto('/antrean')
  await shoot(coordinator, 'queue')
  const officer = await open()
  await signIn(officer, account(demo, 'AGENCY_ADMIN', 'KALSEL-PUPR'))
  await officer.goto('/antrean?tab=dikerjakan')
  await officer.locator('table.queue td.lead > a').first().click()
  await officer.getByRole('heading', { name: 'Riwayat' }).waitFor()
  await shoot(officer, 'case')
  const night = await open({ colorScheme: 'dark', storageState: await officer.context().storageState() })
  await night.goto(officer.url())
  await shoot(night, 'case-dark')
  // The tree, a plan with something to read in its preview, and a version of the rules with one that is shadowed.
  await coordinator.goto('/instansi?buka=KALSEL,KALSEL-PUPR')
  await coordinator.getByRole('link', { name: 'Pemerintah Provinsi Kalimantan Selatan' }).first().evaluate(link => link.scrollIntoView({ block: 'start' }))
  await shoot(coordinator, 'tree')
  const keeper = await new Client(demo.graphql).signIn(account(demo, 'PROVINCE_COORDINATOR'))
  const day = await coordinator.getByLabel('Keadaan pada tanggal').inputValue()
  const { plan } = await keeper.mutate('createPlan', { title: 'Penataan perangkat daerah bidang prasarana', effectiveOn: day, legalReference: 'Rancangan Perda (contoh)' }, 'plan { id }')
  await keeper.mutate('addPlanChange', { planId: plan.id, change: { kind: 'MERGE', code: 'KALSEL-PUPR', sourceCodes: ['KALSEL-PERKIM'], note: 'Urusan perumahan menyatu dengan pekerjaan umum.' } }, 'plan { id }')
  await coordinator.goto(`/penataan/${encodeURIComponent(plan.id)}`)
  await shoot(coordinator, 'plan')
  const { ruleSets: { nodes: [running] } } = await keeper.data('{ ruleSets(status: [ACTIVE], first: 1) { nodes { id } } }')
  const { ruleSet } = await keeper.mutate('createRuleSet', { basedOnId: running.id, title: 'Lampu jalan Kota Banjarmasin' }, 'ruleSet { id version }')
  await keeper.mutate('addRule', { ruleSetId: ruleSet.id, version: ruleSet.version, rule: { position: 575, name: 'Lampu lingkungan Kota Banjarmasin', because: 'Lampu lingkungan diurus dinas perhubungan kota.', topicCodes: ['roads.lighting'], regionCodes: ['63.71'], keywordsAny: ['lampu gang', 'penerangan'], forwardTo: { agencyCode: 'BANJARMASIN-DISHUB' } } }, 'ruleSet { id }')
  await coordinator.goto(`/aturan/${encodeURIComponent(ruleSet.id)}?cari=lampu`)
  await shoot(coordinator, 'rules')
  const phone = await open({ viewport: { width: 390, height: 844 }, storageState: await coordinator.context().storageState() })
  await phone.goto('/antrean')
  await shoot(phone, 'queue-phone')
} finally {
  await browser.close()
  await demo.stop()
}
