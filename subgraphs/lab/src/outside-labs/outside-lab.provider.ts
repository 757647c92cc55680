/** Where an order stands at another lab. */
export type OutsideLabStage = 'RECEIVED' | 'IN_LAB' | 'SURFACING' | 'TREATMENT' | 'FINISHING' | 'SHIPPED' | 'CANCELLED';

export interface OutsideLabRequest {
  /** Our own key of this order; the same key is the same order. */
  key: string;
  /** Our order's id: how it is found again when an answer was lost. */
  reference: string;
  jobNumber: string;
  eyes: readonly ('OD' | 'OS')[];
  isRush: boolean;
  /** Calendar date, null when nobody waits. */
  neededOn: string | null;
  lens: { design: string; material: string; treatments: readonly string[] };
  /** What the other lab gets of the frame: lenses are cut to the outline in the file, or come uncut. */
  frame: 'CUT_TO_TRACE' | 'UNCUT';
  /** DCS/OMA text: powers, centration, sizes, outline. No name. */
  equipmentFile: string;
}

/** What the other lab says about an order when asked: the only thing that decides. */
export interface OutsideLabTruth {
  providerId: string;
  reference: string;
  stage: OutsideLabStage;
  expectedOn: string | null;
  trackingCode: string | null;
}

/** Thrown when the outcome is not known: the order may or may not have been taken. */
export class OutsideLabUnreachable extends Error {
  constructor(cause: unknown) {
    super('The other lab did not answer.', { cause });
    this.name = 'OutsideLabUnreachable';
  }
}

/** Thrown when the other lab answered and said no; the message is fit for staff. */
export class OutsideLabRefused extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
    this.name = 'OutsideLabRefused';
  }
}

/** Another lab that makes lenses for us, in our words. */
export interface OutsideLabProvider {
  readonly name: string;
  submit(request: OutsideLabRequest): Promise<OutsideLabTruth>;
  /** The order of a reference, null when the lab never took it. */
  find(reference: string): Promise<OutsideLabTruth | null>;
  look(providerId: string): Promise<OutsideLabTruth>;
  /** @throws OutsideLabRefused when the lenses are already in work */
  cancel(providerId: string, key: string): Promise<OutsideLabTruth>;
  /** Reads a webhook body whose signature and time are right; it says where to look and decides nothing. @throws when they are not */
  readWebhook(rawBody: Buffer, signature: string, now: Date): { eventId: string; providerId: string };
}
