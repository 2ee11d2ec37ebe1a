// The tree of agencies: branches open by links, words find, and every day of the past can be looked at. Acceptance 3 of the
// third issue: a coordinator of a regency plans for the own branch only.
import { sound } from '../support/checks.mjs'
import { addChange, beginPlan, days, openChange, openTree, pick } from '../support/plans.mjs'
import { card } from '../support/steps.mjs'
import { expect, test } from '../support/test.mjs'

const province = 'Pemerintah Provinsi Kalimantan Selatan'
const pupr = 'Dinas Pekerjaan Umum dan Penataan Ruang Provinsi Kalimantan Selatan'
const unit = 'Bidang Bina Marga PUPR Kalsel'

test('an officer opens branches, searches, and looks at a day of the past', async ({ people }) => {
  test.setTimeout(240_000)
  const page = await people.signedIn('UNIT_OFFICER', 'KALSEL-PUPR-BM')
  const agency = name => page.getByRole('main').getByRole('link', { name, exact: true })
  // A link, or with a script a button.
  const toggle = (verb, name) => page.getByLabel(`${verb} cabang ${name}`, { exact: true })

  await test.step('the tree opens at the own unit', async () => {
    await openTree(page)
    await expect(agency(unit)).toHaveAttribute('aria-current', 'true')
  })

  await test.step('a branch closes and opens by its link', async () => {
    await expect(toggle('Tutup', pupr)).toHaveAttribute('aria-expanded', 'true')
    await toggle('Tutup', pupr).click()
    await expect(toggle('Buka', pupr)).toHaveAttribute('aria-expanded', 'false')
    await expect(agency(unit)).toHaveCount(0)
    await toggle('Buka', 'Dinas Perhubungan Provinsi Kalimantan Selatan').click()
    await expect(toggle('Tutup', 'Dinas Perhubungan Provinsi Kalimantan Selatan')).toBeVisible()
    await expect(agency(pupr), 'the others stay as they were').toBeVisible()
    await expect(page, 'the address can be shared').toHaveURL(/buka=.*KALSEL-DISHUB/)
    await sound(page)
    await toggle('Tutup', province).click()
    await expect(agency(pupr)).toHaveCount(0)
    await toggle('Buka', province).click()
    await expect(agency(pupr)).toBeVisible()
  })

  await test.step('with the keyboard as well', async () => {
    await toggle('Buka', pupr).focus()
    await page.keyboard.press('Enter')
    await expect(agency(unit)).toBeVisible()
  })

  const search = page.getByRole('search', { name: 'Cari instansi' })
  await test.step('a search finds a unit with its path, and leads to its place', async () => {
    await search.getByRole('searchbox').fill('bina marga')
    await search.getByRole('button', { name: 'Tampilkan' }).click()
    await expect(agency(unit)).toBeVisible()
    await expect(page.getByRole('main')).toContainText('Pemprov Kalsel › PUPR Kalsel')
    await sound(page)
    await page.getByRole('link', { name: `Lihat di pohon ${unit}` }).click()
    await expect(toggle('Tutup', pupr)).toBeVisible()
    await expect(agency(unit)).toBeVisible()
    await search.getByRole('searchbox').fill('katayangtidakada')
    await search.getByRole('button', { name: 'Tampilkan' }).click()
    await expect(page.getByRole('main')).toContainText('Tidak ada instansi yang cocok')
    await sound(page)
  })

  await test.step('on a day of the past what was in force then stands there, and the heir does not yet', async () => {
    await page.goto('/instansi?buka=KALSEL')
    const [before, after] = ['Badan Penelitian dan Pengembangan Daerah Provinsi Kalimantan Selatan', 'Badan Riset dan Inovasi Daerah Provinsi Kalimantan Selatan']
    await expect(agency(after)).toBeVisible()
    await expect(agency(before)).toHaveCount(0)
    await page.getByLabel('Keadaan pada tanggal').fill('2022-06-01')
    await search.getByRole('button', { name: 'Tampilkan' }).click()
    await expect(page.getByText(/^Ini keadaan pada Rabu 1 Juni 2022/)).toBeVisible()
    await expect(agency(before)).toBeVisible()
    await expect(agency(after)).toHaveCount(0)
    await sound(page)
    await agency(before).click()
    await expect(page.getByRole('heading', { level: 1, name: before })).toBeVisible()
    await expect(page.getByText(/^Instansi ini berlaku sampai/), 'on that day it was in force').toHaveCount(0)
    await sound(page)
    await page.getByRole('link', { name: 'Lihat keadaan hari ini' }).click()
    const note = page.getByText(/^Instansi ini berlaku sampai/)
    await expect(note).toContainText('10 Januari 2023')
    await expect(note.getByRole('link', { name: after })).toBeVisible()
    await sound(page)
  })

  await test.step('who plans nothing is told so, and offered nothing', async () => {
    await page.goto('/instansi')
    await expect(page.getByRole('link', { name: 'Susun rencana penataan' })).toHaveCount(0)
    await page.goto('/penataan')
    await expect(page.getByRole('button', { name: 'Buat rencana' })).toHaveCount(0)
    await sound(page)
  })
})

