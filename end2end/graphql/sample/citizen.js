// What an app for citizens asks: file, follow by tracking code, answer; published reports in pages. Only compiled.
import { graphql } from 'react-relay'

export const file = graphql`
  mutation citizenSubmitMutation($input: SubmitReportInput!) {
    submitReport(input: $input) {
      trackingCode trackingSecret
      case { id reference status holder { id name } }
      userErrors { code message path }
    }
  }
`

export const track = graphql`
  query citizenTrackQuery($code: String!, $secret: String!) {
    trackReport(code: $code, secret: $secret) {
      id reference status title body
      clock { stage dueAt }
      events(last: 20) { edges { node { id at kind text actor { label } } } }
      replies { id kind body publishedAt }
      viewerCan
    }
  }
`

export const confirm = graphql`
  mutation citizenConfirmMutation($input: ConfirmAnswerInput!) {
    confirmAnswer(input: $input) { case { id status rating closedAt } userErrors { code message path } }
  }
`

export const published = graphql`
  fragment citizen_published on Query
  @refetchable(queryName: "citizenPublishedQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
    publicCases(first: $first, after: $after) @connection(key: "citizen_publicCases") {
      edges { node { reference title status openedAt holder { id shortName } } }
    }
  }
`

export const publishedPage = graphql`
  query citizenPageQuery { ...citizen_published topics { code name } regions { code name } limits { titleMax bodyMax } }
`
