// What must hold on every page that a journey visits.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'

// axe is a script: where a browser has scripts switched off, a twin with scripts on shows the same document.
const twins = new WeakMap()

// Names the page in which axe looks at what `page` shows.
export function lookThrough(page, twin) {
  twins.set(page, twin)
}

async function forAxe(page) {
  const twin = twins.get(page)
  if (!twin) return page
  const document = (await page.content()).replace(/<script\b[^>]*><\/script>/g, '')
  await twin.context().addCookies(await page.context().cookies())
  await twin.unrouteAll()
  await twin.route(page.url(), route => (route.request().isNavigationRequest() ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: document }) : route.fallback()))
  await twin.goto(page.url())
  return twin
}

// The form of a document: everything that axe judges, without the words themselves. Two pages of one form differ in names
// and numbers only; rows of one form count once. What points at something that is not there, or is there twice, is told apart.
function formOf() {
  const ids = [...document.querySelectorAll('[id]')].map(node => node.id)
  const known = new Set(ids)
  const pointers = new Set(['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'headers', 'list'])
  const free = new Set(['id', 'href', 'action', 'value', 'name', 'src', 'datetime', 'content', 'nonce', 'aria-label', 'title', 'placeholder', 'd', 'x', 'y', 'width', 'points'])
  const attribute = ({ name, value }) => {
    if (pointers.has(name)) return `${name}:${value.split(/\s+/).every(id => known.has(id))}`
    return free.has(name) ? `${name}:${value.trim() !== ''}` : `${name}=${value}`
  }
  const shape = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() === '' ? '' : 'text'
    if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === 'SCRIPT') return ''
    const parts = []
    for (const child of node.childNodes) {
      const part = shape(child)
      if (part !== '' && part !== parts.at(-1)) parts.push(part)
    }
    return `<${node.tagName} ${[...node.attributes].map(attribute).sort().join(' ')}>${parts.join('')}</>`
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  return `${innerWidth} ${dark} ${ids.length === known.size} ${shape(document.documentElement)}`
}

// Remembers the forms of pages that were found sound in this run, by any worker.
async function onceForEachForm(page, where, look) {
  const run = process.env.TANGGAP_E2E_READY
  if (!run) return look()
  const folder = join(dirname(run), 'forms')
  mkdirSync(folder, { recursive: true })
  const place = join(folder, createHash('sha256').update(await page.evaluate(formOf)).digest('hex'))
  if (existsSync(place)) return
  await look()
  writeFileSync(place, where)
}

// axe's own list of rules, with the one on the size of targets that it leaves out by default. Passes are not asked for in
// full: naming them takes longer than finding faults.
async function accessible(shown, where) {
  const page = await forAxe(shown)
  const options = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] }
  const { violations } = await new AxeBuilder({ page }).options(options).analyze()
  const told = violations.map(fault => `${fault.id} (${fault.impact}): ${fault.help}\n` + fault.nodes.map(node => `  ${node.target.join(' ')}\n    ${node.html.slice(0, 200)}\n    ${node.failureSummary?.split('\n').slice(1).join(' ')}`).join('\n')).join('\n')
  expect(told, `what axe finds on ${where}`).toBe('')
}

// At 320 px, the width of a small phone or of 400 % zoom, nothing may need sideways scrolling.
async function narrow(page, where) {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 700 })
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return []
    const over = [...document.querySelectorAll('body *')].filter(node => node.getBoundingClientRect().right > room + 1)
    const names = over.map(node => `${node.tagName.toLowerCase()}${node.id ? `#${node.id}` : ''}.${[...node.classList].join('.')} to ${Math.round(node.getBoundingClientRect().right)} px`)
    return [`the page is ${document.documentElement.scrollWidth} px wide`, ...names.slice(0, 12)]
  })
  await page.setViewportSize(size)
  expect(wide, `sideways scrolling at 320 px on ${where}`).toEqual([])
}

// The page has one heading, a language, a title; axe finds nothing; it fits on 320 px.
export async function sound(page) {
  const where = `${new URL(page.url()).pathname}${new URL(page.url()).search}`
  await expect(page.getByRole('heading', { level: 1 }), `one h1 on ${where}`).toHaveCount(1)
  await expect(page, `a title on ${where}`).toHaveTitle(/\S · Tanggap$/)
  await expect(page.locator('html'), `a language on ${where}`).toHaveAttribute('lang', /^(id|en)$/)
  await onceForEachForm(page, where, () => accessible(page, where))
  await narrow(page, where)
}

// The strict policy of content must not be broken by our own pages, nor a script of ours fail.
export function listen(page, faults) {
  page.on('console', message => {
    // Chromium complains of every answer of 400 and above; which of them are wrong is decided below.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', error => faults.push(`${page.url()}: ${error.message}`))
  page.on('response', answer => {
    // A page may answer 404 or 422 on purpose; a picture, a style sheet or a script may not.
    if (answer.status() >= (answer.request().isNavigationRequest() ? 500 : 400)) faults.push(`${answer.status()} ${answer.request().method()} ${answer.url()}`)
  })
}