test('a coordinator of a regency plans for the own branch only', async ({ people }, info) => {
  test.setTimeout(240_000)
  const above = await people.signedIn('PROVINCE_COORDINATOR', 'KALSEL')
  const { today } = await days(above)
  const theirs = `Rencana provinsi, ${info.project.name}`
  const address = await beginPlan(above, { title: theirs, day: today, law: 'Perda provinsi (contoh)' })
  const page = await people.signedIn('REGENCY_COORDINATOR', 'BANJARMASIN')
  const mine = `Rencana kota, ${info.project.name}`

  await test.step('plans of the province are not there', async () => {
    expect((await page.goto('/penataan')).status()).toBe(200)
    await expect(page.getByRole('link', { name: theirs })).toHaveCount(0)
    expect((await page.goto(address)).status(), 'hidden and unknown look alike').toBe(404)
    await sound(page)
  })

  await test.step('an agency of the province is refused, with the message beside its field', async () => {
    await beginPlan(page, { title: mine, day: today, law: 'Perda kota (contoh)' })
    await openChange(page, 'RENAME')
    await pick(page, /^Instansi yang berubah/, 'KALSEL-PUPR', /^Dinas Pekerjaan Umum dan Penataan Ruang Provinsi/)
    await page.getByRole('textbox', { name: /^Nama(?! singkat)/ }).fill('Nama dari kota')
    await page.getByRole('button', { name: 'Tambahkan perubahan' }).click()
    const message = /bukan bagian dari pemerintahan rencana ini/
    const field = page.getByRole('group', { name: 'Pilihan instansi' })
    await expect(field).toContainText(message)
    await expect(page.getByRole('alert')).toContainText(message)
    await expect(page.getByRole('textbox', { name: /^Nama(?! singkat)/ }), 'what was typed is kept').toHaveValue('Nama dari kota')
    await sound(page)
    await page.getByRole('alert').getByRole('link').first().click()
    await expect(page).toHaveURL(/#tambah-code$/)
  })

  await test.step('nor may an own one be moved below it', async () => {
    await page.getByRole('link', { name: 'Batal' }).click()
    await openChange(page, 'MOVE')
    await pick(page, /^Instansi yang berubah/, 'BANJARMASIN-DLH', /^Dinas Lingkungan Hidup/)
    await pick(page, /^Induk baru/, 'KALSEL-DLH', /^Dinas Lingkungan Hidup Provinsi/)
    await page.getByRole('button', { name: 'Tambahkan perubahan' }).click()
    const fields = page.getByRole('group', { name: 'Pilihan instansi' }).filter({ has: page.locator('[name="parent_code"]') })
    await expect(fields).toContainText(/bukan bagian dari pemerintahan rencana ini/)
    await sound(page)
  })

  await test.step('an own one is taken, and the list shows the own plans only', async () => {
    await page.getByRole('link', { name: 'Batal' }).click()
    await openChange(page, 'RENAME')
    await pick(page, /^Instansi yang berubah/, 'BANJARMASIN-DLH', /^Dinas Lingkungan Hidup/)
    await page.getByRole('textbox', { name: /^Nama(?! singkat)/ }).fill('Dinas Lingkungan Hidup dan Kebersihan Kota Banjarmasin')
    await addChange(page, /berganti nama menjadi Dinas Lingkungan Hidup dan Kebersihan/)
    await page.goto('/penataan')
    await expect(page.getByRole('link', { name: mine })).toBeVisible()
    const governments = await page.locator('main table tbody tr > :nth-child(4)').allInnerTexts()
    expect(new Set(governments).size, `one government in ${governments}`).toBe(1)
    await sound(page)
  })

  await test.step('and the province does not see the plan of the city', async () => {
    await above.goto('/penataan')
    await expect(above.getByRole('link', { name: theirs })).toBeVisible()
    await expect(above.getByRole('link', { name: mine })).toHaveCount(0)
    await expect(card(above, 'Susun rencana penataan')).toBeVisible()
  })
})
