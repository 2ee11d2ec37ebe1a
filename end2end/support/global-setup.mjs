// One demonstration for all journeys; its addresses and accounts reach the workers by a file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDemo } from './tanggap.mjs'

export default async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-e2e-'))
  const demo = await startDemo()
  const { url, graphql, accounts } = demo
  process.env.TANGGAP_E2E_READY = join(folder, 'ready.json')
  writeFileSync(process.env.TANGGAP_E2E_READY, JSON.stringify({ url, graphql, accounts }))
  return async () => {
    rmSync(folder, { recursive: true, force: true })
    const { code, signal } = await demo.stop()
    if (code !== 0) throw new Error(`tanggap ended with ${code ?? signal} when it was asked to stop:\n${demo.running.tail()}`)
  }
}
