import { defineErrors } from '@opticworks/kernel';

/** Every refusal of this subgraph. Its readers are staff, so the sentences are English. */
export const ERRORS = defineErrors('lab', {
  LAB_JOB_NOT_FOUND: {
    message: 'There is no such job. Check the tray code or the job number.',
    status: 404,
    retryable: false,
  },
  LAB_MOVE_NOT_ALLOWED: {
    message: 'Job {number} is {from}; from there it cannot go to {to}. Possible now: {allowed}.',
    status: 409,
    retryable: false,
  },
  LAB_JOB_ON_HOLD: {
    message: 'Job {number} is on hold ({reasons}). Clear the hold first.',
    status: 409,
    retryable: false,
  },
  INSPECTION_REQUIRED: {
    message: 'Job {number} passes by its inspection only. Enter the measurements.',
    status: 409,
    retryable: false,
  },
  INSPECTION_NOT_DUE: {
    message: 'Job {number} is {from}. Scan it into INSPECTION before entering measurements.',
    status: 409,
    retryable: false,
  },
  MEASUREMENT_UNREADABLE: {
    message: 'Some measurements cannot be read. Write powers like -2.12 and lengths in millimetres.',
    status: 422,
    retryable: false,
  },
  NOT_CALCULATED: {
    message: 'Job {number} has no calculation yet. Release its question hold to calculate it again.',
    status: 409,
    retryable: true,
  },
  HOLD_NOT_THERE: { message: 'Job {number} has no hold {reason}.', status: 409, retryable: false },
  HOLD_NOT_POSSIBLE: { message: 'A job that is {from} cannot be put on hold.', status: 409, retryable: false },
  HOLD_CLEARS_ITSELF: {
    message: 'The hold {reason} ends by itself: {how}.',
    status: 409,
    retryable: false,
  },
  EYE_UNKNOWN: { message: 'Say which lens: OD or OS.', status: 422, retryable: false },
  LENS_NOT_IN_JOB: { message: 'Job {number} does not make the {eye} lens.', status: 409, retryable: false },
  BREAKAGE_NOT_POSSIBLE: {
    message: 'A lens can break between picking and final inspection; job {number} is {from}.',
    status: 409,
    retryable: false,
  },
  NO_LENS_FOR_STAGE: {
    message: 'No lens of job {number} has {to} before it. Scan the lens that has, or the next stage.',
    status: 409,
    retryable: false,
  },
  STATION_UNKNOWN: {
    message: 'There is no station {station}. Choose one of the list, or have it added.',
    status: 422,
    retryable: false,
  },
  STATION_MAY_NOT: {
    message: 'Station {station} scans {allowed}; {to} is scanned elsewhere.',
    status: 409,
    retryable: false,
  },
  STATION_UNREADABLE: {
    message:
      'A station needs a code of letters and digits, a name of at most 60 characters and at least one stage that trays are scanned into; only a coating station takes batches.',
    status: 422,
    retryable: false,
  },
  UNDO_NOT_POSSIBLE: { message: 'The last scan of job {number} stays: {why}.', status: 409, retryable: false },
  REWORK_NOT_POSSIBLE: {
    message: 'A lens is reworked from surfacing, coating or finishing; job {number} is {from}.',
    status: 409,
    retryable: false,
  },
  LENS_IN_BATCH: {
    message: 'Job {number} is in batch {batch}. Take it out of the batch, or finish the batch.',
    status: 409,
    retryable: false,
  },
  BATCH_NOT_FOUND: { message: 'There is no such batch. Check its number.', status: 404, retryable: false },
  BATCH_KIND_NOT_HERE: { message: 'Station {station} makes no {kind} batches.', status: 422, retryable: false },
  BATCH_ALREADY_OPEN: {
    message: 'Batch {batch} is already open at {station}. Add the trays to it, or start it.',
    status: 409,
    retryable: false,
  },
  BATCH_NOT_OPEN: { message: 'Batch {batch} is {status}; it takes no lenses any more.', status: 409, retryable: false },
  BATCH_NOT_RUNNING: {
    message: 'Batch {batch} is {status}; only a running batch is finished.',
    status: 409,
    retryable: false,
  },
  BATCH_EMPTY: { message: 'Batch {batch} holds no lens. Scan trays into it first.', status: 409, retryable: false },
  BATCH_FULL: {
    message: 'Batch {batch} holds {lenses} of {capacity} lenses; {wanted} more do not fit.',
    status: 409,
    retryable: false,
  },
  BATCH_LOT_MISSING: {
    message: 'Say which lot of coating or dye batch {batch} is made with.',
    status: 422,
    retryable: false,
  },
  MACHINE_RUNNING: {
    message: 'Station {station} still runs batch {batch}. Finish that first.',
    status: 409,
    retryable: false,
  },
  LENSES_FIT: {
    message: 'No lens of job {number} waits for another blank, or it changed just now. Load the job again.',
    status: 409,
    retryable: true,
  },
  NO_BLANK_FITS: {
    message:
      'There is no listed blank for the {eye} lens of job {number} in the frame as traced. Check the trace, or ask the customer about another frame or material.',
    status: 409,
    retryable: false,
  },
  COAT_MISSING: {
    message:
      'The {eye} lens of job {number} cannot go to {to}: it has not come well out of a batch of {coats}. Run that batch, or report the lens.',
    status: 409,
    retryable: false,
  },
  COAT_TOO_EARLY: {
    message: 'The {eye} lens of job {number} gets {kind} on top of {below}. Run that batch first.',
    status: 409,
    retryable: false,
  },
  COAT_NOT_ORDERED: { message: 'Job {number} gets no {kind}.', status: 409, retryable: false },
  BATCH_COLOUR_DIFFERS: {
    message: 'Job {number} is ordered in {own}, batch {batch} is {there}. Open a batch of its own for it.',
    status: 409,
    retryable: false,
  },
  NOT_READY_FOR_BATCH: {
    message: 'No lens of job {number} is ready for the machine: it is {from}.',
    status: 409,
    retryable: false,
  },
  PAIR_SPLIT: {
    message: 'Both lenses of job {number} should share one coating lot: {why}. Give a reason to go on all the same.',
    status: 409,
    retryable: false,
  },
  RUSH_NOT_POSSIBLE: {
    message: 'Job {number} is {from}; rush is for open jobs.',
    status: 409,
    retryable: false,
  },
  RUSH_SHARE_EXCEEDED: {
    message:
      '{rush} of {open} open jobs are rush already; the limit is {percent} %, that is {limit}. Finish one first, or have an admin override with a reason.',
    status: 409,
    retryable: false,
  },
  LAB_TERMS_UNREADABLE: {
    message: 'The value of {field} makes no sense. Nothing was changed.',
    status: 422,
    retryable: false,
  },
  SPAN_UNREADABLE: {
    message: 'Choose a first day that is not after the last, and at most {days} days.',
    status: 422,
    retryable: false,
  },
  BLANK_UNREADABLE: { message: 'The value of {field} makes no sense for a blank.', status: 422, retryable: false },
  BLANK_NOT_DUE: { message: 'The {eye} lens of job {number} has no blank to scan yet.', status: 409, retryable: false },
  BLANK_WRONG: {
    message:
      'This is {scanned}; the {eye} lens of job {number} is made from {wanted}. Put it back and take the right one.',
    status: 409,
    retryable: false,
  },
  BLANK_ALREADY_USED: {
    message: 'Serial number {serial} of {sku} is in another lens already. Check the envelope.',
    status: 409,
    retryable: false,
  },
  REASON_UNKNOWN: { message: 'There is no reason {code}. Choose one of the list.', status: 422, retryable: false },
  REMAKE_NOT_POSSIBLE: {
    message: 'Only finished jobs are remade; job {number} is {from}.',
    status: 409,
    retryable: false,
  },
  UNCUT_INSPECTION_NOT_DUE: {
    message: 'Uncut lenses are inspected between picking and mounting; job {number} is {from}.',
    status: 409,
    retryable: false,
  },
  MEASUREMENT_MISSING: {
    message: 'Job {number} needs the measurements of {eyes}.',
    status: 422,
    retryable: false,
  },
  READINGS_MISSING: {
    message: 'Job {number} cannot pass before this is read: {what}.',
    status: 422,
    retryable: false,
  },
  INSTRUMENT_REQUIRED: {
    message: 'Say which lensmeter it was measured with.',
    status: 422,
    retryable: false,
  },
  INSTRUMENT_UNKNOWN: {
    message: 'There is no instrument {code} in use. Choose one of the list.',
    status: 422,
    retryable: false,
  },
  INSTRUMENT_OUT_OF_CALIBRATION: {
    message: 'The calibration of {code} ran out on {due}. Measure with another instrument, or have it calibrated.',
    status: 409,
    retryable: false,
  },
  INSTRUMENT_UNREADABLE: {
    message: 'An instrument needs a code of letters, digits and dashes, and a name.',
    status: 422,
    retryable: false,
  },
  CHECKLIST_ITEM_UNKNOWN: {
    message: 'The checklist of this job has no item {code}. Load the screen again.',
    status: 422,
    retryable: false,
  },
  CHECKLIST_CONTRADICTS: {
    message: 'Either everything on the list is right, or say what is not.',
    status: 422,
    retryable: false,
  },
  IMPACT_TEST_MISSING: {
    message: 'Glass lenses of job {number} need a passed drop ball test each: {eyes}. Record it first.',
    status: 409,
    retryable: false,
  },
  IMPACT_BATCH_MISSING: { message: 'Say which batch was sampled.', status: 422, retryable: false },
  EXPECTED_UNREADABLE: {
    message:
      'Line {line} holds no expected lensmeter values. Paste the LDDRSPH, LDDRCYL and LDDRAX records of the maker.',
    status: 422,
    retryable: false,
  },
  INSPECTION_NOT_FOUND: { message: 'There is no such inspection. Load the job again.', status: 404, retryable: false },
  WAIVER_REASON_MISSING: { message: 'A waiver needs its reason.', status: 422, retryable: false },
  WAIVER_NEEDS_OTHER: {
    message: '{inspector} measured it; somebody else has to let it pass.',
    status: 403,
    retryable: false,
  },
  WAIVER_TOO_LATE: {
    message: 'Job {number} has gone on since that inspection, or did not fail it. Inspect it again.',
    status: 409,
    retryable: false,
  },
  WAIVER_NOT_POSSIBLE: {
    message: 'The inspection of job {number} cannot be waived. Rework it, or make the lens again.',
    status: 409,
    retryable: false,
  },
  REWORK_ROUTE_NOT_POSSIBLE: {
    message: 'Job {number} is {from} and cannot go by {route}. Possible now: {allowed}.',
    status: 409,
    retryable: false,
  },
  PARTY_UNKNOWN: {
    message: 'Nobody called {party} is charged. Choose one of the list.',
    status: 422,
    retryable: false,
  },
  PARTY_REASON_MISSING: {
    message: 'Say why somebody else is charged than the reason says.',
    status: 422,
    retryable: false,
  },
  REMAKE_ALREADY_OPEN: {
    message: 'Remake {remake} of job {number} is still in work. Finish it first.',
    status: 409,
    retryable: false,
  },
  STANDARD_COST_UNREADABLE: {
    message: 'A standard cost needs a code and an amount from zero up.',
    status: 422,
    retryable: false,
  },
  STANDARD_COST_CURRENCY: {
    message: 'The book of standard costs is kept in {currency}.',
    status: 422,
    retryable: false,
  },
});
