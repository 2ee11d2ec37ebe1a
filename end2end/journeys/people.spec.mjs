// People in office: invited by a one-time link, suspended and taken up again, stood in for, moved, and refused where the
// tree ends. Part 3 of the third issue.
import { sound } from '../support/checks.mjs'
import { appoint, invite, join, openPerson, told, unfold } from '../support/people.mjs'
import { card } from '../support/steps.mjs'
import { expect, signIn, test } from '../support/test.mjs'

const unit = 'KALSEL-PUPR-BM'
const mail = (name, info) => `${name}.${info.project.name.replace(/\W+/g, '-').toLowerCase()}@contoh.id`

// The first report of the queue that one may write on (some are there to be read only), with a note by whoever looks.
async function note(page, text) {
  await page.goto('/antrean')
  const reports = await page.locator('table.queue td.lead > a').evaluateAll(links => links.map(link => link.getAttribute('href')))
  expect(reports.length, 'the queue has reports').toBeGreaterThan(0)
  const box = card(page, 'Catatan internal').getByRole('textbox')
  for (const report of reports) {
    await page.goto(report)
    if (await box.count()) break
  }
  await box.fill(text)
  await card(page, 'Catatan internal').getByRole('button', { name: 'Simpan catatan' }).click()
  await told(page, 'Catatan sudah disimpan')
}

test('an office invites somebody, who accepts with a browser of the own and works at once', async ({ people }, info) => {
  test.setTimeout(240_000)
  const admin = await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')
  const name = `Budi Contoh ${info.project.name}`
  const email = mail('budi', info)

  await test.step('what is wrong is said beside its field, and what was typed stays', async () => {
    await admin.goto(`/instansi/KALSEL-PUPR/undang`)
    await admin.locator('#undang').evaluate(form => { form.noValidate = true })
    await admin.getByRole('textbox', { name: 'Nama', exact: true }).fill(name)
    await admin.getByRole('textbox', { name: 'Alamat surel' }).fill('bukan-surel')
    await admin.getByRole('combobox', { name: 'Peran' }).selectOption({ label: 'Pejabat penghubung' })
    await admin.getByRole('button', { name: 'Undang', exact: true }).click()
    await expect(admin.locator('#undang-email-error')).toBeVisible()
    await expect(admin.getByRole('textbox', { name: 'Nama', exact: true })).toHaveValue(name)
    await sound(admin)
  })

  const path = await invite(admin, 'KALSEL-PUPR', { name, email, role: 'Pejabat penghubung' })
  await test.step('the list shows the invitation that waits', async () => {
    await admin.goto(`/instansi/KALSEL-PUPR`)
    const row = card(admin, 'Undangan').getByRole('row').filter({ hasText: email })
    await expect(row).toContainText('menunggu')
    await sound(admin)
  })

  const budi = await people.stranger()
  await join(budi, path)
  await note(budi, `Catatan pertama ${name}`)
  await expect(card(budi, 'Riwayat')).toContainText(name)
  await sound(budi)

  await test.step('the link is used up, and says what to do', async () => {
    const other = await people.stranger()
    for (const address of [path, '/undangan/katayangtidakada']) {
      expect((await other.goto(address)).status()).toBe(404)
      await expect(other.getByRole('heading', { level: 1, name: 'Undangan ini tidak dapat dipakai' })).toBeVisible()
    }
    await sound(other)
  })
})

test('a role is suspended and taken up again', async ({ people, demo }, info) => {
  test.setTimeout(240_000)
  const admin = people.account('AGENCY_ADMIN', 'KALSEL-PUPR')
  const name = `Sari Contoh ${info.project.name}`
  const sari = await appoint(demo, admin, unit, { name, email: mail('sari', info), role: 'UNIT_OFFICER' })
  const page = await people.stranger()
  await join(page, sari.path)

  const above = await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')
  await openPerson(above, unit, name)
  const form = await unfold(above, 'Istirahatkan peran')
  await sound(above)
  await form.getByRole('textbox', { name: 'Alasan' }).fill('Cuti panjang')
  await form.getByRole('button', { name: 'Istirahatkan peran' }).click()
  await told(above, 'Peran diistirahatkan')
  await expect(above.getByRole('main')).toContainText('Cuti panjang')
  await expect(card(above, 'Riwayat peran')).toContainText('Peran diistirahatkan')
  await sound(above)

  const answer = await page.goto('/antrean')
  expect(answer.status() === 403 || new URL(page.url()).pathname !== '/antrean', 'the queue is closed').toBe(true)

  await above.getByRole('button', { name: 'Aktifkan lagi' }).click()
  await told(above, 'Peran aktif lagi')
  await signIn(page, sari)
  expect((await page.goto('/antrean')).status()).toBe(200)
})

