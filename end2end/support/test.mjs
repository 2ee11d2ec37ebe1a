// The `test` of all journeys: the demonstration, and people who are signed in.
import { readFileSync } from 'node:fs'
import { test as base, expect } from '@playwright/test'
import { listen, lookThrough } from './checks.mjs'
import { account } from './tanggap.mjs'

export { expect }

export const test = base.extend({
  demo: [async ({}, use) => {
    await use(JSON.parse(readFileSync(process.env.TANGGAP_E2E_READY, 'utf8')))
  }, { scope: 'worker' }],

  baseURL: async ({ demo }, use) => use(demo.url),

  // Cookies of those who signed in already, so that a worker signs each account in once.
  signedIn: [async ({}, use) => use(new Map()), { scope: 'worker' }],

  // A person with a browser of their own: `await people.signedIn('AGENCY_ADMIN', 'KALSEL-PUPR')`, `await people.stranger()`.
  // Whatever their browsers complain of fails the test.
  people: async ({ browser, demo, signedIn }, use, info) => {
    const faults = []
    const contexts = []
    const open = async (options = {}) => {
      const context = await browser.newContext({ baseURL: demo.url, ...options })
      contexts.push(context)
      const page = await context.newPage()
      listen(page, faults)
      if (info.project.use.javaScriptEnabled === false) {
        const twin = await browser.newContext({ javaScriptEnabled: true, ...options, storageState: undefined })
        contexts.push(twin)
        lookThrough(page, await twin.newPage())
      }
      return page
    }
    await use({
      stranger: open,
      faults,
      account: (role, agency) => account(demo, role, agency),
      async signedIn(role, agency, options = {}) {
        const person = account(demo, role, agency)
        const key = `${info.project.name} ${person.email}`
        const page = await open({ ...options, storageState: signedIn.get(key) })
        if (!signedIn.has(key)) {
          await signIn(page, person)
          signedIn.set(key, await page.context().storageState())
        }
        return page
      },
    })
    for (const context of contexts) await context.close()
    expect(faults, 'faults in the browser and answers of 500 and above').toEqual([])
  },
})

// Through the form, as a person does.
export async function signIn(page, { email, password }) {
  await page.goto('/masuk')
  await page.getByLabel('Alamat surel').fill(email)
  await page.getByLabel('Kata sandi').fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click()
  await expect(page).not.toHaveURL(/\/masuk/)
}
