// Pictures for the README and the docs, from a demonstration of their own: `npm run screenshots`.
// They land in end2end/screenshots/ and are committed.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import config from './playwright.config.mjs'
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

try {
  const citizen = await open()
  await citizen.goto('/')
  await shoot(citizen, 'home')
  const picture = { name: 'lubang.jpg', mimeType: 'image/jpeg', buffer: await photograph(citizen) }
  await citizen.goto('/lapor')
  await citizen.getByRole('textbox', { name: /^Judul/ }).fill('Jalan berlubang di depan pasar')
  await citizen.getByRole('textbox', { name: /^Ceritakan/ }).fill('Sejak dua pekan jalan di depan pasar berlubang dalam. Sudah tiga sepeda motor jatuh. Mohon segera diperbaiki.')
  await shoot(citizen, 'filing')
  await fileReport(citizen, { title: 'Jalan berlubang di depan pasar', body: 'Sejak dua pekan jalan di depan pasar berlubang dalam. Sudah tiga sepeda motor jatuh. Mohon segera diperbaiki.', picture })
  await citizen.getByRole('button', { name: 'Buka laporan ini' }).click()
  await citizen.getByRole('heading', { level: 1, name: 'Jalan berlubang' }).waitFor()
  await shoot(citizen, 'tracking')

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
  const phone = await open({ viewport: { width: 390, height: 844 }, storageState: await coordinator.context().storageState() })
  await phone.goto('/antrean')
  await shoot(phone, 'queue-phone')
} finally {
  await browser.close()
  await demo.stop()
}