test('a deputy stands in for somebody absent, and the history says for whom', { tag: '@script' }, async ({ people, demo }, info) => {
  test.setTimeout(240_000)
  const admin = people.account('AGENCY_ADMIN', 'KALSEL-PUPR')
  const absent = `Lina Contoh ${info.project.name}`
  const lina = await appoint(demo, admin, 'KALSEL-PUPR', { name: absent, email: mail('lina', info), role: 'LIAISON_OFFICER' })
  const dodi = await appoint(demo, admin, unit, { name: `Dodi Contoh ${info.project.name}`, email: mail('dodi', info), role: 'UNIT_OFFICER' })
  const deputy = await people.stranger()
  await join(deputy, dodi.path)

  const page = await people.stranger()
  await join(page, lina.path)
  await page.goto('/instansi/KALSEL-PUPR')
  await page.getByRole('link', { name: 'Peran saya', exact: true }).click()
  const form = await unfold(page, 'Tunjuk pengganti sementara')
  await sound(page)
  const from = await form.getByLabel('Mulai menggantikan').inputValue()
  await form.getByRole('textbox', { name: /^Alamat surel pengganti/ }).fill(dodi.email)
  await form.getByLabel('Hari terakhir menggantikan').fill(from)
  await form.getByRole('textbox', { name: 'Alasan' }).fill('Cuti tahunan')
  await form.getByRole('button', { name: 'Tunjuk pengganti sementara' }).click()
  await told(page, 'Pengganti ditunjuk')
  await expect(card(page, 'Petugas')).toContainText(`Pengganti: Dodi Contoh ${info.project.name}`)
  await sound(page)

  await deputy.goto('/akun')
  const role = card(deputy, 'Peran').getByRole('listitem').filter({ hasText: `a.n. ${absent}` })
  await role.getByRole('button').click()
  await expect(deputy).toHaveURL(/\/antrean/)
  await note(deputy, 'Catatan oleh pengganti')
  await expect(card(deputy, 'Riwayat')).toContainText(`a.n. ${absent}`)
  await sound(deputy)

  const above = await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')
  await openPerson(above, 'KALSEL-PUPR', absent)
  await above.getByRole('button', { name: /^Akhiri penggantian/ }).click()
  await told(above, 'Penggantian diakhiri')
  await sound(above)
})

test('a role moves to another unit, and who was slower is told', { tag: '@script' }, async ({ people, demo }, info) => {
  test.setTimeout(240_000)
  const name = `Mira Contoh ${info.project.name}`
  const mira = await appoint(demo, people.account('PROVINCE_COORDINATOR', 'KALSEL'), unit, { name, email: mail('mira', info), role: 'UNIT_OFFICER' })
  await join(await people.stranger(), mira.path)
  const first = await people.signedIn('PROVINCE_COORDINATOR', 'KALSEL')
  const address = await openPerson(first, unit, name)
  const slower = await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')
  await slower.goto(address)
  const late = await unfold(slower, 'Akhiri peran')

  const form = await unfold(first, 'Pindahkan ke instansi lain')
  await form.getByRole('textbox', { name: 'Alasan' }).fill('Surat mutasi 12/2026')
  await form.getByRole('searchbox', { name: /^Instansi tujuan/ }).fill('lalu lintas')
  await form.getByRole('button', { name: 'Cari', exact: true }).click()
  await expect(form.getByRole('textbox', { name: 'Alasan' }), 'what was typed stays').toHaveValue('Surat mutasi 12/2026')
  await form.locator('input[type="radio"][value="KALSEL-DISHUB-LALIN"]').check()
  await sound(first)
  await form.getByRole('button', { name: 'Pindahkan ke instansi lain' }).click()
  await told(first, 'Peran dipindahkan')
  await expect(card(first, 'Riwayat peran')).toContainText('Pindah instansi')
  await sound(first)

  await late.getByRole('textbox', { name: 'Alasan' }).fill('Pensiun')
  await late.getByRole('button', { name: 'Akhiri peran' }).click()
  await expect(slower.getByRole('main')).toContainText(/baru saja diubah orang lain|tidak ditemukan|Halaman/)
  await sound(slower)
})

test('a coordinator of a regency appoints in the own branch only', { tag: '@script' }, async ({ people, demo }, info) => {
  const name = `Tono Contoh ${info.project.name}`
  const tono = await appoint(demo, people.account('AGENCY_ADMIN', 'KALSEL-PUPR'), unit, { name, email: mail('tono', info), role: 'UNIT_OFFICER' })
  await join(await people.stranger(), tono.path)
  const address = await openPerson(await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR'), unit, name)

  const page = await people.signedIn('REGENCY_COORDINATOR', 'BANJARMASIN')
  await page.goto(`/instansi/${unit}`)
  await expect(page.getByRole('link', { name: 'Undang petugas' })).toHaveCount(0)
  expect((await page.goto(`/instansi/${unit}/undang`)).status()).toBe(403)
  await sound(page)
  expect((await page.goto(address)).status(), 'hidden and unknown look alike').toBe(404)
  await sound(page)
  expect((await page.goto('/instansi/kosong')).status()).toBe(200)
  await expect(page.getByRole('heading', { level: 1, name: 'Unit lowong' })).toBeVisible()
  await expect(page.locator('main table a[href*="/instansi/KALSEL"]')).toHaveCount(0)
  await sound(page)
  await page.goto('/instansi/BANJARMASIN-DLH')
  await page.getByRole('link', { name: 'Undang petugas', exact: true }).click()
  await sound(page)
})
