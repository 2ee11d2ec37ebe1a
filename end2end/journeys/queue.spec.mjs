// The queue: filters live in the address, so that it can be kept and shared.
import { sound } from '../support/checks.mjs'
import { expect, test } from '../support/test.mjs'

// On a narrow screen the filters fold.
async function filters(page) {
  const words = page.getByRole('searchbox', { name: 'Kata atau nomor' })
  if (!(await words.isVisible())) await page.getByText('Saring laporan', { exact: true }).click()
  await expect(words).toBeVisible()
  return page.getByRole('main')
}

test('filters that are chosen stand in the address and as chips that can be taken off', async ({ people }) => {
  const page = await people.signedIn('PROVINCE_COORDINATOR')
  await page.goto('/antrean')
  // No other journey writes of water, so the list stays the same meanwhile.
  const form = await filters(page)
  await form.getByRole('searchbox', { name: 'Kata atau nomor' }).fill('air')
  await form.getByRole('combobox', { name: 'Urutkan' }).selectOption({ label: 'Terbaru' })
  await form.getByRole('button', { name: 'Saring', exact: true }).click()
  await expect(page).toHaveURL(/[?&]kata=air(&|$)/)
  await expect(page).toHaveURL(/[?&]urut=terbaru(&|$)/)
  await sound(page)
  const titles = await page.locator('table.queue td.lead > a').allInnerTexts()
  expect(titles.length, 'the demonstration has reports about water').toBeGreaterThan(0)

  await test.step('the address alone shows the same list to a colleague', async () => {
    const address = page.url()
    await page.goto('/akun')
    await page.goto(address)
    expect(await page.locator('table.queue td.lead > a').allInnerTexts()).toEqual(titles)
    await expect((await filters(page)).getByRole('combobox', { name: 'Urutkan' })).toHaveValue('terbaru')
  })

  await page.getByRole('link', { name: /air.*hapus saringan/ }).click()
  await expect(page).not.toHaveURL(/kata=/)
  await expect(page, 'the other choices stay').toHaveURL(/urut=terbaru/)
})

test('each tab shows as many reports as it says', async ({ people }) => {
  const page = await people.signedIn('PROVINCE_COORDINATOR')
  await page.goto('/antrean')
  const tabs = page.getByRole('navigation', { name: 'Keadaan laporan' }).getByRole('link')
  const count = await tabs.count()
  expect(count).toBe(9)
  for (let n = 0; n < count; n += 1) {
    await tabs.nth(n).click()
    await expect(tabs.nth(n)).toHaveAttribute('aria-current', 'page')
    const said = Number((await tabs.nth(n).locator('.count').innerText()).replace(/\D/g, ''))
    let rows = 0
    for (let turn = 0; turn < 20; turn += 1) {
      rows += await page.locator('table.queue td.lead').count()
      const on = page.getByRole('link', { name: 'Berikutnya' })
      if ((await on.count()) === 0) break
      await on.click()
      await expect(page).toHaveURL(/after=/)
    }
    // Other journeys go on meanwhile, so a few may come or go between the two looks.
    expect(Math.abs(rows - said), `${await tabs.nth(n).innerText()}: ${rows} rows`).toBeLessThanOrEqual(4)
  }
})

test('words that cannot be searched are said, and nothing is lost', async ({ people }) => {
  const page = await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')
  await page.goto('/antrean?kata=x')
  await expect(page.getByRole('main')).toContainText('paling sedikit dua huruf')
  await sound(page)
  await page.goto('/antrean?kata=katayangtidakadasamasekali')
  await expect(page.getByRole('main')).toContainText('Tidak ada laporan yang cocok')
  await sound(page)
  const answer = await page.goto('/antrean?after=bukan-penanda')
  expect(answer.status(), 'a cursor of another list is the fault of the client').toBe(400)
  await sound(page)
})

test('an officer of one regency finds nothing of the province', async ({ people }) => {
  const owner = await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')
  await owner.goto('/antrean')
  const reference = (await owner.locator('table.queue .ref').first().innerText()).trim()
  const page = await people.signedIn('REGENCY_COORDINATOR')
  for (const address of ['/antrean?instansi=KALSEL-PUPR', `/antrean?kata=${reference}`]) {
    expect((await page.goto(address)).status()).toBe(200)
    await expect(page.locator('table.queue td.lead'), address).toHaveCount(0)
  }
  const hidden = await page.goto(`/laporan/${reference}`)
  const there = await page.getByRole('main').innerText()
  const unknown = await page.goto('/laporan/TG-0000-000000')
  expect([hidden.status(), unknown.status()]).toEqual([404, 404])
  const number = /Nomor permintaan.*/
  expect((await page.getByRole('main').innerText()).replace(number, ''), 'hidden and unknown look alike').toBe(there.replace(number, ''))
})
