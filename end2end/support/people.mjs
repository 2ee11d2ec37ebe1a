// What those who appoint do on the pages of people in office, and what an invited person does with the link.
import { expect } from '@playwright/test'
import { sound } from './checks.mjs'
import { Client } from './graphql.mjs'

export const password = 'kata-sandi-panjang-contoh'

const told = (page, words) => expect(page.getByRole('status').filter({ hasText: words })).toBeVisible()
export { told }

// Invites by the form of the agency's page and answers the path of the one-time link.
export async function invite(page, agency, { name, email, role }) {
  await page.goto(`/instansi/${agency}`)
  await page.getByRole('link', { name: 'Undang petugas', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Undang petugas' })).toBeVisible()
  await sound(page)
  await page.getByRole('textbox', { name: 'Nama', exact: true }).fill(name)
  await page.getByRole('textbox', { name: 'Alamat surel' }).fill(email)
  await page.getByRole('combobox', { name: 'Peran' }).selectOption({ label: role })
  await page.getByRole('button', { name: 'Undang', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Undangan dibuat' })).toBeVisible()
  await sound(page)
  return pathOf(await page.locator('#tautan').innerText())
}

// The address of a link may name a host that is not this browser's.
export const pathOf = link => new URL(link.trim(), 'http://localhost').pathname

// Opens the link with a browser of its own, chooses a password, and is signed in.
export async function join(page, path, { fresh = true } = {}) {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1, name: /^Undangan bertugas di/ })).toBeVisible()
  await sound(page)
  if (fresh) {
    await page.getByLabel('Kata sandi baru', { exact: true }).fill(password)
    await page.getByLabel('Ulangi kata sandi baru').fill(password)
  } else {
    await page.getByLabel('Kata sandi', { exact: true }).fill(password)
  }
  await page.getByRole('button', { name: 'Terima dan masuk' }).click()
  await expect(page).toHaveURL(/\/antrean/)
  await told(page, 'Undangan diterima')
}

// The same without pages, where a journey is about something else: answers the person's account.
export async function appoint(demo, by, agency, { name, email, role }) {
  const client = await new Client(demo.graphql).signIn(by)
  const { agency: found } = await client.data('query Id($code: String!) { agency(code: $code) { id } }', { code: agency })
  const { link } = await client.mutate('invitePerson', { agencyId: found.id, name, email, role }, 'link')
  return { email, password, path: pathOf(link) }
}

// Opens the page of a person from the list of an agency.
export async function openPerson(page, agency, name) {
  await page.goto(`/instansi/${agency}`)
  await page.getByRole('region', { name: 'Petugas', exact: true }).getByRole('link', { name, exact: true }).first().click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await sound(page)
  return new URL(page.url()).pathname
}

// Unfolds a form of a role and answers it.
export async function unfold(page, title) {
  await page.locator('summary').filter({ hasText: title }).first().click()
  return page.locator('details[open]').filter({ has: page.locator('summary', { hasText: title }) }).locator('form')
}
