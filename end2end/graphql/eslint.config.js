// The rules of graphql-eslint for schemas, with those for Relay, over the exported schema. Exceptions stand
// here with their reason; a rule is not switched off in the schema itself.
import graphql from '@graphql-eslint/eslint-plugin'

const recommended = graphql.configs['flat/schema-recommended'].rules
const relay = graphql.configs['flat/schema-relay'].rules

// Reference data, parts of a case, of an agency, of a plan and of a person: found by a code of their own or only inside their owner.
const withoutId = [
  'Actor', 'AgencyFigures', 'AgencyRuleTarget', 'AgencyVersion', 'ArchiveProposal', 'ArchiveReason', 'CaseCounts', 'CaseRouting',
  'CaseParty', 'Clock', 'Conflict', 'DeadlineOverride', 'Handover', 'Holding', 'Identity', 'Limits', 'MemberFate',
  'OpenInvitation', 'PageInfo', 'PersonRole', 'PlanEvent', 'PlanFinding', 'PlanHeir', 'PlanOutcome', 'PlanPreview',
  'PlanProgress', 'PreviewNode', 'PublicCase', 'PublicReply', 'QueueChange', 'Region', 'Reporter', 'RoleEvent',
  'RoleSuspension', 'SheetCell', 'SheetFault', 'SheetLine', 'SheetTotals', 'StandardReply', 'TabCount', 'Topic',
  'UserError', 'Viewer',
  // Rules have a position within their version; what is said of them is found inside it.
  'EventRule', 'ForwardingRule', 'MatchedWord', 'OtherReasonCount', 'RoutingDecision', 'RoutingTest', 'RuleChange',
  'RuleConditions', 'RuleConsequence', 'RuleFinding', 'RuleOutcomes', 'RuleSetEvent', 'RuleTarget', 'TriedRule',
  // Counts and cases of a trial are found inside it.
  'SimulatedMove', 'SimulatedRule', 'SimulationFlow', 'SimulationResult',
]

export default [
  {
    files: ['**/*.graphql'],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: process.env.TANGGAP_SCHEMA } } },
    plugins: { '@graphql-eslint': graphql },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...recommended,
      ...relay,
      '@graphql-eslint/strict-id-in-types': ['error', {
        acceptedIdNames: ['id'],
        acceptedIdTypes: ['ID'],
        exceptions: { types: withoutId, suffixes: ['Payload', 'Edge', 'Connection'] },
      }],
      // Every connection here answers both directions, and the edges are all objects with a cursor.
      '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }],
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: true }],
      // Every item says what it is and what permission it needs.
      '@graphql-eslint/require-description': ['error', {
        types: true, rootField: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true, DirectiveDefinition: true,
        // async-graphql prints connections itself and gives them no description; their fields have one.
        ignoredSelectors: ['ObjectTypeDefinition[name.value=/Connection$/]'],
      }],
    },
  },
]
