// Every page of forwarding rules, light and dark: axe finds nothing, and nothing scrolls sideways at 320 px. Drafts only:
// nothing of it is ever submitted.
import { sound } from '../support/checks.mjs'
import { Client } from '../support/graphql.mjs'
import { counted } from '../support/rules.mjs'
import { expect, test } from '../support/test.mjs'

async function visit(page, path, status = 200) {
  const answer = await page.goto(path)
  expect(answer.status(), path).toBe(status)
  await sound(page)
}

async function unfold(page) {
  await page.locator('main details').evaluateAll(folds => folds.forEach(fold => { fold.open = true }))
  await sound(page)
}

const covered = {
  position: 575,
  name: 'Lampu lingkungan Kota Banjarmasin',
  because: 'Lampu di jalan lingkungan kota adalah urusan kota.',
  topicCodes: ['roads.lighting'],
  regionCodes: ['63.71'],
  keywordsAny: ['lampu', 'lampu gang'],
  forwardTo: { agencyCode: 'BANJARMASIN-DISHUB' },
}

for (const colorScheme of ['light', 'dark']) {
  test(`pages of forwarding rules are sound, ${colorScheme}`, async ({ people, demo }) => {
    test.setTimeout(300_000)
    const page = await people.signedIn('PROVINCE_COORDINATOR', 'KALSEL', { colorScheme })
    const client = await new Client(demo.graphql).signIn(people.account('PROVINCE_COORDINATOR', 'KALSEL'))
    const { ruleSets } = await client.data('{ ruleSets(status: [ACTIVE], governmentCode: "KALSEL", first: 1) { nodes { id } } }')
    const active = ruleSets.nodes[0].id
    const begin = async (title, basedOnId) => (await client.mutate('createRuleSet', { title, basedOnId, note: 'Catatan penyusun.' }, 'ruleSet { id version }')).ruleSet
    const empty = await begin(`Rancangan kosong, ${colorScheme}`)
    const draft = await begin(`Rancangan bertemuan, ${colorScheme}`, active)
    await client.mutate('addRule', { ruleSetId: draft.id, version: draft.version, rule: covered }, 'ruleSet { id }')
    const path = id => `/aturan/${encodeURIComponent(id)}`
    await visit(page, '/aturan')
    await unfold(page)
    await visit(page, '/aturan?dari=TG-0000-0000&topik=roads.lighting&wilayah=63.71&sasaran=BANJARMASIN-DISHUB')
    await visit(page, path(active))
    await visit(page, path(empty.id))
    await visit(page, path(draft.id))
    await expect(page.locator('.findings li').first(), 'the draft has findings').toBeVisible()
    await visit(page, `${path(draft.id)}?cari=lampu`)
    await visit(page, `${path(draft.id)}?cari=katayangtidakada`)
    await visit(page, `${path(draft.id)}?uji=1&judul=Lampu+mati&isi=Lampu+gang+mati+semua&topik=roads.lighting&wilayah=63.71`)
    await visit(page, `${path(draft.id)}/banding`)
    await visit(page, `${path(draft.id)}/banding?dengan=${encodeURIComponent(empty.id)}`)
    await visit(page, `${path(draft.id)}/tulis?urutan=575`)
    await unfold(page)
    await visit(page, `${path(draft.id)}/tulis?topik=roads.lighting&wilayah=63.71&sasaran=BANJARMASIN-DISHUB&dari=TG-0000-0000`)
    // Simulated: of an empty draft every report goes elsewhere, so that the chart and all tables have something to show.
    await visit(page, `${path(empty.id)}/simulasi`)
    const quarter = days => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
    const { simulation } = await client.mutate('startSimulation', { ruleSetId: empty.id, from: quarter(90), until: quarter(0) }, 'simulation { id }')
    const simulated = `${path(empty.id)}/simulasi/${encodeURIComponent(simulation.id)}`
    await visit(page, simulated)
    await counted(page, simulated)
    await expect(page.locator('svg.flow'), 'the chart is there').toBeVisible()
    await unfold(page)
    await visit(page, `${path(empty.id)}/simulasi`)
    await page.goto(simulated)
    await page.getByRole('region', { name: 'Laporan yang berpindah' }).getByRole('rowheader').getByRole('link').first().click()
    await expect(page.getByRole('region', { name: /, yang diuji$/ })).toBeVisible()
    await unfold(page)
    await visit(page, `${path(empty.id)}/simulasi/tidak-ada`, 404)
    // Refused: days that cannot be read.
    await visit(page, `${path(empty.id)}/simulasi`)
    await page.locator('main form').evaluate(form => { form.noValidate = true })
    await page.getByLabel(/^Laporan masuk sejak/).fill('')
    await page.getByRole('button', { name: 'Jalankan simulasi' }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    await sound(page)
    // Refused as it is: with a summary, and marks beside the fields.
    await visit(page, `${path(draft.id)}/tulis`)
    await page.locator('main form').evaluate(form => { form.noValidate = true })
    await page.getByRole('button', { name: 'Tambahkan aturan' }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    await sound(page)
    await visit(page, '/aturan/tidak-ada', 404)
    await visit(page, `${path(draft.id)}/entah`, 404)
    await page.goto('/bahasa/en?kembali=/')
    for (const address of ['/aturan', path(draft.id), `${path(draft.id)}/tulis?urutan=575`, `${path(draft.id)}/banding`, `${path(empty.id)}/simulasi`, simulated]) {
      await visit(page, address)
      await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    }
  })
}
