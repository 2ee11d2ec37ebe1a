// Filing a report with nothing but a keyboard: every control can be reached, is seen when reached, and works.
import { sound } from '../support/checks.mjs'
import { receipt } from '../support/steps.mjs'
import { expect, test } from '../support/test.mjs'

// Presses Tab until the control has the focus, and sees that the focus shows.
async function tabTo(page, control, most = 90) {
  const here = () => control.evaluate(node => node === document.activeElement)
  for (let n = 0; n < most && !(await here()); n += 1) await page.keyboard.press('Tab')
  expect(await here(), `${control} is reached by Tab`).toBe(true)
  const shown = await control.evaluate(node => {
    const marks = [node, node.closest('label'), node.nextElementSibling].filter(Boolean).map(one => getComputedStyle(one))
    return marks.some(style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none')
  })
  expect(shown, `${control} shows that it has the focus`).toBe(true)
  const seen = await control.evaluate(node => {
    const box = node.getBoundingClientRect()
    return box.bottom > 0 && box.top < innerHeight
  })
  expect(seen, `${control} is on the screen`).toBe(true)
}

test('a report is filed with the keyboard alone', async ({ people }, info) => {
  const page = await people.stranger()
  await page.goto('/')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Langsung ke isi' })
  await expect(skip, 'the first stop leads past the navigation').toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Buat laporan' }), 3)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Buat laporan' })).toBeVisible()

  const title = `Sampah tidak diangkut, ${info.project.name}`
  await tabTo(page, page.getByRole('radio', { name: /^Pengaduan layanan/ }))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /^Pengaduan tentang petugas/ })).toBeChecked()
  await page.keyboard.press('ArrowUp')
  await tabTo(page, page.getByRole('textbox', { name: /^Judul/ }))
  await page.keyboard.type(title)
  await tabTo(page, page.getByRole('textbox', { name: /^Ceritakan/ }))
  await page.keyboard.type('Sampah di tepi jalan sudah sepekan tidak diangkut dan mulai berbau.')
  const regency = page.getByRole('combobox', { name: /^Kabupaten atau kota/ })
  await tabTo(page, regency)
  await page.keyboard.type('Kota Banjarbaru')
  expect(await regency.locator('option:checked').innerText()).toBe('Kota Banjarbaru')
  await tabTo(page, page.getByRole('button', { name: 'Lanjut ke foto dan identitas' }))
  await page.keyboard.press('Enter')

  await expect(page.getByLabel('Pilih berkas')).toBeVisible()
  await tabTo(page, page.getByLabel('Pilih berkas'))
  const anonymous = page.getByRole('checkbox', { name: /^Anonim/ })
  await tabTo(page, anonymous)
  await page.keyboard.press('Space')
  await expect(anonymous).toBeChecked()
  await tabTo(page, page.getByRole('button', { name: 'Lanjut ke pemeriksaan' }))
  await page.keyboard.press('Enter')

  await expect(page.getByRole('button', { name: 'Kirim laporan' })).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Kirim laporan' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Laporan terkirim' })).toBeVisible()
  expect((await receipt(page)).secret).toMatch(/\S{8}/)
})

test('Enter in a field goes on and loses nothing, and faults are announced and linked', async ({ people }) => {
  const page = await people.stranger()
  await page.goto('/lapor')
  await tabTo(page, page.getByRole('textbox', { name: /^Judul/ }))
  await page.keyboard.type('Pendek')
  await page.getByRole('textbox', { name: /^Ceritakan/ }).fill('Terlalu pendek')
  await page.getByRole('textbox', { name: /^Judul/ }).focus()
  await page.keyboard.press('Enter')
  const alert = page.getByRole('alert')
  await expect(alert).toBeVisible()
  await expect(page).toHaveTitle(/^Perlu diperbaiki/)
  await expect(page.getByRole('textbox', { name: /^Judul/ })).toHaveValue('Pendek')
  await sound(page)
  await tabTo(page, alert.getByRole('link').first())
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: /^Judul/ })).toBeFocused()
})
