import type { Caller, Clock, Database } from '@opticworks/kernel';
import type { RxMailProvider } from './mail/mail.provider.ts';
import type { ContentCipher } from './prescriptions/content-cipher.ts';
import type { RuleSetStore } from './rules/rule-set.store.ts';
import type { VerificationContact } from './verification/verification.letter.ts';

/** What the use cases of this subgraph work with. */
export interface CustomerRxParts {
  database: Database;
  clock: Clock;
  /** Reaches operations of other subgraphs. */
  caller: Caller;
  contents: ContentCipher;
  /** What prescriptions are judged by, and where they are sold from. */
  rules: RuleSetStore;
  /** Codes of findings after which a second optician must look. */
  fourEyesFor: readonly string[];
  mail: RxMailProvider;
  mailFrom: string;
  /** Whom a prescriber may ask back. */
  verificationContact: VerificationContact;
  /** Address of the storefront, where the reply page stands. */
  shopUrl: string;
  /** Signs the links of requests. */
  linkSecret: string;
  /** How long such a link opens. */
  replyDays: number;
}
