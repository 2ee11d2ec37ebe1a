// What people do on the pages, by the words that they see. A step ends when its result is on the screen, and each page
// it reaches is looked at (support/checks.mjs).
import { expect } from '@playwright/test'
import { sound } from './checks.mjs'

// A card of a page, by its heading.
export const card = (page, name) => page.getByRole('region', { name, exact: true })

// One of several choices, by the begin of its label.
export async function choose(scope, name) {
  const radio = scope.getByRole('radio', { name })
  await radio.check()
  await expect(radio).toBeChecked()
}

// A photograph that says in its data where it was taken. Whoever gets it must not find these words in it.
export const takenAt = 'DIAMBIL-DI-RUMAH-PELAPOR'

export async function photograph(page) {
  const jpeg = await page.screenshot({ type: 'jpeg', quality: 70, clip: { x: 0, y: 0, width: 320, height: 240 } })
  // EXIF with one entry, ImageDescription (0x010e), ASCII, at offset 26 of the TIFF part.
  const text = Buffer.from(`${takenAt}\0`)
  const tiff = Buffer.alloc(26)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(1, 8)
  tiff.writeUInt16LE(0x010e, 10)
  tiff.writeUInt16LE(2, 12)
  tiff.writeUInt32LE(text.length, 14)
  tiff.writeUInt32LE(26, 18)
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, text])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}

const pothole = { topic: 'Jalan atau trotoar berlubang dan rusak', regency: 'Kabupaten Banjar', district: 'Martapura', place: 'Jalan Martapura Lama, dekat pasar' }

// From the first page to the receipt, without an account. Answers { reference, code, secret }.
export async function fileReport(page, { title, body, picture, ...where }) {
  const { topic, regency, district, place } = { ...pothole, ...where }
  await page.goto('/')
  await sound(page)
  await page.getByRole('main').getByRole('link', { name: 'Buat laporan' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Buat laporan' })).toBeVisible()
  await sound(page)
  await choose(page, /^Pengaduan layanan/)
  await page.getByRole('textbox', { name: /^Judul/ }).fill(title)
  await page.getByRole('textbox', { name: /^Ceritakan kejadiannya/ }).fill(body)
  await page.getByRole('combobox', { name: /^Topik/ }).selectOption({ label: topic })
  await page.getByRole('combobox', { name: /^Kabupaten atau kota/ }).selectOption({ label: regency })
  await page.getByRole('button', { name: 'Pilih', exact: true }).click()
  await expect(page.getByRole('combobox', { name: /^Kecamatan/ })).toBeVisible()
  await expect(page.getByRole('textbox', { name: /^Judul/ })).toHaveValue(title)
  await page.getByRole('combobox', { name: /^Kecamatan/ }).selectOption({ label: district })
  await page.getByRole('textbox', { name: /^Patokan/ }).fill(place)
  await page.getByRole('button', { name: 'Lanjut ke foto dan identitas' }).click()

  await expect(page.getByLabel('Pilih berkas')).toBeVisible()
  await sound(page)
  if (picture) await page.getByLabel('Pilih berkas').setInputFiles(picture)
  await page.getByRole('textbox', { name: /^Nama/ }).fill('Siti Contoh')
  await page.getByRole('textbox', { name: /^Telepon/ }).fill('081234567890')
  await page.getByRole('button', { name: 'Lanjut ke pemeriksaan' }).click()

  await expect(page.getByRole('button', { name: 'Kirim laporan' })).toBeVisible()
  await sound(page)
  await expect(page.getByRole('main')).toContainText(title)
  await expect(page.getByRole('main')).toContainText('Siti Contoh')
  if (picture) await expect(page.getByRole('main')).toContainText(picture.name)
  await page.getByRole('button', { name: 'Kirim laporan' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Laporan terkirim' })).toBeVisible()
  await sound(page)
  return receipt(page)
}

// What stands on a receipt.
export async function receipt(page) {
  const line = async name => (await page.locator(`dt:text-is("${name}") + dd`).innerText()).trim()
  return { reference: await line('Nomor laporan'), code: await line('Kode pelacakan'), secret: await line('Kata rahasia') }
}

// By the tracking code, as somebody who comes back another day on another device.
export async function track(page, { code, secret, reference }) {
  await page.goto('/lacak')
  await page.getByRole('textbox', { name: /^Kode pelacakan/ }).fill(code)
  await page.getByRole('textbox', { name: /^Kata rahasia/ }).fill(secret)
  await page.getByRole('button', { name: 'Buka laporan', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/lacak/${reference}`))
  await sound(page)
}

// An officer looks a report up by its number and opens it from the queue.
export async function openFromQueue(page, reference, title) {
  await page.goto('/antrean')
  await page.getByRole('searchbox', { name: 'Cari nomor atau kata' }).fill(reference)
  await page.getByRole('search').getByRole('button', { name: 'Cari' }).click()
  await expect(page).toHaveURL(/kata=/)
  await sound(page)
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await sound(page)
}

// One act of the case page: fills its card in, presses its button, and waits for the word that it was done.
export async function act(page, { on, fill, press, done }) {
  const scope = on ? card(page, on) : page
  if (fill) await fill(scope)
  await scope.getByRole('button', { name: press, exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: done })).toBeVisible()
  await sound(page)
}

// The agency picker: search, then choose among what was found. The page comes back in between.
export async function pickAgency(page, on, words, name) {
  const scope = card(page, on)
  await scope.getByRole('searchbox', { name: /^Cari instansi/ }).fill(words)
  await scope.getByRole('button', { name: 'Cari', exact: true }).click()
  await choose(scope, name)
}
