// Forwarding rules, by clicks: a rule for one city is drafted where another one covers it, moved by the finding that says
// so, tried on a report, simulated, published by a second person, and a report that is filed goes by it. It changes what is
// suggested to everybody, so it has a demonstration of its own.
import { sound } from '../support/checks.mjs'
import { Client } from '../support/graphql.mjs'
import { freshMark } from '../support/reports.mjs'
import { beginDraft, counted, draftFrom, finding, openRules, pickTarget, rule, tickTopic, told, tryReport } from '../support/rules.mjs'
import { card, choose, fileReport, openFromQueue } from '../support/steps.mjs'
import { expect, testAlone as test, test as testTogether } from '../support/test.mjs'

const name = 'Lampu lingkungan Kota Banjarmasin'
const above = 'Perhubungan dan lampu jalan setempat'
const department = 'Dinas Perhubungan Kota Banjarmasin'
const topic = 'Lampu jalan padam atau belum terpasang'
const city = 'Kota Banjarmasin'
const report = { title: 'Lampu gang mati semua', body: 'Lampu gang di Kelayan Dalam mati semua, gelap kalau malam.', topic, region: city }

test('a covered rule is found by the check, moved, tried, simulated and published by two people, and a report goes by it', async ({ people, demo }, info) => {
  test.setTimeout(480_000)
  const title = `Lampu Banjarmasin, ${info.project.name}`
  const one = await people.signedInAs(demo.accounts.find(person => person.email === 'rina.kalsel@contoh.id'))
  const two = await people.signedInAs(demo.accounts.find(person => person.email === 'fahmi.kalsel@contoh.id'))

  let address
  await test.step('the coordinator begins a draft from the version in force', async () => {
    address = await beginDraft(one, title)
    await expect(one.getByText('Aturannya masih sama dengan versi asalnya.')).toBeVisible()
    await expect(rule(one, above)).toBeVisible()
    await expect(rule(one, 'Lainnya ke koordinator')).toContainText('cadangan')
  })

  await test.step('and adds a rule behind the one that covers it', async () => {
    await one.getByRole('link', { name: 'Tambah aturan', exact: true }).click()
    await expect(one.getByRole('heading', { level: 1, name: 'Tambah aturan' })).toBeVisible()
    await sound(one)
    await one.getByRole('textbox', { name: 'Nama aturan' }).fill(name)
    await one.getByRole('spinbutton', { name: 'Urutan' }).fill('575')
    await tickTopic(one, 'Jalan dan jembatan', topic)
    await one.getByRole('checkbox', { name: city, exact: true }).check()
    await choose(one.getByRole('main'), /^Instansi tertentu/)
    await pickTarget(one, department, new RegExp(`^${department}`))
    await expect(one.getByRole('textbox', { name: 'Nama aturan' }), 'what was typed is kept').toHaveValue(name)
    await expect(one.getByRole('checkbox', { name: topic, exact: true })).toBeChecked()
    await sound(one)
    await one.getByRole('textbox', { name: /^Mengapa ke sana/ }).fill('Lampu di jalan lingkungan kota adalah urusan Dinas Perhubungan Kota.')
    await one.getByRole('button', { name: 'Tambahkan aturan' }).click()
    await told(one, 'Aturan ditambahkan')
    await sound(one)
  })

  await test.step('the check says that it is covered, and by which rule', async () => {
    const row = rule(one, name)
    await expect(row).toContainText('baru')
    await expect(row).toContainText('tertutup aturan lain')
    const found = finding(one, '575').filter({ hasText: '570' }).first()
    await expect(found).toBeVisible()
    await expect(card(one, 'Pemeriksaan')).toContainText(/Kesalahan: [1-9]/)
    await expect(card(one, 'Langkah berikut')).toContainText('perbaiki dahulu kesalahan')
    await expect(one.getByRole('button', { name: 'Ajukan kepada orang kedua' })).toHaveCount(0)
  })

  await test.step('so a report is decided by the other rule', async () => {
    await tryReport(one, report)
    const test = card(one, 'Coba satu laporan')
    await expect(test.locator('li[data-r="yes"]')).toContainText(above)
    await expect(test.getByRole('textbox', { name: 'Judul laporan' }), 'what was asked stays').toHaveValue(report.title)
  })

  await test.step('the mend of the finding moves it before that rule', async () => {
    await one.goto(address)
    await finding(one, '575').getByRole('button', { name: /^Pindahkan ke \d+$/ }).first().click()
    await told(one, 'Aturan dipindahkan')
    await expect(rule(one, name)).not.toContainText('tertutup')
    const names = await one.getByRole('rowheader').locator('> a').allInnerTexts()
    expect(names.indexOf(name), 'it stands before the rule that covered it').toBeLessThan(names.indexOf(above))
    await expect(one.getByText(/^Tidak ada kesalahan; versi dapat diajukan/)).toBeVisible()
    await sound(one)
  })

  await test.step('a step up and a step down by the buttons of its row', async () => {
    const before = (await one.getByRole('rowheader').locator('> a').allInnerTexts()).indexOf(name)
    await one.getByRole('button', { name: `Naikkan: ${name}` }).click()
    await expect(one.getByRole('rowheader').nth(before - 1)).toContainText(name)
    await one.getByRole('button', { name: `Turunkan: ${name}` }).click()
    await expect(one.getByRole('rowheader').nth(before)).toContainText(name)
  })

  await test.step('now it decides, and a search finds it', async () => {
    await tryReport(one, report)
    const test = card(one, 'Coba satu laporan')
    await expect(test.locator('li[data-r="yes"]')).toContainText(name)
    await expect(test.getByRole('status')).toContainText(department)
    await one.goto(address)
    await one.getByRole('searchbox', { name: 'Cari aturan' }).fill('lampu lingkungan')
    await one.getByRole('button', { name: 'Saring', exact: true }).click()
    await expect(one.getByText('1 aturan cocok dengan kata itu.')).toBeVisible()
    await expect(rule(one, name)).toBeVisible()
    await sound(one)
  })

  await test.step('the difference to the version in force names it', async () => {
    await one.getByRole('link', { name: /^Bandingkan dengan versi/ }).click()
    await expect(one.getByRole('row').filter({ has: one.getByRole('rowheader', { name }) })).toContainText('baru')
    await sound(one)
  })

  await test.step('it is simulated on the last quarter, and the difference read', async () => {
    await one.goto(`${address}/simulasi`)
    await one.getByRole('button', { name: 'Jalankan simulasi' }).click()
    await told(one, 'Simulasi dimulai')
    await counted(one, new URL(one.url()).pathname)
    await expect(card(one, 'Hasil')).toContainText(/dari n = [1-9]\d* laporan selesai/)
    await sound(one)
  })

  await test.step('it is submitted; whoever submitted cannot approve: neither is there a button, nor does the form work', async () => {
    await one.goto(address)
    await one.getByRole('button', { name: 'Ajukan kepada orang kedua' }).click()
    await told(one, 'Versi diajukan')
    await expect(card(one, 'Langkah berikut')).toContainText('Siapa yang mengajukan tidak dapat menyetujuinya sendiri')
    await expect(one.getByRole('button', { name: 'Setujui dan terbitkan' })).toHaveCount(0)
    await expect(one.getByRole('link', { name: 'Tambah aturan', exact: true }), 'nor can it be changed now').toHaveCount(0)
    await sound(one)
    const version = await one.locator('details form input[name="version"]').first().inputValue()
    const form = { _csrf: await one.locator('input[name="_csrf"]').first().inputValue(), kunci: `${freshMark()}0123456789`, version }
    const answer = await one.request.post(`${demo.url}${address}/setujui`, { form })
    expect(answer.status()).toBe(422)
    expect(await answer.text()).toContain('petugas lain harus menyetujui')
  })

  await test.step('the second person finds it, reads the check, and publishes', async () => {
    await openRules(two)
    const row = two.getByRole('row').filter({ hasText: title })
    await expect(row).toContainText('Menunggu orang kedua')
    await row.getByRole('link', { name: title }).click()
    await expect(two.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(two.getByLabel(/^Mulai berlaku/)).toHaveValue('')
    await sound(two)
    await two.getByRole('button', { name: 'Setujui dan terbitkan' }).click()
    await told(two, 'Versi disetujui')
    await expect(two.getByText('Versi ini berlaku sekarang.')).toBeVisible()
    await expect(card(two, 'Riwayat versi')).toContainText('Versi mulai berlaku')
    await sound(two)
  })

  await test.step('the list says so, and the one before it is not in force any more', async () => {
    await openRules(two)
    await expect(two.getByRole('row').filter({ hasText: title })).toContainText(/Berlaku/)
    await expect(two.getByRole('row').filter({ hasText: 'Pernah berlaku' })).toHaveCount(1)
  })

  await test.step('a report that is filed now goes by it, and its page says so', async () => {
    const citizen = await people.stranger()
    const filed = await fileReport(citizen, { ...report, regency: city, district: 'Banjarmasin Selatan', place: 'Kelayan Dalam', region: undefined })
    await expect(card(citizen, 'Sesudah ini')).toContainText(`Laporan Anda kemungkinan diteruskan ke ${department}`)
    await openFromQueue(two, filed.reference, report.title)
    await expect(card(two, 'Teruskan')).toContainText(new RegExp(`Disarankan: ${department}, karena aturan \\d+ .*${name}`))
    await card(two, 'Mengapa ke sini?').getByRole('heading', { name: 'Mengapa ke sini?' }).click()
    const decided = card(two, 'Mengapa ke sini?').getByRole('listitem').filter({ hasText: name })
    await expect(decided).toContainText('memutuskan')
    await expect(decided.getByRole('link', { name }).or(decided.getByText(name)).first()).toBeVisible()
    await sound(two)
  })

  await test.step('the document can be taken home, and comes back as a draft', async () => {
    const answer = await two.request.get(`${demo.url}${address}/unduh.json`)
    expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename="aturan-KALSEL-\d+\.json"$/)
    const document = await answer.body()
    expect(JSON.parse(document.toString()).rules.map(one => one.name)).toContain(name)
    const back = `Dari berkas, ${info.project.name}`
    await openRules(two)
    await two.locator('summary').filter({ hasText: 'Impor dokumen JSON' }).click()
    const form = two.locator('form#impor')
    await form.getByRole('textbox', { name: /^Judul/ }).fill(back)
    await form.getByLabel('Berkas JSON').setInputFiles({ name: 'aturan.json', mimeType: 'application/json', buffer: document })
    await sound(two)
    await form.getByRole('button', { name: 'Impor sebagai rancangan' }).click()
    await expect(two.getByRole('heading', { level: 1, name: back })).toBeVisible()
    await told(two, 'Dokumen diterima')
    await expect(rule(two, name)).toBeVisible()
  })
})

