// Starts GraphiQL against this server. The page carries the addresses; nothing is fetched from elsewhere.
(() => {
  const root = document.getElementById("graphiql");
  const absolute = new URL(root.dataset.subscriptions, location.href);
  absolute.protocol = absolute.protocol === "https:" ? "wss:" : "ws:";
  const fetcher = GraphiQL.createFetcher({
    url: root.dataset.endpoint,
    subscriptionUrl: absolute.href,
    headers: { "X-Tanggap-Request": "1", Accept: "application/graphql-response+json, application/json;q=0.9" },
  });
  const sample = `# Tanggap: GraphQL API
#
# Documentation of every type and field: the book icon at the left.
# Run: Ctrl-Enter. Complete: Ctrl-Space.
# Signed in by the page: queries run as you. With an access token: put
#   {"Authorization": "Bearer ..."}
# into Headers below.

{
  __typename
}
`;
  ReactDOM.createRoot(root).render(
    React.createElement(GraphiQL, { fetcher, defaultQuery: sample, shouldPersistHeaders: false }),
  );
})();
