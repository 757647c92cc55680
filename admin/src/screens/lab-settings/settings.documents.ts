import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

export const settingStationsQuery = graphql(`
  query SettingStations { labStations { code name statuses batchKinds batchCapacity active version } }
`);
export const saveStation = graphql(
  `mutation SaveStation($input: LabStationInput!) {
    saveLabStation(input: $input) { __typename ... on LabStation { code name } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);

export const settingTermsQuery = graphql(`
  query SettingTerms {
    labTerms {
      capacities { stage lensesPerDay dwellDays } routes { code stages extraDays } closedDays { day reason }
      workingWeekdays holidays preparationDays tintDays remakeDays rushSharePercent rushDueTime version
    }
  }
`);
export const saveTerms = graphql(
  `mutation SaveTerms($input: LabTermsInput!) {
    saveLabTerms(input: $input) { __typename ... on LabTerms { version } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);

export const settingBlanksQuery = graphql(`
  query SettingBlanks { blankRules { material whenShort pairAlike version } }
`);
export const saveBlankRule = graphql(
  `mutation SaveBlankRule($material: String!, $whenShort: BlankShortRule!, $pairAlike: Boolean!, $basedOn: Int) {
    saveBlankRule(material: $material, whenShort: $whenShort, pairAlike: $pairAlike, basedOn: $basedOn) {
      __typename ... on BlankRule { material } ... on Refusal { ...RefusalFields }
    }
  }`,
  [refusalFields],
);

export const settingInstrumentsQuery = graphql(`
  query SettingInstruments { labInstruments(withRetired: true) { id code kind name calibrationDueOn retired version } }
`);
export const saveInstrument = graphql(
  `mutation SaveInstrument($input: LabInstrumentInput!) {
    saveLabInstrument(input: $input) { __typename ... on LabInstrument { code } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);

export const settingCostsQuery = graphql(`
  query SettingCosts { labStandardCosts { kind code amount { amount currencyCode } version } }
`);
export const saveStandardCost = graphql(
  `mutation SaveStandardCost($input: StandardCostInput!) {
    saveLabStandardCost(input: $input) { __typename ... on StandardCost { code } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);
export const settingHoursQuery = graphql(`
  query SettingHours($from: Date!, $to: Date!) {
    labLabourHours(from: $from, to: $to) { day hours recordedBy recordedAt version }
  }
`);
export const recordHours = graphql(
  `mutation RecordHours($day: Date!, $hours: Decimal, $basedOn: Int) {
    recordLabourHours(day: $day, hours: $hours, basedOn: $basedOn) {
      __typename ... on LabLabourHours { day } ... on Refusal { ...RefusalFields }
    }
  }`,
  [refusalFields],
);

export const settingTolerancesQuery = graphql(`
  query SettingTolerances {
    labTolerances {
      version profile judgesUnverified isChosenHere
      profiles { id name edition jurisdiction isVerified limits { what lenses limit source isVerified } }
    }
  }
`);
export const chooseTolerances = graphql(
  `mutation ChooseTolerances($input: ChooseTolerancesInput!) {
    chooseLabTolerances(input: $input) { __typename ... on LabTolerances { version } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);

export const settingPoliciesQuery = graphql(`
  query SettingPolicies {
    labWaivers { version isChosenHere maxItems beyond { code percent } checks { code label } }
    labCalibration { version isChosenHere rule }
    labWearProfile { version isChosenHere add prism acceptName }
  }
`);
export const saveWaivers = graphql(
  `mutation SaveWaivers($input: LabWaiversInput!) {
    saveLabWaivers(input: $input) { __typename ... on LabWaivers { version } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);
export const saveCalibration = graphql(
  `mutation SaveCalibration($input: LabCalibrationInput!) {
    saveLabCalibration(input: $input) { __typename ... on LabCalibration { version } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);
export const saveWearProfile = graphql(
  `mutation SaveWearProfile($input: LabWearProfileInput!) {
    saveLabWearProfile(input: $input) { __typename ... on LabWearProfile { version } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);

export const settingChangesQuery = graphql(`
  query SettingChanges($areas: [LabSettingArea!], $first: Int!) {
    labSettingChanges(areas: $areas, first: $first) { id area key version note changedBy at differences { field before after } }
  }
`);

export const lensRulesQuery = graphql(`
  query LensRules { lensRules { version json note changedBy changedAt } }
`);
export const lensRulesHistoryQuery = graphql(`
  query LensRulesHistory { lensRulesHistory { version note changedBy changedAt } }
`);
export const replaceLensRules = graphql(
  `mutation ReplaceLensRules($input: ReplaceLensRulesInput!) {
    replaceLensRules(input: $input) { __typename ... on LensRuleSet { version } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);
