// My account: access tokens for frontends.
import { sound } from '../support/checks.mjs'
import { Client } from '../support/graphql.mjs'
import { card } from '../support/steps.mjs'
import { expect, test } from '../support/test.mjs'

const who = 'query Who { viewer { account { email } } }'

test('a token is shown once, works, and stops working when it is revoked', async ({ people, demo }, info) => {
  const page = await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')
  const name = `Portal ${info.project.name}`
  await page.goto('/akun')
  await sound(page)
  await card(page, 'Buat token').getByRole('textbox', { name: /^Nama/ }).fill(name)
  await card(page, 'Buat token').getByRole('button', { name: 'Buat token' }).click()
  const fresh = page.getByRole('status').filter({ hasText: 'Token baru' })
  await expect(fresh).toBeVisible()
  await sound(page)
  const token = (await fresh.locator('code').innerText()).trim()
  const frontend = new Client(demo.graphql, { token })
  expect((await frontend.data(who)).viewer.account.email).toBe(people.account('AGENCY_ADMIN', 'KALSEL-PUPR').email)

  await page.goto('/akun')
  await expect(page.getByRole('main'), 'shown once').not.toContainText(token)
  await page.getByRole('button', { name: `Cabut ${name}` }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Token sudah dicabut' })).toBeVisible()
  await sound(page)
  const after = await frontend.send(who)
  expect(after.data?.viewer?.account ?? null).toBeNull()
})

test('a token without a name is refused beside the field', async ({ people }) => {
  const page = await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')
  await page.goto('/akun')
  // Spaces pass the browser's own check of the field.
  await card(page, 'Buat token').getByRole('textbox', { name: /^Nama/ }).fill('   ')
  await card(page, 'Buat token').getByRole('button', { name: 'Buat token' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(card(page, 'Buat token').getByRole('textbox', { name: /^Nama/ })).toHaveAttribute('aria-invalid', 'true')
  await sound(page)
})

test('passwords that differ are told before anything is changed', async ({ people }) => {
  const page = await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')
  await page.goto('/akun')
  const form = card(page, 'Kata sandi')
  await form.getByLabel('Kata sandi sekarang').fill('apa saja yang panjang')
  await form.getByLabel('Kata sandi baru', { exact: true }).fill('kalimat panjang satu')
  await form.getByLabel('Ulangi kata sandi baru').fill('kalimat panjang dua')
  await form.getByRole('button', { name: 'Ganti kata sandi' }).click()
  await expect(page.getByRole('alert')).toContainText('Tidak sama')
  await sound(page)
})
