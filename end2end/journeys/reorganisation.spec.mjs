// A department is merged into another, by clicks. Acceptance 2 of the third issue: the plan shows what it will do, is
// refused while somebody would lose their cases, and is published by a second person. It changes the tree for good, so it
// has a demonstration of its own.
import { sound } from '../support/checks.mjs'
import { Client } from '../support/graphql.mjs'
import { addChange, beginPlan, days, findings, openChange, pick } from '../support/plans.mjs'
import { freshMark, report } from '../support/reports.mjs'
import { act, card, choose, openFromQueue, pickAgency, track } from '../support/steps.mjs'
import { expect, testAlone as test } from '../support/test.mjs'

const old = 'Dinas Energi dan Sumber Daya Mineral Provinsi Kalimantan Selatan'
const unit = 'Bidang Mineral dan Batu Bara Dinas ESDM Kalsel'
const heir = 'Dinas Lingkungan Hidup Provinsi Kalimantan Selatan'
const renamed = 'Dinas Lingkungan Hidup dan Energi Provinsi Kalimantan Selatan'
const law = 'Perda Nomor 4 Tahun 2026 (contoh)'
const starts = name => new RegExp(`^${name}`)

test('a department with an open case is merged into another by two people, and nobody loses the case', async ({ people, demo }, info) => {
  test.setTimeout(480_000)
  const plan = `Penataan energi, ${info.project.name}`
  const one = await people.signedInAs(demo.accounts.find(person => person.email === 'rina.kalsel@contoh.id'))
  const two = await people.signedInAs(demo.accounts.find(person => person.email === 'fahmi.kalsel@contoh.id'))
  const officer = await people.signedIn('AGENCY_ADMIN', 'KALSEL-ESDM')
  const { today, yesterday } = await days(one)
  let filed
  let title

  await test.step('a citizen files a report, and the coordinator forwards it to the department', async () => {
    const input = report(freshMark(), 1)
    title = input.title
    const sent = await new Client(demo.graphql).mutate('submitReport', input, 'trackingCode trackingSecret case { reference }')
    filed = { reference: sent.case.reference, code: sent.trackingCode, secret: sent.trackingSecret }
    await openFromQueue(one, filed.reference, title)
    await act(one, {
      on: 'Verifikasi',
      fill: async form => {
        await choose(form, /^Pengaduan tidak berkadar pengawasan/)
        await choose(form, /^Mendesak/)
      },
      press: 'Verifikasi laporan',
      done: 'Laporan sudah diverifikasi',
    })
    await pickAgency(one, 'Teruskan', 'KALSEL-ESDM', starts(old))
    await act(one, { on: 'Teruskan', press: 'Teruskan laporan', done: 'Laporan sudah diteruskan' })
    await openFromQueue(officer, filed.reference, title)
    await expect(card(officer, 'Dipegang sekarang')).toContainText(old)
  })

  let address
  await test.step('the coordinator plans to move its unit away', async () => {
    address = await beginPlan(one, { title: plan, day: today, law })
    await expect(card(one, 'Langkah berikut')).toContainText('rencana masih kosong')
    await openChange(one, 'MOVE')
    await pick(one, /^Instansi yang berubah/, 'KALSEL-ESDM-MINERBA', starts(unit))
    await pick(one, /^Induk baru/, 'KALSEL-DLH', starts(heir))
    await expect(one.getByRole('radio', { name: starts(unit) }), 'the first choice is kept').toBeChecked()
    await sound(one)
    await addChange(one, `${unit} pindah ke bawah ${heir}, beserta unit di bawahnya.`)
  })

  await test.step('and to close it without an heir', async () => {
    await openChange(one, 'CLOSE')
    await pick(one, /^Instansi yang berubah/, 'energi dan sumber daya mineral provinsi', starts(old))
    await addChange(one, `${old} ditutup tanpa penerus.`)
  })

  await test.step('the preview names the case without an heir and the rule that would point at nobody', async () => {
    const { errors, warnings } = await findings(one)
    await expect(errors).toContainText(`1 laporan terbuka pada ${old} tidak punya penerus. Tentukan penerusnya.`)
    await expect(errors).toContainText(`Aturan 730 Galian pasir, batu, dan tanah (KALSEL v1) mengarah ke ${old}`)
    await expect(errors).toContainText('tidak jelas siapa penggantinya')
    await expect(warnings).toContainText(`Lukman Hakim kehilangan jabatan pada ${old}`)
    const hand = card(one, 'Pratinjau').getByRole('row').filter({ has: one.getByRole('rowheader', { name: old }) }).first()
    await expect(hand).toContainText(/belum ada penerus/)
    await expect(hand.getByRole('link', { name: filed.reference })).toBeVisible()
    await expect(card(one, 'Pratinjau').locator('li.gone').filter({ hasText: 'KALSEL-ESDM' })).toContainText('ditutup')
  })

  await test.step('so it cannot be submitted: neither is there a button, nor does the form work', async () => {
    await expect(one.getByText(/^Belum dapat diajukan\. Kesalahan yang harus diperbaiki: [1-9]/)).toBeVisible()
    await expect(card(one, 'Langkah berikut')).toContainText('perbaiki dahulu kesalahan')
    await expect(one.getByRole('button', { name: 'Ajukan kepada orang kedua' })).toHaveCount(0)
    const version = await one.locator('details form input[name="version"]').first().inputValue()
    const form = { _csrf: await one.locator('input[name="_csrf"]').first().inputValue(), kunci: `${freshMark()}0123456789`, version }
    const answer = await one.request.post(`${demo.url}${address}/ajukan`, { form })
    expect(answer.status()).toBe(422)
    expect(await answer.text()).toContain('Perbaiki dahulu, lalu coba lagi')
  })

  await test.step('mended: a merger in the place of the closing, and a new name', async () => {
    await one.goto(address)
    await one.getByRole('button', { name: `Hapus: ${old} ditutup tanpa penerus.` }).click()
    await expect(card(one, 'Perubahan').getByRole('heading', { level: 3, name: /ditutup tanpa penerus/ })).toHaveCount(0)
    await sound(one)
    await openChange(one, 'MERGE')
    await pick(one, /^Cari instansi yang digabung/, 'KALSEL-ESDM', starts(old))
    await one.getByRole('button', { name: 'Tambahkan ke gabungan' }).click()
    await expect(one.getByRole('textbox', { name: /^Instansi yang digabung/ })).toHaveValue('KALSEL-ESDM')
    await pick(one, /^Menjadi bagian dari/, 'KALSEL-DLH', starts(heir))
    await sound(one)
    await addChange(one, `${old} digabung ke ${heir}.`)
    await openChange(one, 'RENAME')
    await pick(one, /^Instansi yang berubah/, 'KALSEL-DLH', starts(heir))
    await one.getByRole('textbox', { name: /^Nama(?! singkat)/ }).fill(renamed)
    await addChange(one, `${heir} berganti nama menjadi ${renamed}.`)
  })

  const preview = async page => {
    const { errors, warnings } = await findings(page)
    await expect(errors).toContainText('Tidak ada kesalahan.')
    await expect(warnings).toContainText('Aturan 730 Galian pasir, batu, dan tanah (KALSEL v1)')
    const hand = card(page, 'Pratinjau').getByRole('row').filter({ has: page.getByRole('rowheader', { name: old }) }).first()
    await expect(hand).toContainText(renamed)
    await expect(hand.getByRole('link', { name: filed.reference })).toBeVisible()
    await expect(card(page, 'Pratinjau').getByRole('row', { name: /^Lukman Hakim/ })).toContainText(renamed)
    await expect(card(page, 'Pratinjau').locator('li.changed').filter({ hasText: 'KALSEL-DLH' }).first()).toContainText('ganti nama')
  }

  await test.step('the preview says who gets what, and the plan is submitted', async () => {
    await preview(one)
    await one.getByRole('button', { name: 'Ajukan kepada orang kedua' }).click()
    await expect(one.getByRole('main')).toContainText('Menunggu orang kedua')
    await sound(one)
  })

  await test.step('whoever submitted cannot approve: neither is there a button, nor does the form work', async () => {
    await expect(card(one, 'Langkah berikut')).toContainText('Siapa yang mengajukan tidak dapat menyetujuinya sendiri')
    await expect(one.getByRole('button', { name: 'Setujui dan terbitkan' })).toHaveCount(0)
    const version = await one.locator('details form input[name="version"]').first().inputValue()
    const form = { _csrf: await one.locator('input[name="_csrf"]').first().inputValue(), kunci: `${freshMark()}0123456789`, version }
    const answer = await one.request.post(`${demo.url}${address}/setujui`, { form })
    expect(answer.status()).toBe(422)
    expect(await answer.text()).toContain('petugas lain harus menyetujui')
    await one.goto(address)
    await expect(one.getByRole('main')).toContainText('Menunggu orang kedua')
  })

  await test.step('the second person finds it, reads the preview, and publishes', async () => {
    await two.goto('/penataan')
    const row = two.getByRole('row').filter({ hasText: plan })
    await expect(row).toContainText('Menunggu orang kedua')
    await expect(row).toContainText('Rina Noor')
    await row.getByRole('link', { name: plan }).click()
    await expect(two.getByRole('heading', { level: 1, name: plan })).toBeVisible()
    await sound(two)
    await preview(two)
    await two.getByRole('button', { name: 'Setujui dan terbitkan' }).click()
    await expect(two.getByText(/Terbit .* Laporan yang berpindah: 1\. Peran yang berpindah: 1\./)).toBeVisible({ timeout: 30_000 })
    await expect(card(two, 'Riwayat rencana')).toContainText('Rencana terbit')
    await sound(two)
  })

  await test.step('an officer of the old department finds the case under the new name', async () => {
    await openFromQueue(officer, filed.reference, title)
    await expect(card(officer, 'Dipegang sekarang')).toContainText(renamed)
    await expect(officer.getByRole('main')).toContainText('Instansi ditata ulang')
    await expect(officer.getByRole('main'), 'the history names plan and law').toContainText(law)
  })

  await test.step('the page of the citizen names the heir', async () => {
    const citizen = await people.stranger()
    await track(citizen, filed)
    await expect(card(citizen, 'Dipegang sekarang')).toContainText(renamed)
    await expect(card(citizen, 'Riwayat')).toContainText(`laporan Anda kini dipegang ${renamed}`)
    await expect(card(citizen, 'Riwayat'), 'what was, stays').toContainText(`meneruskan laporan kepada ${old}`)
  })

  await test.step('the page of the old department names its heir', async () => {
    await officer.goto('/instansi/KALSEL-ESDM')
    await expect(officer.getByRole('heading', { level: 1, name: old })).toBeVisible()
    await expect(officer.getByText(/^Instansi ini berlaku sampai/)).toContainText('Diteruskan oleh')
    await sound(officer)
    await officer.getByText(/^Instansi ini berlaku sampai/).getByRole('link', { name: renamed }).click()
    await expect(officer.getByRole('heading', { level: 1, name: renamed })).toBeVisible()
    await expect(card(officer, 'Unit kerja')).toContainText(unit)
    await expect(card(officer, 'Petugas')).toContainText('Lukman Hakim')
    await expect(card(officer, 'Riwayat instansi')).toContainText(law)
    await sound(officer)
  })

  await test.step('the tree of today has it no more, the tree of yesterday has', async () => {
    await officer.goto('/instansi?buka=KALSEL')
    await expect(officer.getByRole('link', { name: renamed, exact: true })).toBeVisible()
    await expect(officer.getByRole('link', { name: old, exact: true })).toHaveCount(0)
    await officer.getByLabel('Keadaan pada tanggal').fill(yesterday)
    await officer.getByRole('button', { name: 'Tampilkan' }).click()
    await expect(officer.getByText(/^Ini keadaan pada/)).toBeVisible()
    await expect(officer.getByRole('link', { name: renamed, exact: true })).toHaveCount(0)
    await expect(officer.getByRole('link', { name: heir, exact: true })).toBeVisible()
    await sound(officer)
    await officer.getByRole('link', { name: old, exact: true }).click()
    await expect(officer.getByRole('heading', { level: 1, name: old })).toBeVisible()
    await expect(officer.getByText(/^Ini keadaan pada/)).toBeVisible()
    await expect(officer.getByText(/^Instansi ini berlaku sampai/), 'it was in force').toHaveCount(0)
    await expect(card(officer, 'Unit kerja'), 'with its unit').toContainText(unit)
    await sound(officer)
  })
})
