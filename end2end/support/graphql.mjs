// A small GraphQL client for scripts: keeps the cookie of a session, or sends an access token.
export class Client {
  constructor(graphql, { cookie, token } = {}) {
    this.graphql = graphql
    this.cookie = cookie
    this.token = token
  }

  headers() {
    const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' }
    if (this.cookie) headers.cookie = this.cookie
    if (this.token) headers.authorization = `Bearer ${this.token}`
    return headers
  }

  // The whole answer: { status, data, errors }.
  async send(query, variables = {}, signal) {
    const answer = await fetch(this.graphql, { method: 'POST', headers: this.headers(), body: JSON.stringify({ query, variables }), signal })
    const cookies = answer.headers.getSetCookie().map(line => line.split(';')[0])
    if (cookies.length > 0) this.cookie = cookies.join('; ')
    const text = await answer.text()
    try {
      return { status: answer.status, ...JSON.parse(text) }
    } catch {
      throw new Error(`${this.graphql} answered ${answer.status} with no JSON: ${text.slice(0, 300)}`)
    }
  }

  // The data; errors of any kind are thrown.
  async data(query, variables, signal) {
    const answer = await this.send(query, variables, signal)
    if (answer.errors?.length || !answer.data) throw new Error(`GraphQL ${answer.status}: ${JSON.stringify(answer.errors ?? answer)}`)
    return answer.data
  }

  // The payload of a mutation `name` with `input`; refusals are thrown.
  async mutate(name, input, selection) {
    const type = name[0].toUpperCase() + name.slice(1)
    const data = await this.data(`mutation Do($input: ${type}Input!) { ${name}(input: $input) { ${selection} userErrors { code message path } } }`, { input })
    const payload = data[name]
    if (payload.userErrors.length > 0) throw new Error(`${name} was refused: ${JSON.stringify(payload.userErrors)}`)
    return payload
  }

  async signIn({ email, password }) {
    await this.mutate('signIn', { email, password }, 'viewer { account { id } }')
    return this
  }
}
