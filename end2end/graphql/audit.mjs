// All audits of graphql-http over a running server: those that MUST, SHOULD and MAY be kept alike.
// With an address as argument against that server, else against a demonstration of its own.
import { auditServer } from 'graphql-http'
import { Tally } from '../support/tally.mjs'
import { startDemo } from '../support/tanggap.mjs'

const tally = new Tally()
const demo = process.argv[2] ? undefined : await startDemo()
try {
  const results = await auditServer({ url: process.argv[2] ?? demo.graphql, fetchFn: fetch })
  for (const result of results) tally.check(`${result.id} ${result.name}`, result.status === 'ok', `${result.status}: ${result.reason ?? ''}`)
  tally.check('there are 61 audits', results.length === 61, `there are ${results.length}`)
} finally {
  await demo?.stop()
}
tally.close()
