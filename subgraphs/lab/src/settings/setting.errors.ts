import { defineErrors } from '@opticworks/kernel';

/** Refusals about what an owner sets. */
export const SETTING_ERRORS = defineErrors('lab', {
  SETTING_CHANGED_MEANWHILE: {
    message: '{by} changed this meanwhile, on {at}. Look at it and change it again; nothing of yours was saved.',
    status: 409,
    retryable: false,
  },
  STATION_NAME_TAKEN: {
    message: 'Another station is called {name} already. Trays are scanned by that name: give this one its own.',
    status: 409,
    retryable: false,
  },
  POLICY_REASON_MISSING: {
    message: 'Say in up to 500 characters why this is changed. It is kept with the change.',
    status: 422,
    retryable: false,
  },
  WAIVER_TERMS_UNREADABLE: {
    message: 'The value of {field} makes no sense: whole numbers from 0 to {max}, each check once. Nothing was saved.',
    status: 422,
    retryable: false,
  },
  REMAKE_TERMS_UNREADABLE: {
    message:
      'What is said of {field} makes no sense: known reasons and parties, each once, whole days and counts; warranty stays warranty. Nothing was saved.',
    status: 422,
    retryable: false,
  },
  TRACE_LIMIT_UNUSABLE: {
    message: '{limit}: {advice} Nothing was saved.',
    status: 422,
    retryable: false,
  },
  CHECKLIST_UNUSABLE: {
    message: '“{item}”: {advice} Nothing was saved.',
    status: 422,
    retryable: false,
  },
  WEAR_PROFILE_UNVERIFIED: {
    message:
      'This follows from tracing rays and was held against no design of a maker. Type {name} to switch it on all the same.',
    status: 422,
    retryable: false,
  },
  TOLERANCES_UNKNOWN: {
    message: 'There are no tolerances {name}. Choose among those that are listed.',
    status: 422,
    retryable: false,
  },
  TOLERANCES_UNVERIFIED: {
    message: 'The numbers of {name} were not held against the standard. Switch them on by name, or choose other ones.',
    status: 422,
    retryable: false,
  },
  TOLERANCES_REASON_MISSING: {
    message: 'Say in up to 500 characters why inspections are held against these tolerances.',
    status: 422,
    retryable: false,
  },
});
