// A sheet of the tree: checked line by line, refused with its fault, mended, made a plan; and the tree taken home.
import { readFileSync } from 'node:fs'
import { sound } from '../support/checks.mjs'
import { days, openTree } from '../support/plans.mjs'
import { card } from '../support/steps.mjs'
import { expect, testAlone as test } from '../support/test.mjs'

const header = 'code;name;kind;parent_code'
const file = (name, rows) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${[header, ...rows].join('\r\n')}\r\n`) })
const unit = 'KALSEL-PUPR-UJI;Bidang Uji Lembar;division;KALSEL-PUPR'

async function handOver(page, sheet) {
  await page.getByLabel('Lembar CSV').setInputFiles(sheet)
  await page.getByRole('button', { name: 'Periksa' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Lembar ${sheet.name}` })).toBeVisible()
  await sound(page)
}

test('a sheet with a fault is mended and becomes a plan', async ({ people }) => {
  test.setTimeout(240_000)
  const page = await people.signedIn('PROVINCE_COORDINATOR', 'KALSEL')
  const { today } = await days(page)

  await test.step('from the tree to the form', async () => {
    await openTree(page)
    await page.getByRole('link', { name: 'Impor lembar' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Impor lembar' })).toBeVisible()
    await sound(page)
  })

  await test.step('the fault names its line, its column and the reason, and there is no plan to make', async () => {
    await handOver(page, file('salah.csv', [unit, 'KALSEL-PUPR-LAIN;Bidang Lain;division;KALSEL-TIDAK-ADA']))
    const row = card(page, 'Baris demi baris').getByRole('row').filter({ has: page.getByRole('rowheader', { name: '3' }) })
    await expect(row).toContainText('parent_code: Tidak ada induk KALSEL-TIDAK-ADA')
    await expect(page.getByRole('button', { name: 'Jadikan rencana' })).toHaveCount(0)
    await page.getByRole('link', { name: 'Hanya perubahan' }).click()
    await expect(card(page, 'Baris demi baris')).toContainText('Bidang Uji Lembar')
  })

  await test.step('mended, it shows what it would do', async () => {
    await page.getByRole('link', { name: 'Pilih lembar lain' }).click()
    await handOver(page, file('benar.csv', [unit, 'KALSEL-PUPR-LAIN;Bidang Lain;division;KALSEL-PUPR-UJI']))
    await expect(page.getByText('menjadi 2 perubahan')).toBeVisible()
    await expect(page.getByText(/instansi yang berlaku tidak ada di lembar ini/)).toBeVisible()
    await expect(card(page, 'Baris demi baris').getByRole('row').filter({ hasText: 'KALSEL-PUPR-LAIN' })).toContainText('(kosong) → KALSEL-PUPR-UJI')
  })

  await test.step('and becomes a draft plan', async () => {
    const form = card(page, 'Jadikan rencana')
    await form.getByRole('textbox', { name: /^Judul/ }).fill('Penataan dari lembar')
    await form.getByLabel('Tanggal berlaku').fill(today)
    await form.getByRole('textbox', { name: /^Dasar hukum/ }).fill('Perda 4/2026 (contoh)')
    await form.getByRole('button', { name: 'Jadikan rencana' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Penataan dari lembar' })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: 'Rencana sudah disusun dari lembar' })).toBeVisible()
    await expect(card(page, 'Perubahan')).toContainText('Bidang Uji Lembar')
    await sound(page)
  })
})

test('the tree goes home as a file', async ({ people }) => {
  const page = await people.signedIn('PROVINCE_COORDINATOR', 'KALSEL')
  await page.goto('/instansi?per=2022-06-01')
  for (const [label, name, begin] of [['Unduh CSV', 'instansi-2022-06-01.csv', '\ufeffcode,name'], ['Unduh XLSX', 'instansi-2022-06-01.xlsx', 'PK']]) {
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: label }).click()
    const got = await waiting
    expect(got.suggestedFilename()).toBe(name)
    expect(readFileSync(await got.path(), 'utf8').startsWith(begin)).toBe(true)
  }
})
