// What a script adds to the tree: a search that answers while somebody types, and branches that open in place. Without
// one, the form and the links do the same by new pages; that is looked at in tree.spec.mjs.
import { sound } from '../support/checks.mjs'
import { expect, test } from '../support/test.mjs'

const province = 'Pemerintah Provinsi Kalimantan Selatan'
const pupr = 'Dinas Pekerjaan Umum dan Penataan Ruang Provinsi Kalimantan Selatan'
const dishub = 'Dinas Perhubungan Provinsi Kalimantan Selatan'
const unit = 'Bidang Bina Marga PUPR Kalsel'


const words = page => page.getByRole('search', { name: 'Cari instansi' }).getByRole('searchbox')
const agency = (page, name) => page.getByRole('main').getByRole('link', { name, exact: true })
const toggle = (page, verb, name) => page.getByRole('button', { name: `${verb} cabang ${name}`, exact: true })
// A mark that a new page would not have.
const mark = page => page.evaluate(() => { window.still = true })
const still = page => page.evaluate(() => window.still === true)

test('the tree answers while somebody types, and the address says what is shown', { tag: '@script' }, async ({ people }) => {
  const page = await people.stranger()
  await page.goto('/instansi')
  await mark(page)
  await words(page).pressSequentially('bina marga', { delay: 20 })
  await expect(agency(page, unit)).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: /instansi ditemukan/ }), 'the number is told').toHaveCount(1)
  await expect(words(page), 'the field keeps the focus').toBeFocused()
  await expect(page).toHaveURL(/[?&]q=bina\+marga/)
  expect(await still(page), 'no new page').toBe(true)
  await sound(page)

  await agency(page, unit).click()
  await expect(page.getByRole('heading', { level: 1, name: unit })).toBeVisible()
  await page.goBack()
  await expect(words(page)).toHaveValue('bina marga')
  await expect(agency(page, unit), 'the way back leads to what was found').toBeVisible()

  await words(page).fill('katayangtidakada')
  await expect(page.getByRole('main')).toContainText('Tidak ada instansi yang cocok')
  await words(page).fill('')
  await expect(agency(page, province)).toBeVisible()
  await expect(page).not.toHaveURL(/[?&]q=/)
  await sound(page)
})

test('an answer that comes late never covers a newer one', { tag: '@script' }, async ({ people }) => {
  const page = await people.stranger()
  await page.goto('/instansi')
  let asked = 0
  await page.route(/[?&]q=perhubungan(&|$)/, async route => {
    asked += 1
    await new Promise(done => setTimeout(done, 2000))
    await route.continue().catch(() => {})
  })
  await words(page).fill('perhubungan')
  await expect.poll(() => asked).toBe(1)
  await words(page).fill('bina marga')
  await expect(agency(page, unit)).toBeVisible()
  await page.waitForResponse(/[?&]q=perhubungan(&|$)/, { timeout: 2500 }).catch(() => {})
  await expect(agency(page, unit)).toBeVisible()
  await expect(page).toHaveURL(/[?&]q=bina\+marga/)
})

test('branches open in place, by click and by keyboard, and a copy of the address shows the same', { tag: '@script' }, async ({ people }) => {
  const page = await people.stranger()
  await page.goto('/instansi?buka=KALSEL')
  await mark(page)
  await toggle(page, 'Buka', pupr).click()
  await expect(agency(page, unit)).toBeVisible()
  await expect(toggle(page, 'Tutup', pupr)).toHaveAttribute('aria-expanded', 'true')
  await expect(toggle(page, 'Tutup', pupr), 'the focus stays').toBeFocused()
  await sound(page)

  await page.keyboard.press('Space')
  await expect(agency(page, unit)).toHaveCount(0)
  await expect(toggle(page, 'Buka', pupr)).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('Enter')
  await expect(agency(page, unit)).toBeVisible()

  // Two at once: the second begins where the first ended.
  await page.evaluate(names => {
    for (const name of names) document.querySelector(`[aria-label="Buka cabang ${name}"]`).click()
  }, [dishub, 'Dinas Kesehatan Provinsi Kalimantan Selatan'])
  await expect(toggle(page, 'Tutup', 'Dinas Kesehatan Provinsi Kalimantan Selatan')).toBeVisible()
  await expect(toggle(page, 'Tutup', dishub)).toBeVisible()
  await expect(toggle(page, 'Tutup', pupr)).toBeVisible()
  expect(await still(page), 'no new page').toBe(true)

  const lines = await page.locator('.tree .node').count()
  await page.reload()
  await expect(page.locator('.tree .node')).toHaveCount(lines)
  await expect(toggle(page, 'Tutup', dishub)).toBeVisible()
})

test('where nothing can be fetched, the link leads to a page as it did before', { tag: '@script' }, async ({ people }) => {
  const page = await people.stranger()
  await page.goto('/instansi?buka=KALSEL')
  await mark(page)
  await page.route(/[?&]buka=/, route => (route.request().isNavigationRequest() ? route.continue() : route.abort()))
  await toggle(page, 'Buka', pupr).click()
  await expect(agency(page, unit)).toBeVisible()
  expect(await still(page), 'a new page').toBe(false)
})
