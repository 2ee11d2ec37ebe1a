// What coordinators do on the pages of forwarding rules, by the words that they see.
import { expect } from '@playwright/test'
import { sound } from './checks.mjs'
import { card, choose } from './steps.mjs'

const told = (page, words) => expect(page.getByRole('status').filter({ hasText: words })).toBeVisible()

// Goes to the list of versions by the navigation.
export async function openRules(page) {
  await page.goto('/akun')
  await page.getByRole('navigation', { name: 'Utama' }).getByRole('link', { name: 'Aturan penerusan' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Aturan penerusan' })).toBeVisible()
  await sound(page)
}

// Begins a draft from the version in force and answers the address of its page.
export async function beginDraft(page, title) {
  await openRules(page)
  const form = card(page, 'Susun versi baru')
  await expect(form.getByRole('combobox', { name: 'Berangkat dari' }), 'the version in force is offered first').not.toHaveValue('')
  await form.getByRole('textbox', { name: /^Judul/ }).fill(title)
  await form.getByRole('button', { name: 'Buat rancangan' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await told(page, 'Rancangan dibuat')
  await sound(page)
  return new URL(page.url()).pathname
}

// The row of a rule in the list.
export const rule = (page, name) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) })

// The finding of the check that says these words.
export const finding = (page, words) => card(page, 'Pemeriksaan').locator('.findings > li').filter({ hasText: words })

// Opens a main topic and ticks one below it.
export async function tickTopic(page, main, name) {
  const group = page.locator('details.topic').filter({ has: page.locator('summary', { hasText: main }) }).first()
  await group.locator('summary').click()
  await group.getByRole('checkbox', { name, exact: true }).check()
}

// Looks the target of a rule up and chooses it; the page comes back in between and nothing is lost.
export async function pickTarget(page, words, name) {
  const box = page.getByRole('searchbox', { name: /^Cari instansi sasaran/ })
  await box.fill(words)
  await page.locator('.field').filter({ has: box }).getByRole('button', { name: 'Cari', exact: true }).click()
  await choose(page.getByRole('main'), name)
}

// Tries a report on a version, and waits for the sentence.
export async function tryReport(page, { title, body, topic, region }) {
  const form = card(page, 'Coba satu laporan')
  await form.getByRole('textbox', { name: 'Judul laporan' }).fill(title)
  await form.getByRole('textbox', { name: 'Tulisan laporan' }).fill(body)
  await form.getByRole('combobox', { name: 'Topik' }).selectOption({ label: topic })
  await form.getByRole('combobox', { name: 'Wilayah' }).selectOption({ label: region })
  await form.getByRole('button', { name: 'Coba', exact: true }).click()
  await expect(card(page, 'Coba satu laporan').getByRole('status')).toBeVisible()
  await sound(page)
}

// A draft with the rules in force and one more, made without clicks. Answers its id.
export async function draftFrom(client, title, rule) {
  const { ruleSets } = await client.data('{ ruleSets(status: [ACTIVE], governmentCode: "KALSEL", first: 1) { nodes { id } } }')
  const { ruleSet } = await client.mutate('createRuleSet', { title, basedOnId: ruleSets.nodes[0].id }, 'ruleSet { id version }')
  await client.mutate('addRule', { ruleSetId: ruleSet.id, version: ruleSet.version, rule }, 'ruleSet { id }')
  return ruleSet.id
}

// Looks at a simulation again until it has counted to its end.
export async function counted(page, address) {
  await expect(async () => {
    await page.goto(address)
    await expect(page.locator('.eyebrow')).toContainText('Selesai', { timeout: 1_000 })
  }).toPass({ timeout: 120_000 })
}

export { told }
