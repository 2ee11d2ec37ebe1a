// The main job, by clicks: from a citizen without account to a closed and rated case. Acceptance 2 of the first issue.
import { card, choose, act, fileReport, openFromQueue, photograph, pickAgency, takenAt, track } from '../support/steps.mjs'
import { expect, test } from '../support/test.mjs'

const pupr = 'Dinas Pekerjaan Umum dan Penataan Ruang Provinsi Kalimantan Selatan'
const unit = 'Bidang Bina Marga PUPR Kalsel'

test('a report with a picture travels from a citizen without account to a closed case', async ({ people }, info) => {
  test.setTimeout(420_000)
  const citizen = await people.stranger()
  const title = `Jalan berlubang di depan pasar, ${info.project.name}`
  const report = { title, body: 'Sejak dua pekan jalan di depan pasar berlubang dalam. Sudah tiga sepeda motor jatuh. Mohon segera diperbaiki.' }
  let filed

  await test.step('the citizen files it with a picture and gets a receipt', async () => {
    await citizen.goto('/')
    const picture = { name: 'lubang.jpg', mimeType: 'image/jpeg', buffer: await photograph(citizen) }
    filed = await fileReport(citizen, { ...report, picture })
    expect(filed.reference).toMatch(/\S/)
  })

  await test.step('under the tracking code it is received, with somebody responsible', async () => {
    const again = await people.stranger()
    await track(again, filed)
    await expect(again.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(card(again, 'Dipegang sekarang')).toContainText('sedang diperiksa')
    await expect(card(again, 'Isi laporan').getByRole('img', { name: /lubang/ })).toBeVisible()
  })

  const coordinator = await people.signedIn('PROVINCE_COORDINATOR')
  await test.step('the coordinator opens it; the picture no longer says where it was taken', async () => {
    await openFromQueue(coordinator, filed.reference, title)
    const picture = coordinator.getByRole('article').filter({ has: coordinator.getByRole('heading', { name: 'Isi laporan' }) }).getByRole('link', { name: /lubang/ })
    const answer = await coordinator.request.get(await picture.getAttribute('href'))
    expect(answer.status()).toBe(200)
    expect(answer.headers()['x-content-type-options']).toBe('nosniff')
    const bytes = await answer.body()
    expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
    expect(bytes.includes(takenAt)).toBe(false)
    const stranger = await people.stranger()
    expect((await stranger.request.get(answer.url())).status(), 'for somebody else the picture is not there').toBe(404)
  })

  await test.step('the coordinator verifies it', async () => {
    await act(coordinator, {
      on: 'Verifikasi',
      fill: async form => {
        await choose(form, /^Pengaduan tidak berkadar pengawasan/)
        await choose(form, /^Mendesak/)
      },
      press: 'Verifikasi laporan',
      done: 'Laporan sudah diverifikasi',
    })
  })

  await test.step('and forwards it to the public works office', async () => {
    await pickAgency(coordinator, 'Teruskan', 'KALSEL-PUPR', new RegExp(`^${pupr}`))
    await act(coordinator, { on: 'Teruskan', press: 'Teruskan laporan', done: 'Laporan sudah diteruskan' })
    await expect(card(coordinator, 'Dipegang sekarang')).toContainText(pupr)
  })

  const admin = await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')
  await test.step('the office forwards it to its unit', async () => {
    await openFromQueue(admin, filed.reference, title)
    await choose(card(admin, 'Teruskan'), new RegExp(`^${unit}`))
    await act(admin, { on: 'Teruskan', press: 'Teruskan laporan', done: 'Laporan sudah diteruskan' })
    await expect(card(admin, 'Dipegang sekarang')).toContainText(unit)
  })

  const officer = await people.signedIn('UNIT_OFFICER', 'KALSEL-PUPR-BM')
  const answer = async (text, approve) => {
    await openFromQueue(officer, filed.reference, title)
    await act(officer, {
      on: 'Tulis kepada pelapor',
      fill: async form => {
        await choose(form, /^Jawaban/)
        await form.getByRole('textbox', { name: /^Tulisan/ }).fill(text)
        await form.getByRole('checkbox', { name: /^Minta disetujui/ }).check()
      },
      press: 'Kirim tulisan',
      done: 'Konsep sudah disimpan',
    })
    await expect(card(officer, 'Konsep yang belum terbit').getByRole('button', { name: 'Setujui konsep' }), 'nobody approves the own draft').toHaveCount(0)
    await approve()
  }
  const publish = async () => {
    await openFromQueue(admin, filed.reference, title)
    await act(admin, { on: 'Konsep yang belum terbit', press: 'Setujui konsep', done: 'Konsep sudah disetujui' })
    await act(admin, { on: 'Konsep yang belum terbit', press: 'Terbitkan', done: 'Tulisan sudah terbit' })
    await act(admin, { on: 'Tindak lanjut selesai', press: 'Nyatakan tindak lanjut selesai', done: 'Tindak lanjut dinyatakan selesai' })
  }

  await test.step('the unit drafts an answer, the office approves, publishes and finishes', async () => {
    await answer('Lubang di depan pasar kami tambal hari ini.', publish)
  })

  await test.step('the citizen sees each step, and says that it is not done', async () => {
    await track(citizen, filed)
    const history = card(citizen, 'Riwayat')
    for (const words of ['mengirim laporan ini', 'memeriksa laporan', `meneruskan laporan kepada ${pupr}`, `meneruskan laporan kepada ${unit}`, 'menulis kepada Anda', 'menyatakan tindak lanjut selesai']) {
      await expect(history).toContainText(words)
    }
    await expect(card(citizen, 'Jawaban')).toContainText('kami tambal hari ini')
    await act(citizen, {
      on: 'Belum selesai?',
      fill: form => form.getByRole('textbox', { name: /^Apa yang belum selesai/ }).fill('Baru separuh yang ditambal, lubang di sisi pasar masih ada.'),
      press: 'Belum, kerjakan lagi',
      done: 'Sudah dicatat bahwa laporan belum selesai',
    })
    await expect(card(citizen, 'Dipegang sekarang')).toContainText('sedang mengerjakan')
  })

  await test.step('a better answer follows', async () => {
    await answer('Seluruh lubang sudah ditutup aspal pada hari Senin, termasuk sisi pasar.', publish)
  })

  await test.step('the citizen confirms and rates it', async () => {
    await track(citizen, filed)
    await expect(card(citizen, 'Jawaban')).toContainText('termasuk sisi pasar')
    await act(citizen, {
      on: 'Apakah masalah Anda selesai?',
      fill: async form => {
        await choose(form, /^4, puas/)
        await form.getByRole('textbox', { name: /^Catatan untuk nilai/ }).fill('Terima kasih, sekarang aman dilalui.')
      },
      press: 'Ya, selesai',
      done: 'Laporan dinyatakan selesai',
    })
    await expect(card(citizen, 'Terakhir dipegang')).toContainText('Laporan ini selesai')
    await expect(card(citizen, 'Isi laporan')).toContainText('4 dari 5')
  })

  await test.step('the officer finds it closed, with the rating', async () => {
    await openFromQueueDone(officer, filed.reference, title)
    await expect(officer.getByRole('main')).toContainText('4 dari 5')
    await expect(card(officer, 'Teruskan')).toHaveCount(0)
  })
})

async function openFromQueueDone(page, reference, title) {
  await page.goto(`/antrean?tab=selesai&kata=${reference}`)
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}
