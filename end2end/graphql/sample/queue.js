// What a portal of officers asks: a queue that pages both ways, a case that is fetched again by its id, acts that
// change the case in the store, and the two subscriptions. Only compiled, never run.
import { graphql } from 'react-relay'

export const page = graphql`
  query queuePageQuery($first: Int!, $filter: CaseFilter) {
    viewer { account { id name } actingRole { id role agency { id shortName } } }
    caseCounts { tabs { tab count capped } overdue }
    ...queue_cases @arguments(first: $first, filter: $filter)
  }
`

export const list = graphql`
  fragment queue_cases on Query
  @refetchable(queryName: "queueCasesQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }, filter: { type: "CaseFilter" }) {
    cases(first: $first, after: $after, filter: $filter, sort: DUE_FIRST) @connection(key: "queue_cases", filters: ["filter", "sort"]) {
      edges { cursor node { id ...queue_row } }
    }
  }
`

export const row = graphql`
  fragment queue_row on Case {
    reference title status urgency secret anonymous openedAt
    holder { id shortName }
    topic { code name }
    region { code fullName }
    clock { stage state dueAt left }
    viewerCan
  }
`

export const detail = graphql`
  fragment queue_case on Case @refetchable(queryName: "queueCaseQuery") {
    ...queue_row
    body version
    parties { part since agency { id shortName } }
    events(first: 50) { edges { node { id at kind text actor { label } agency { id shortName } } } }
    replies { id kind state body version author { label } attachments { id fileName url } }
  }
`

export const found = graphql`
  query queueNodeQuery($id: ID!) {
    node(id: $id) { __typename id ...queue_case @alias(as: "report") ... on Agency { name ancestors { id shortName } } }
  }
`

export const forward = graphql`
  mutation queueForwardMutation($input: ForwardCaseInput!) {
    forwardCase(input: $input) {
      case { id ...queue_case }
      conflict { currentVersion events { id kind } }
      userErrors { code message path }
    }
  }
`

export const changed = graphql`
  subscription queueCaseChangedSubscription($id: ID!) {
    caseChanged(id: $id) { id ...queue_row }
  }
`

export const queueChanged = graphql`
  subscription queueChangedSubscription {
    queueChanged { caseId kind counts { overdue } }
  }
`
