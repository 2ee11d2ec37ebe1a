// What people see of the forwarding rules: the reporter reads where the report probably goes, the coordinator takes the
// suggestion by one click or says why not, and everybody finds out why.
import { sound } from '../support/checks.mjs'
import { Client } from '../support/graphql.mjs'
import { freshMark, report } from '../support/reports.mjs'
import { act, card, choose, fileReport, openFromQueue, pickAgency, track } from '../support/steps.mjs'
import { expect, test } from '../support/test.mjs'

const unit = 'Bidang Lalu Lintas Dishub Kalsel'
const city = 'Dinas Perhubungan Kota Banjarmasin'
const province = 'Dinas Perhubungan Provinsi Kalimantan Selatan'

const verify = page => act(page, {
  on: 'Verifikasi',
  fill: form => choose(form, /^Pengaduan tidak berkadar pengawasan/),
  press: 'Verifikasi laporan',
  done: 'Laporan sudah diverifikasi',
})

// Unfolds "Mengapa ke sini?" and answers its card.
async function why(page) {
  const section = card(page, 'Mengapa ke sini?')
  await section.getByRole('heading', { name: 'Mengapa ke sini?' }).click()
  await expect(section.getByRole('list').first()).toBeVisible()
  await sound(page)
  return section
}

test('a broken street lamp goes where the rules suggest, by one click, and everybody reads why', async ({ people }, info) => {
  test.setTimeout(420_000)
  const citizen = await people.stranger()
  const title = `Lampu jalan padam di Sungai Lulut, ${info.project.name}`
  const body = 'Lampu di Jalan Martapura Lama dekat jembatan Sungai Lulut padam sejak lima malam lalu. Tikungannya gelap sekali, mohon segera diganti.'
  let filed

  await test.step('the receipt says where the report probably goes', async () => {
    filed = await fileReport(citizen, { title, body, topic: 'Lampu jalan padam atau belum terpasang', regency: 'Kota Banjarmasin', district: 'Banjarmasin Timur', place: 'Dekat jembatan Sungai Lulut' })
    await expect(card(citizen, 'Sesudah ini')).toContainText(`Laporan Anda kemungkinan diteruskan ke ${unit}`)
  })

  await test.step('so does the page of the report, in plain words', async () => {
    await track(citizen, filed)
    const now = card(citizen, 'Dipegang sekarang')
    await expect(now).toContainText('Bidang Lalu Lintas')
    await expect(now, 'no number of a rule, no inside of the rules').not.toContainText(/aturan|520/i)
  })

  const coordinator = await people.signedIn('PROVINCE_COORDINATOR')
  await test.step('the coordinator sees the suggestion before verifying, and cannot take it yet', async () => {
    await openFromQueue(coordinator, filed.reference, title)
    await expect(card(coordinator, 'Teruskan')).toContainText(`Disarankan: ${unit}, karena aturan 520`)
    await expect(card(coordinator, 'Teruskan')).toContainText('Dapat diteruskan setelah laporan diverifikasi')
    await expect(coordinator.getByRole('button', { name: /^Teruskan ke / })).toHaveCount(0)
    await verify(coordinator)
  })

  await test.step('why: the rule, the way to its target, and its words marked in the text', async () => {
    const section = await why(coordinator)
    await expect(section).toContainText(/Aturan versi \d+/)
    const rule = section.getByRole('listitem').filter({ hasText: 'Lampu jalan di ruas provinsi' })
    await expect(rule).toContainText('520')
    await expect(rule).toContainText('memutuskan')
    await expect(rule.locator('mark')).toHaveText('Martapura Lama')
    const others = section.locator('summary').filter({ hasText: 'aturan lain tidak cocok' })
    await expect(section.getByText('Jalan dan jembatan nasional')).toBeHidden()
    await others.click()
    await expect(section.getByText('Jalan dan jembatan nasional')).toBeVisible()
    await sound(coordinator)
  })

  await test.step('one click takes it', async () => {
    const forward = card(coordinator, 'Teruskan')
    await expect(forward).toContainText('Penerangan jalan mengikuti pemilik ruas')
    await expect(forward.getByRole('combobox', { name: /^Mengapa bukan yang disarankan/ })).toBeVisible()
    await act(coordinator, { on: 'Teruskan', press: 'Teruskan ke Bidang Lalu Lintas', done: 'Laporan sudah diteruskan' })
    await expect(card(coordinator, 'Dipegang sekarang')).toContainText(unit)
    await expect(await why(coordinator)).toContainText('saran ini diikuti')
  })

  await test.step('and the page of the reporter names the agency', async () => {
    await track(citizen, filed)
    const now = card(citizen, 'Dipegang sekarang')
    await expect(now.locator('.holder')).toHaveText(unit)
    await expect(now).toContainText('sudah diteruskan')
    await expect(card(citizen, 'Riwayat')).toContainText(`meneruskan laporan kepada ${unit}`)
  })
})

test('who chooses another agency than the suggested one is asked why', async ({ people, demo }) => {
  test.setTimeout(240_000)
  const input = { ...report(freshMark(), 1), topicCode: 'roads.lighting', regionCode: '63.71' }
  const sent = await new Client(demo.graphql).mutate('submitReport', input, 'case { reference }')
  const coordinator = await people.signedIn('PROVINCE_COORDINATOR')
  await openFromQueue(coordinator, sent.case.reference, input.title)
  await verify(coordinator)
  const forward = card(coordinator, 'Teruskan')
  await expect(forward).toContainText(`Disarankan: ${city}, karena aturan 570`)
  // The search brings the page back; what was chosen before stays.
  await forward.getByRole('combobox', { name: /^Mengapa bukan yang disarankan/ }).selectOption({ label: 'Instansi lain yang berwenang' })
  await pickAgency(coordinator, 'Teruskan', 'KALSEL-DISHUB', new RegExp(`^${province}`))
  await expect(forward.getByRole('combobox', { name: /^Mengapa bukan yang disarankan/ })).toHaveValue('WRONG_AGENCY')
  await act(coordinator, { on: 'Teruskan', press: 'Teruskan laporan', done: 'Laporan sudah diteruskan' })
  const section = await why(coordinator)
  await expect(section).toContainText(`petugas memilih ${province}. Alasan: Instansi lain yang berwenang.`)
})
