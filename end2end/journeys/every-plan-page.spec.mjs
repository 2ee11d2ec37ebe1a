// Every page of the tree and of plans, light and dark: axe finds nothing, and nothing scrolls sideways at 320 px.
// Acceptance 6 of the third issue.
import { sound } from '../support/checks.mjs'
import { Client } from '../support/graphql.mjs'
import { appoint } from '../support/people.mjs'
import { days, kinds } from '../support/plans.mjs'
import { expect, test } from '../support/test.mjs'

async function visit(page, path, status = 200) {
  const answer = await page.goto(path)
  expect(answer.status(), path).toBe(status)
  await sound(page)
}

// Two errors, each kind of mark in the preview, and a case that hands over: nothing of it is ever submitted.
const changes = [
  { kind: 'CREATE', code: 'KALSEL-BARU', name: 'Dinas Baru Provinsi Kalimantan Selatan', shortName: 'Dinas Baru', agencyKind: 'DEPARTMENT', parentCode: 'KALSEL' },
  { kind: 'MOVE', code: 'KALSEL-DISDAG-PK', parentCode: 'KALSEL-BARU', note: 'Menyusul pembentukan dinas baru.' },
  { kind: 'CLOSE', code: 'KALSEL-DISDAG' },
  { kind: 'RENAME', code: 'KALSEL-DISHUB', name: 'Dinas Perhubungan dan Angkutan Provinsi Kalimantan Selatan', legalReference: 'Pergub 9/2026' },
  { kind: 'MERGE', code: 'KALSEL-DISDIK', sourceCodes: ['KALSEL-RSUD-CONTOH'] },
  { kind: 'CLOSE', code: 'KALSEL-BAPENDA' },
]

for (const colorScheme of ['light', 'dark']) {
  for (const [who, open] of [['everybody', people => people.stranger({ colorScheme })], ['a coordinator', people => people.signedIn('PROVINCE_COORDINATOR', 'KALSEL', { colorScheme })]]) {
    test(`pages of the tree are sound for ${who}, ${colorScheme}`, async ({ people }) => {
      const page = await open(people)
      for (const path of [
        '/instansi',
        '/instansi?buka=KALSEL,KALSEL-PUPR,KALSEL-DISHUB,BANJARMASIN',
        '/instansi?buka=-',
        '/instansi?q=dinas',
        '/instansi?q=katayangtidakada',
        '/instansi?per=2022-06-01&buka=KALSEL',
        '/instansi?per=1900-01-01',
        '/instansi?per=bukan-tanggal',
        '/instansi?lowong=1&buka=KALSEL',
        '/instansi/NASIONAL',
        '/instansi/KALSEL',
        '/instansi/KALSEL-PUPR',
        '/instansi/KALSEL-PUPR-BM',
        '/instansi/KALSEL-BALITBANGDA',
        '/instansi/KALSEL-BALITBANGDA?per=2022-06-01',
      ]) await visit(page, path)
      await visit(page, '/instansi/TIDAK-ADA', 404)
    })
  }

  test(`pages of people are sound, ${colorScheme}`, async ({ people, demo }) => {
    const page = await people.signedIn('PROVINCE_COORDINATOR', 'KALSEL', { colorScheme })
    const { path } = await appoint(demo, people.account('PROVINCE_COORDINATOR', 'KALSEL'), 'KALSEL-PUPR', { name: `Undangan ${colorScheme}`, email: `undangan.${colorScheme}@contoh.id`, role: 'AGENCY_ADMIN' })
    for (const address of ['/instansi/kosong', '/instansi/KALSEL-PUPR', '/instansi/KALSEL-PUPR/undang']) await visit(page, address)
    await page.locator('#undang').evaluate(form => { form.noValidate = true })
    await page.getByRole('button', { name: 'Undang', exact: true }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    await sound(page)
    await page.goto('/instansi/KALSEL-PUPR')
    await page.locator('main a[href^="/orang/"]').first().click()
    for (const fold of await page.locator('main details > summary').all()) await fold.click()
    await sound(page)
    await visit(page, '/orang/tidak-ada', 404)
    await visit(await people.stranger({ colorScheme }), path)
    await visit(await people.stranger({ colorScheme }), '/undangan/tidak-ada', 404)
    await page.goto('/bahasa/en?kembali=/')
    for (const address of ['/instansi/kosong', '/instansi/KALSEL-PUPR/undang', path]) await visit(page, address)
  })

  test(`pages of plans are sound, ${colorScheme}`, async ({ people, demo }) => {
    test.setTimeout(300_000)
    const page = await people.signedIn('PROVINCE_COORDINATOR', 'KALSEL', { colorScheme })
    const { today } = await days(page)
    const client = await new Client(demo.graphql).signIn(people.account('PROVINCE_COORDINATOR', 'KALSEL'))
    const begin = async title => (await client.mutate('createPlan', { title, effectiveOn: today, legalReference: 'Perda contoh', note: 'Catatan penyusun.' }, 'plan { id }')).plan.id
    const empty = await begin(`Rencana kosong, ${colorScheme}`)
    const plan = await begin(`Rencana bertemuan, ${colorScheme}`)
    for (const change of changes) await client.mutate('addPlanChange', { planId: plan, change }, 'plan { id }')
    await visit(page, '/penataan')
    await visit(page, `/penataan/${empty}`)
    await visit(page, `/penataan/${plan}`)
    await expect(page.locator('.findings li').first(), 'the draft has findings').toBeVisible()
    for (const fold of await page.locator('main details > summary').all()) await fold.click()
    await sound(page)
    for (const kind of Object.keys(kinds)) {
      await visit(page, `/penataan/${plan}?tambah=${kind}`)
      await expect(page.getByRole('heading', { level: 3, name: kinds[kind], exact: true })).toBeVisible()
      // Refused as it is: with a summary, and marks beside the fields.
      await page.locator('main form').filter({ has: page.getByRole('button', { name: 'Tambahkan perubahan' }) }).evaluate(form => { form.noValidate = true })
      await page.getByRole('button', { name: 'Tambahkan perubahan' }).click()
      await expect(page.getByRole('alert').first()).toBeVisible()
      await sound(page)
    }
    const edit = await page.goto(`/penataan/${plan}`).then(() => page.getByRole('link', { name: /^Ubah:/ }).evaluateAll(links => links.map(link => link.getAttribute('href'))))
    expect(edit).toHaveLength(changes.length)
    for (const path of edit.slice(0, 5)) await visit(page, path)
    await visit(page, '/penataan/tidak-ada', 404)
  })

  test(`pages of the tree and of plans are sound in English, ${colorScheme}`, async ({ people, demo }) => {
    const page = await people.signedIn('PROVINCE_COORDINATOR', 'KALSEL', { colorScheme })
    const { today } = await days(page)
    const client = await new Client(demo.graphql).signIn(people.account('PROVINCE_COORDINATOR', 'KALSEL'))
    const { plan } = await client.mutate('createPlan', { title: `In English, ${colorScheme}`, effectiveOn: today, legalReference: 'Perda contoh' }, 'plan { id }')
    await client.mutate('addPlanChange', { planId: plan.id, change: { kind: 'CLOSE', code: 'KALSEL-BAPENDA' } }, 'plan { id }')
    await page.goto('/bahasa/en?kembali=/')
    for (const path of ['/instansi', '/instansi?q=dinas', '/penataan', `/penataan/${plan.id}`, `/penataan/${plan.id}?tambah=SPLIT`]) {
      await visit(page, path)
      await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    }
    await visit(page, '/instansi/KALSEL-PUPR')
  })
}