// Nothing changes by it, so it runs where the others do.
testTogether('a draft is simulated on past reports: the difference in figures, chart and table, and one report by both versions', async ({ people, demo }, info) => {
  testTogether.setTimeout(300_000)
  const page = await people.signedIn('PROVINCE_COORDINATOR', 'KALSEL')
  const client = await new Client(demo.graphql).signIn(people.account('PROVINCE_COORDINATOR', 'KALSEL'))
  const sent = {
    position: 1,
    name: 'Sampah Kota Banjarmasin ke perhubungan',
    because: 'Percobaan: sampah kota dikirim ke instansi yang keliru.',
    topicCodes: ['environment.waste'],
    regionCodes: ['63.71'],
    forwardTo: { agencyCode: 'BANJARMASIN-DISHUB' },
  }
  const draft = await draftFrom(client, `Simulasi sampah, ${info.project.name}`, sent)

  let address
  await testTogether.step('from the steps of the draft to the form, which begins with the last quarter', async () => {
    await page.goto(`/aturan/${encodeURIComponent(draft)}`)
    await page.getByRole('listitem').getByRole('link', { name: 'Simulasi', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: /^Simulasi versi \d+/ })).toBeVisible()
    await expect(page.getByLabel(/^Laporan masuk sejak/)).toHaveValue(/^\d{4}-\d{2}-\d{2}$/)
    await sound(page)
    await page.getByRole('button', { name: 'Jalankan simulasi' }).click()
    await told(page, 'Simulasi dimulai')
    address = new URL(page.url()).pathname
    await counted(page, address)
    await sound(page)
  })

  const was = 'DLH Banjarmasin'
  const will = 'Dishub Banjarmasin'
  await testTogether.step('the figures say of how many reports they speak', async () => {
    const figures = card(page, 'Hasil')
    await expect(figures).toContainText(/[1-9]\d* dari n = [1-9]\d* laporan selesai/)
    await expect(figures).toContainText(/Berpindah penerima\s*[1-9]/)
  })

  await testTogether.step('the chart and the table beside it tell what would go elsewhere', async () => {
    const flows = card(page, 'Perpindahan penerima')
    await expect(flows.getByRole('img', { name: new RegExp(`Perpindahan \\d+ laporan: .*dari ${was} ke ${will}`) })).toBeVisible()
    const row = flows.getByRole('row').filter({ hasText: was }).filter({ hasText: will })
    await expect(row.locator('td[data-l="Menjadi keliru"]'), 'it was finished by those who got it').toHaveText(/^[1-9]/)
    await row.getByRole('link').click()
    await expect(page).toHaveURL(/dari=BANJARMASIN-DLH&ke=BANJARMASIN-DISHUB/)
    await sound(page)
  })

  await testTogether.step('one report, by both versions side by side', async () => {
    const moved = card(page, 'Laporan yang berpindah')
    await expect(moved.getByRole('status')).toContainText(`Hanya dari ${was} ke ${will}`)
    const row = moved.getByRole('row').filter({ hasText: 'TPS Jl Pramuka meluber' })
    await expect(row).toContainText('menjadi keliru')
    await row.getByRole('link').click()
    await expect(page.getByRole('heading', { level: 1, name: 'TPS Jl Pramuka meluber' })).toBeVisible()
    const before = page.getByRole('region', { name: /, pembanding$/ })
    const after = page.getByRole('region', { name: /, yang diuji$/ })
    await expect(before.locator('li[data-r="yes"]')).not.toContainText(sent.name)
    await expect(after.locator('li[data-r="yes"]')).toContainText(sent.name)
    await expect(after).toContainText('Dinas Perhubungan Kota Banjarmasin')
    await sound(page)
    await page.getByRole('link', { name: 'Kembali ke hasil' }).click()
    await expect(page).toHaveURL(new RegExp(`${address}$`))
  })

  await testTogether.step('flows and moves can be taken home', async () => {
    const answer = await page.request.get(`${demo.url}${address}/unduh.csv`)
    expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename="simulasi-versi-\d+-.*\.csv"$/)
    const text = await answer.text()
    expect(text).toMatch(/^flow,BANJARMASIN-DLH,/m)
    expect(text).toMatch(/^move,BANJARMASIN-DLH,/m)
  })
})
