// Journeys in a real Chromium, each with JavaScript on and off. The one server behind them is a demonstration on a free
// port with a fresh data folder; see support/global-setup.mjs. Debian's browser is used, none is downloaded.
import { defineConfig } from '@playwright/test'

const chromium = {
  browserName: 'chromium',
  headless: true,
  launchOptions: {
    executablePath: process.env.TANGGAP_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  },
  viewport: { width: 1280, height: 900 },
  locale: 'id-ID',
  timezoneId: 'Asia/Makassar',
  actionTimeout: 15_000,
  navigationTimeout: 30_000,
  screenshot: 'only-on-failure',
  // Recording every step of every journey takes as long as the steps; `--trace on` records where one is looked into.
  trace: 'off',
}

export default defineConfig({
  testDir: './journeys',
  outputDir: './test-results/journeys',
  globalSetup: './support/global-setup.mjs',
  reporter: [['list']],
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes only at the second try is a fault to be mended, not to be hidden.
  retries: 0,
  workers: 2,
  // Two cores, a debug build, and a browser that looks through each page: slow is not wrong.
  timeout: 360_000,
  globalTimeout: 55 * 60_000,
  expect: { timeout: 10_000 },
  projects: [
    { name: 'with JavaScript', use: chromium },
    // What is about scripts, or looks at each page once, need not run again.
    { name: 'without JavaScript', use: { ...chromium, javaScriptEnabled: false }, testIgnore: ['**/every-*.spec.mjs'], grepInvert: /@script/ },
  ],
})
