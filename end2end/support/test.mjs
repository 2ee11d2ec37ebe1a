// The `test` of all journeys: the demonstration, and people who are signed in.
import { readFileSync } from 'node:fs'
import { test as base, expect } from '@playwright/test'
import { listen, lookThrough } from './checks.mjs'
import { account, startDemo } from './tanggap.mjs'

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
    const people = {
      stranger: open,
      faults,
      account: (role, agency) => account(demo, role, agency),
      signedIn: (role, agency, options) => people.signedInAs(account(demo, role, agency), options),
      // Somebody in particular, where there are two of a role.
      async signedInAs(person, options = {}) {
        const key = `${info.project.name} ${person.email}`
        const page = await open({ ...options, storageState: signedIn.get(key) })
        if (!signedIn.has(key)) {
          await signIn(page, person)
          signedIn.set(key, await page.context().storageState())
        }
        return page
      },
    }
    await use(people)
    for (const context of contexts) await context.close()
    expect(faults, 'faults in the browser and answers of 500 and above').toEqual([])
  },
})

// For journeys that change what others stand on, such as the agency tree: a demonstration of their own.
export const testAlone = test.extend({
  demo: [async ({}, use) => {
    const demo = await startDemo()
    await use(demo)
    const { code, signal } = await demo.stop()
    if (code !== 0) throw new Error(`tanggap ended with ${code ?? signal} when it was asked to stop:\n${demo.running.tail()}`)
  }, { scope: 'worker', timeout: 240_000 }],
})

// Through the form, as a person does.
export async function signIn(page, { email, password }) {
  await page.goto('/masuk')
  await page.getByLabel('Alamat surel').fill(email)
  await page.getByLabel('Kata sandi').fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click()
  await expect(page).not.toHaveURL(/\/masuk/)
}
