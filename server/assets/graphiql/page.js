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
# The icon at the top left opens the
# documentation of every type and field.
# Run: Ctrl-Enter. Complete: Ctrl-Space.
#
# Where you are signed in, queries run as you.
# With an access token, put under Headers:
#   {"Authorization": "Bearer <token>"}

{
  __typename
}
`;
  ReactDOM.createRoot(root).render(
    React.createElement(GraphiQL, { fetcher, defaultQuery: sample, shouldPersistHeaders: false }),
  );
})();
