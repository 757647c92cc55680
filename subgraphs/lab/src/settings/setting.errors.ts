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
