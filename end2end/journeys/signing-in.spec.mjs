// Signing in and out, and the two languages.
import { sound } from '../support/checks.mjs'
import { expect, signIn, test } from '../support/test.mjs'

async function attempt(page, email, password) {
  await page.goto('/masuk')
  await page.getByLabel('Alamat surel').fill(email)
  await page.getByLabel('Kata sandi').fill(password)
  const [answer] = await Promise.all([
    page.waitForResponse(response => response.request().method() === 'POST'),
    page.getByRole('main').getByRole('button', { name: 'Masuk' }).click(),
  ])
  await expect(page.getByRole('alert')).toBeVisible()
  return { status: answer.status(), said: (await page.getByRole('alert').innerText()).trim() }
}

test('a wrong password and an unknown account get the same answer', async ({ people }) => {
  const page = await people.stranger()
  const { email } = people.account('AGENCY_ADMIN', 'KALSEL-PUPR')
  const wrong = await attempt(page, email, 'bukan kata sandinya')
  await expect(page.getByLabel('Alamat surel'), 'what was typed stays').toHaveValue(email)
  await expect(page.getByLabel('Kata sandi'), 'the password does not').toHaveValue('')
  await sound(page)
  const unknown = await attempt(page, 'tidak.ada@contoh.example', 'bukan kata sandinya')
  expect(wrong.status).toBe(422)
  expect(unknown).toEqual(wrong)
})

test('somebody who is not signed in is led to the form and back to where they wanted to go', async ({ people }) => {
  const page = await people.stranger()
  await page.goto('/antrean?tab=baru')
  await expect(page).toHaveURL(/\/masuk\?kembali=/)
  const { email, password } = people.account('PROVINCE_COORDINATOR')
  await page.getByLabel('Alamat surel').fill(email)
  await page.getByLabel('Kata sandi').fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click()
  await expect(page).toHaveURL(/\/antrean\?tab=baru$/)
})

test('signing out ends the session, not only the page', async ({ people }) => {
  const page = await people.stranger()
  await signIn(page, people.account('LEADERSHIP'))
  const cookies = await page.context().cookies()
  await page.locator('details.menu summary').click()
  await page.getByRole('button', { name: 'Keluar' }).click()
  await expect(page.getByRole('status')).toContainText('Anda sudah keluar')
  await sound(page)
  await page.context().clearCookies()
  await page.context().addCookies(cookies)
  await page.goto('/antrean')
  await expect(page, 'the old cookie opens nothing').toHaveURL(/\/masuk/)
})

test('the language is changed by a link and stays', async ({ people }) => {
  const page = await people.stranger()
  await page.goto('/lacak')
  await expect(page.locator('html')).toHaveAttribute('lang', 'id')
  await page.getByRole('link', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page).toHaveURL(/\/lacak$/)
  await sound(page)
  await page.goto('/masuk')
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await page.getByRole('link', { name: 'Bahasa Indonesia' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Masuk' })).toBeVisible()
})

test('a page for officers is not there for a citizen, and says so with the right status', async ({ people }) => {
  const page = await people.signedIn('CITIZEN')
  const answer = await page.goto('/laporan/TG-0000-0000')
  expect([403, 404]).toContain(answer.status())
  await sound(page)
  expect((await page.goto('/tidak-ada')).status()).toBe(404)
  await sound(page)
})
