// What coordinators do on the pages of the tree and of plans, by the words that they see.
import { expect } from '@playwright/test'
import { sound } from './checks.mjs'
import { card, choose } from './steps.mjs'

// The eight kinds of changes: as the address names them, and as the page does.
export const kinds = {
  CREATE: 'Bentuk instansi baru',
  RENAME: 'Ganti nama',
  ADJUST: 'Ubah jenis, fungsi, atau wilayah',
  MOVE: 'Pindahkan ke induk lain',
  MERGE: 'Gabungkan',
  SPLIT: 'Pecah',
  CLOSE: 'Tutup',
  REOPEN: 'Buka lagi',
}

const told = (page, words) => expect(page.getByRole('status').filter({ hasText: words })).toBeVisible()

// Goes to the tree by the navigation.
export async function openTree(page) {
  await page.goto('/akun')
  await page.getByRole('navigation', { name: 'Utama' }).getByRole('link', { name: 'Pohon instansi' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Pohon instansi' })).toBeVisible()
  await sound(page)
}

// Today in the time of the server, as the tree says it: `{ today, yesterday }`.
export async function days(page) {
  await page.goto('/instansi')
  const today = await page.getByLabel('Keadaan pada tanggal').inputValue()
  const before = new Date(`${today}T00:00:00Z`)
  before.setUTCDate(before.getUTCDate() - 1)
  return { today, yesterday: before.toISOString().slice(0, 10) }
}

// Begins a plan from the tree and answers the address of its page.
export async function beginPlan(page, { title, day, law }) {
  await openTree(page)
  await page.getByRole('link', { name: 'Rencana penataan', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Rencana penataan' })).toBeVisible()
  await sound(page)
  const form = card(page, 'Susun rencana penataan')
  await form.getByRole('textbox', { name: /^Judul/ }).fill(title)
  await form.getByLabel('Tanggal berlaku').fill(day)
  await form.getByRole('textbox', { name: /^Dasar hukum/ }).fill(law)
  await form.getByRole('button', { name: 'Buat rencana' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await told(page, 'Rencana dibuat')
  await sound(page)
  return new URL(page.url()).pathname
}

// Opens the form of a change of that kind.
export async function openChange(page, kind) {
  await card(page, 'Perubahan').getByRole('list').getByRole('link', { name: new RegExp(`^${kinds[kind]}`) }).click()
  await expect(page.getByRole('heading', { level: 3, name: kinds[kind], exact: true })).toBeVisible()
}

// Looks an agency up in a field of the form and chooses it; the page comes back in between and nothing is lost.
export async function pick(page, field, words, name) {
  const box = page.getByRole('combobox', { name: field })
  await box.fill(words)
  await page.locator('.field').filter({ has: box }).getByRole('button', { name: 'Cari', exact: true }).click()
  await choose(page.getByRole('main'), name)
}

// Sends the form of a new change, and waits until it stands in the plan in these words.
export async function addChange(page, summary) {
  await page.getByRole('button', { name: 'Tambahkan perubahan' }).click()
  await told(page, /[Pp]erubahan/)
  await expect(card(page, 'Perubahan').getByRole('heading', { level: 3, name: summary })).toBeVisible()
  await sound(page)
}

// What blocks, and what is to be known, in the preview.
export async function findings(page) {
  const half = name => card(page, 'Pratinjau').locator('.halves > div').filter({ has: page.getByRole('heading', { level: 3, name }) })
  return { errors: half(/^Kesalahan/), warnings: half(/^Peringatan/) }
}
