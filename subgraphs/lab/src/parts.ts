import type { Caller, Clock, Database, PersonalCipher } from '@opticworks/kernel';
import type { MakingRules, PrescriptionRules } from '@opticworks/optics';
import type { InspectionRules } from './inspection/inspection-rules.ts';
import type { OutsideLabProvider } from './outside-labs/outside-lab.provider.ts';

/** What the use cases of this subgraph work with. */
export interface LabParts {
  database: Database;
  clock: Clock;
  cipher: PersonalCipher;
  caller: Caller;
  /** IANA name. */
  timeZone: string;
  /** The calendar day at the lab. */
  today: () => string;
  /** `HH:MM` at the lab. */
  timeOfDay: () => string;
  /** The rules of making of this moment. */
  making: () => Promise<MakingRules>;
  /** What prescriptions are judged by at this moment. */
  prescriptionRules: () => Promise<PrescriptionRules>;
  inspection: InspectionRules;
  /** Days between the due date of a job and the date promised to the customer. */
  shippingDays: number;
  /** How long whoever made a scan may take it back. */
  undoSeconds: number;
  /** How far a traced frame may lie from the ordered sizes, mm. */
  traceToleranceMm: number;
  /** Another lab that makes lenses for us; null when none is set up. */
  outside: OutsideLabProvider | null;
}
