// Every page of every role, in light and dark: axe finds nothing, one h1, no sideways scrolling at 320 px.
import { sound } from '../support/checks.mjs'
import { expect, test } from '../support/test.mjs'

const tabs = ['terbuka', 'saya', 'baru', 'diteruskan', 'dikerjakan', 'menunggu', 'ditunda', 'dikembalikan', 'selesai']
const officers = ['UNIT_OFFICER', 'LIAISON_OFFICER', 'AGENCY_ADMIN', 'REGENCY_COORDINATOR', 'PROVINCE_COORDINATOR', 'LEADERSHIP', 'INSPECTORATE', 'OMBUDSMAN_OFFICER', 'OVERSIGHT_READER', 'SYSTEM_ADMIN']

async function visit(page, path, allowed = [200]) {
  const answer = await page.goto(path)
  expect(allowed, `${path} answered ${answer.status()}`).toContain(answer.status())
  await sound(page)
  return answer.status()
}

for (const colorScheme of ['light', 'dark']) {
  test(`pages for everybody are sound, ${colorScheme}`, async ({ people }) => {
    const page = await people.stranger({ colorScheme })
    for (const path of ['/', '/lapor', '/lacak', '/publik', '/publik?kata=jalan', '/publik?kata=katayangtidakada', '/masuk', '/daftar']) await visit(page, path)
    await page.goto('/publik')
    const published = page.locator('main a[href^="/publik/"]')
    expect(await published.count(), 'the demonstration publishes some reports').toBeGreaterThan(0)
    await visit(page, await published.first().getAttribute('href'))
    await visit(page, '/publik/TG-0000-0000', [404])
    await visit(page, '/lacak/TG-0000-0000', [404])
    await visit(page, '/tidak-ada', [404])
    await page.goto('/bahasa/en?kembali=/')
    for (const path of ['/', '/lapor', '/lacak', '/publik', '/masuk', '/daftar']) await visit(page, path)
  })

  test(`pages of a citizen with an account are sound, ${colorScheme}`, async ({ people }) => {
    const page = await people.signedIn('CITIZEN', undefined, { colorScheme })
    for (const path of ['/', '/laporan-saya', '/lapor', '/lacak', '/akun']) await visit(page, path)
    await page.goto('/laporan-saya')
    const own = await page.locator('main a[href^="/lacak/"]').evaluateAll(links => links.map(link => link.getAttribute('href')))
    expect(own.length, 'the demonstration citizen has reports').toBeGreaterThan(0)
    for (const path of own.slice(0, 5)) await visit(page, path)
  })

  for (const role of officers) {
    test(`pages of ${role} are sound, ${colorScheme}`, async ({ people }) => {
      const page = await people.signedIn(role, undefined, { colorScheme })
      await visit(page, '/akun')
      // Roles without a queue or without entries of their own get an error page, which is sound too.
      const cases = new Set()
      if ((await visit(page, '/antrean', [200, 403])) === 200) {
        for (const tab of tabs) {
          const answer = await page.goto(`/antrean?tab=${tab}`)
          expect(answer.status()).toBe(200)
          if (tab === 'baru' || tab === 'selesai') await sound(page)
          // One of each state.
          const first = await page.locator('table.queue td.lead > a').first().getAttribute('href', { timeout: 500 }).catch(() => null)
          if (first) cases.add(first)
        }
      }
      for (const path of cases) await visit(page, path)
      await visit(page, '/entri', [200, 403])
      await visit(page, '/laporan/TG-0000-0000', [404])
    })
  }
}

test('what is printed is dark on white, without navigation and forms', async ({ people }) => {
  const page = await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')
  await page.goto('/antrean')
  await page.locator('table.queue td.lead > a').first().click()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('header nav').first()).toBeHidden()
  const paper = await page.evaluate(() => ({ ink: getComputedStyle(document.querySelector('h1')).color, ground: getComputedStyle(document.body).backgroundColor }))
  const channels = colour => colour.match(/[\d.]+/g).map(Number)
  expect(Math.max(...channels(paper.ink).slice(0, 3)), `ink ${paper.ink}`).toBeLessThan(50)
  expect(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']).toContain(paper.ground)
  for (const name of ['Teruskan laporan', 'Kirim tulisan']) await expect(page.getByRole('button', { name })).toHaveCount(0)
})
