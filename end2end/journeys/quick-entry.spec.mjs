// A citizen at the counter: the officer writes, the citizen goes home with code and secret.
import { sound } from '../support/checks.mjs'
import { card, openFromQueue, receipt, track } from '../support/steps.mjs'
import { expect, test } from '../support/test.mjs'

test('an officer enters a report of somebody at the counter, who then follows it by the code', async ({ people }, info) => {
  const officer = await people.signedIn('PROVINCE_COORDINATOR')
  const title = `Antrean loket tidak bergerak, ${info.project.name}`
  await officer.goto('/entri')
  await sound(officer)
  await officer.getByRole('combobox', { name: /^Diterima lewat/ }).selectOption({ label: 'Datang langsung' })
  await officer.getByRole('textbox', { name: /^Judul/ }).fill(title)
  await officer.getByRole('textbox', { name: /^Isi laporan/ }).fill('Warga datang ke loket sejak pukul delapan dan belum dilayani sampai pukul dua belas.')
  await officer.getByRole('textbox', { name: /^Nama/ }).fill('Budi Contoh')
  await officer.getByRole('button', { name: 'Simpan laporan' }).click()
  await expect(officer.getByRole('heading', { level: 1, name: 'Laporan sudah masuk' })).toBeVisible()
  await sound(officer)
  const filed = await receipt(officer)

  const citizen = await people.stranger()
  await track(citizen, filed)
  await expect(citizen.getByRole('heading', { level: 1, name: title })).toBeVisible()

  await officer.getByRole('link', { name: 'Buka laporan' }).click()
  await expect(officer.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(officer.getByRole('main'), 'the identity is kept apart').not.toContainText('Budi Contoh')
})

test('an entry without what is needed comes back with everything that was typed', async ({ people }) => {
  const officer = await people.signedIn('PROVINCE_COORDINATOR')
  await officer.goto('/entri')
  await officer.getByRole('combobox', { name: /^Diterima lewat/ }).selectOption({ label: 'Telepon' })
  await officer.getByRole('textbox', { name: /^Judul/ }).fill('<b>L</b>')
  await officer.getByRole('textbox', { name: /^Isi laporan/ }).fill('</textarea><script>alert(1)</script>')
  await officer.getByRole('textbox', { name: /^Nama/ }).fill('Wati Contoh')
  await officer.getByRole('button', { name: 'Simpan laporan' }).click()
  await expect(officer.getByRole('alert')).toBeVisible()
  await sound(officer)
  await expect(officer.getByRole('textbox', { name: /^Judul/ })).toHaveValue('<b>L</b>')
  await expect(officer.getByRole('textbox', { name: /^Isi laporan/ })).toHaveValue('</textarea><script>alert(1)</script>')
  await expect(officer.getByRole('textbox', { name: /^Nama/ })).toHaveValue('Wati Contoh')
  await officer.getByRole('alert').getByRole('link').first().click()
  await expect(officer, 'the summary leads to the field').toHaveURL(/#entri-/)
})

test('a form that is sent twice acts once', async ({ people, demo }, info) => {
  const page = await people.stranger()
  await page.goto('/lapor')
  const csrf = await page.locator('input[name="_csrf"]').first().inputValue()
  const title = `Dikirim dua kali, ${info.project.name}`
  const form = { _csrf: csrf, langkah: '3', tombol: 'kirim', kunci: 'a'.repeat(26) + String(Date.now()).slice(-6), classification: 'SERVICE_COMPLAINT', title, body: 'Tombol kirim ditekan dua kali karena jaringan lambat sekali malam ini.', name: 'Rudi Contoh' }
  const [one, two] = await Promise.all([page.request.post(`${demo.url}/lapor`, { form }), page.request.post(`${demo.url}/lapor`, { form })])
  expect([one.status(), two.status()]).toEqual([200, 200])
  const officer = await people.signedIn('PROVINCE_COORDINATOR')
  await officer.goto(`/antrean?kata=${encodeURIComponent(title)}`)
  await expect(officer.getByRole('link', { name: title, exact: true })).toHaveCount(1)
})

test('a form from elsewhere, without its token, does nothing', async ({ people, demo }) => {
  const officer = await people.signedIn('PROVINCE_COORDINATOR')
  await officer.goto('/akun')
  const answer = await officer.request.post(`${demo.url}/akun/keluar-semua`, { form: { kunci: 'x' } })
  expect(answer.status()).toBe(403)
  await officer.goto('/antrean')
  await expect(officer).toHaveURL(/\/antrean/)
})

test('whoever looks changes nothing: a conflict shows what happened meanwhile and keeps the words', async ({ people }, info) => {
  const one = await people.signedIn('PROVINCE_COORDINATOR')
  const title = `Dua petugas sekaligus, ${info.project.name}`
  await one.goto('/entri')
  await one.getByRole('combobox', { name: /^Diterima lewat/ }).selectOption({ label: 'Telepon' })
  await one.getByRole('textbox', { name: /^Judul/ }).fill(title)
  await one.getByRole('textbox', { name: /^Isi laporan/ }).fill('Penelepon mengatakan lampu jalan di simpang empat padam sejak Sabtu malam.')
  await one.getByRole('textbox', { name: /^Nama/ }).fill('Ani Contoh')
  await one.getByRole('button', { name: 'Simpan laporan' }).click()
  const { reference } = await receipt(one)

  const two = await people.signedIn('PROVINCE_COORDINATOR')
  await openFromQueue(two, reference, title)
  await openFromQueue(one, reference, title)
  await card(one, 'Verifikasi').getByRole('button', { name: 'Verifikasi laporan' }).click()
  await expect(one.getByRole('status').filter({ hasText: 'diverifikasi' })).toBeVisible()

  const words = 'Mohon sebutkan patokan yang lebih jelas.'
  await card(two, 'Tindakan lain').getByText('Tunda, minta pelapor melengkapi').click()
  await two.getByRole('textbox', { name: /^Apa yang perlu dilengkapi/ }).fill(words)
  await two.getByRole('button', { name: 'Tunda dan kirim pertanyaan' }).click()
  await expect(two.getByRole('alert').filter({ hasText: 'Laporan ini berubah sejak Anda membukanya' })).toBeVisible()
  await expect(two.getByRole('textbox', { name: /^Apa yang perlu dilengkapi/ })).toHaveValue(words)
  await sound(two)
  await two.getByRole('button', { name: 'Tunda dan kirim pertanyaan' }).click()
  await expect(two.getByRole('status').filter({ hasText: 'sudah diminta melengkapi' })).toBeVisible()
})
