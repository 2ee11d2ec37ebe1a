// Reports as the scripts file them, and what they ask about them afterwards.
import { randomUUID } from 'node:crypto'

export const submit = `mutation Submit($input: SubmitReportInput!) {
  submitReport(input: $input) { trackingCode trackingSecret case { id reference status } userErrors { code message path } }
}`

export const track = `query Track($code: String!, $secret: String!) {
  trackReport(code: $code, secret: $secret) { id reference title status holder { code } events(first: 20) { nodes { seq kind } } }
}`

export const found = `query Found($text: String!, $after: String) {
  cases(filter: { text: $text }, sort: OLDEST, first: 50, after: $after) {
    nodes { reference title holder { code } viewerRelation events(first: 20) { nodes { seq kind } } }
    pageInfo { hasNextPage endCursor }
  }
}`

// A report of somebody without account; `mark` is a made-up word by which it is found again.
export function report(mark, number) {
  return {
    title: `Lampu jalan padam di tikungan, titik ${number} ${mark}`,
    body: `Lampu jalan nomor ${number} padam sejak tiga malam lalu dan tikungan menjadi gelap. Mohon diperiksa sebelum ada yang celaka. Tanda ${mark}.`,
    contact: { name: 'Pelapor Contoh', phone: '081200000000' },
    clientMutationId: randomUUID(),
  }
}

// A word that nobody else uses.
export const freshMark = () => `tanda${randomUUID().replace(/-/g, '').slice(0, 12)}`

// All cases that the client sees with the mark, page by page; bounded.
export async function allFound(client, mark, limit = 200) {
  const cases = []
  let after
  for (let page = 0; page < limit; page += 1) {
    const { cases: list } = await client.data(found, { text: mark, after })
    cases.push(...list.nodes)
    if (!list.pageInfo.hasNextPage) return cases
    after = list.pageInfo.endCursor
  }
  throw new Error(`more than ${limit} pages`)
}
