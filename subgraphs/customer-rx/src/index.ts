import {
  buildGraph,
  createDatabase,
  defineSubgraph,
  handleJob,
  loadSettings,
  type RequestContext,
  type Subgraph,
  type SubgraphDeps,
} from '@opticworks/kernel';
import { SETTINGS } from './config.ts';
import { ConsentEntity } from './customers/consent.entity.ts';
import { CustomerEntity } from './customers/customer.entity.ts';
import { loadCustomer } from './customers/customer.loader.ts';
import { customerOperations } from './customers/customer.operations.ts';
import { CustomerConnectionResolver, CustomerResolver } from './customers/customer.resolver.ts';
import { SavedAddressEntity } from './customers/saved-address.entity.ts';
import { TimelineEntryEntity } from './customers/timeline-entry.entity.ts';
import { DocumentResolver, PrescriptionDocumentsResolver } from './documents/document.resolver.ts';
import { documentRoutes } from './documents/document.routes.ts';
import { clearUnusedDocuments } from './documents/keep-document.ts';
import { clearErasureResidueHandler } from './jobs/clear-erasure-residue.handler.ts';
import { ClearUnusedDocuments } from './jobs/clear-unused-documents.ts';
import { verificationHandlers } from './jobs/verification-jobs.handler.ts';
import { ResendRxMail } from './mail/providers/resend/resend-rx-mail.ts';
import {
  CustomerMeasurementsResolver,
  MeasurementResolver,
  PrescriptionMeasurementsResolver,
} from './measurements/measurement.resolver.ts';
import { CustomersAndPrescriptions } from './migrations/1763800000000-customers-and-prescriptions.ts';
import { ActivePrescriptionsAreKept } from './migrations/1764600000000-active-prescriptions-are-kept.ts';
import { PrescriptionDocuments } from './migrations/1764610000000-prescription-documents.ts';
import { Verifications } from './migrations/1764620000000-verifications.ts';
import { Measurements } from './migrations/1764630000000-measurements.ts';
import { PrescriberReplies } from './migrations/1764640000000-prescriber-replies.ts';
import { WaitingGuests } from './migrations/1764650000000-waiting-guests.ts';
import { PrescriptionRuleSets } from './migrations/1764660000000-prescription-rules.ts';
import { PlaceOfSale } from './migrations/1764670000000-place-of-sale.ts';
import { StaffNames } from './migrations/1764680000000-staff-names.ts';
import { OrderedPairs } from './migrations/1764690000000-ordered-pairs.ts';
import { ErasedAccountsOfCustomers } from './migrations/1764700000000-erased-accounts.ts';
import type { CustomerRxParts } from './parts.ts';
import { AuditPersonResolver, EventPersonResolver, TimelinePersonResolver } from './people/person.resolver.ts';
import { personalContentCipher } from './prescriptions/content-cipher.ts';
import { PaperResolver } from './prescriptions/paper.resolver.ts';
import { PrescriptionEntity } from './prescriptions/prescription.entity.ts';
import { loadRow } from './prescriptions/prescription.loader.ts';
import { prescriptionOperations } from './prescriptions/prescription.operations.ts';
import { PrescriptionConnectionResolver, PrescriptionResolver } from './prescriptions/prescription.resolver.ts';
import { PrescriptionEventEntity } from './prescriptions/prescription-event.entity.ts';
import { prescriptionFileRoutes } from './prescriptions/prescription-file.routes.ts';
import { SignedOffOfOwnerResolver } from './prescriptions/signed-off-of-owner.resolver.ts';
import { RuleSetStore } from './rules/rule-set.store.ts';
import { RulesResolver } from './rules/rules.resolver.ts';
import { seedCustomers } from './seed/seed-customers.ts';
import { seedDemoCustomer } from './seed/seed-demo-customer.ts';
import { onLensRulesChanged } from './subscribers/on-lens-rules-changed.ts';
import { orderSubscribers } from './subscribers/on-order-events.ts';
import { onOrderLineMeasured } from './subscribers/on-order-line-measured.ts';
import { ReplyResolver } from './verification/reply.resolver.ts';
import {
  PrescriptionVerificationsResolver,
  VerificationClockResolver,
  VerificationResolver,
} from './verification/verification.resolver.ts';

/** Tables and their changes, for the host and for tests. */
export const customerRxSchema = {
  schema: 'customer_rx',
  entities: [
    CustomerEntity,
    SavedAddressEntity,
    ConsentEntity,
    TimelineEntryEntity,
    PrescriptionEntity,
    PrescriptionEventEntity,
  ],
  migrations: [
    CustomersAndPrescriptions,
    ActivePrescriptionsAreKept,
    PrescriptionDocuments,
    Verifications,
    Measurements,
    PrescriberReplies,
    WaitingGuests,
    PrescriptionRuleSets,
    PlaceOfSale,
    StaffNames,
    OrderedPairs,
    ErasedAccountsOfCustomers,
  ],
};

/** Another mail service than the configured one, for tests. */
export type CustomerRxOverrides = Partial<Pick<CustomerRxParts, 'mail'>>;

const isTwinKey = (key: string): boolean => /opticworks_twin$/.test(key);

/** Customers and prescriptions. */
export function createCustomerRx(deps: SubgraphDeps, overrides: CustomerRxOverrides = {}): Subgraph {
  const settings = loadSettings(SETTINGS, { mode: deps.mode, env: deps.env });
  const database = createDatabase({
    name: 'customer-rx',
    url: deps.databaseUrl,
    ...(deps.databaseRole ? { role: deps.databaseRole } : {}),
    ...(deps.poolSize ? { poolSize: deps.poolSize } : {}),
    ...customerRxSchema,
    logger: deps.logger,
    clock: deps.clock,
    jobs: deps.jobs,
  });
  const parts: CustomerRxParts = {
    database,
    clock: deps.clock,
    caller: deps.caller,
    contents: personalContentCipher(settings.PERSONAL_DATA_KEY, deps.clock),
    rules: new RuleSetStore(database, { place: settings.JURISDICTION, switchedOn: settings.LEGAL_PROFILES }),
    fourEyesFor: settings.FOUR_EYES_FOR,
    mail:
      overrides.mail ??
      new ResendRxMail({
        apiKey: settings.RESEND_API_KEY,
        apiBase:
          settings.RESEND_API_BASE ?? (isTwinKey(settings.RESEND_API_KEY) ? 'http://localhost:4010/resend' : undefined),
      }),
    mailFrom: settings.VERIFICATION_MAIL_FROM,
    verificationContact: settings.VERIFICATION_CONTACT,
    shopUrl: settings.SHOP_URL,
    linkSecret: settings.LINK_SECRET,
    replyDays: settings.VERIFICATION_REPLY_DAYS,
  };
  const onNewCustomer = async (account: Parameters<typeof seedDemoCustomer>[1]) => {
    if (deps.mode === 'demo') await seedDemoCustomer(parts, account);
  };
  return defineSubgraph({
    name: 'customer-rx',
    deps,
    database,
    graph: customerRxGraph(parts),
    operations: [...prescriptionOperations(parts), ...customerOperations(parts, onNewCustomer)],
    subscribers: [...orderSubscribers(parts), onLensRulesChanged, onOrderLineMeasured],
    jobs: [
      clearErasureResidueHandler(parts),
      ...verificationHandlers(parts),
      handleJob(ClearUnusedDocuments, async () => {
        await clearUnusedDocuments(parts);
      }),
    ],
    routes: async (app) => {
      await documentRoutes(parts)(app);
      await prescriptionFileRoutes(parts)(app);
    },
    extendContext: (base) => Object.assign(base, { parts }),
    seed: ({ log, scale }) => seedCustomers(parts, log, scale),
  });
}

export function customerRxGraph(parts: CustomerRxParts) {
  const resolvers = [
    new CustomerResolver(parts),
    new CustomerConnectionResolver(),
    new PrescriptionResolver(parts),
    new PrescriptionConnectionResolver(),
    new PaperResolver(parts),
    new DocumentResolver(parts),
    new PrescriptionDocumentsResolver(parts),
    new VerificationResolver(parts),
    new VerificationClockResolver(parts),
    new PrescriptionVerificationsResolver(parts),
    new ReplyResolver(parts),
    new MeasurementResolver(parts),
    new CustomerMeasurementsResolver(parts),
    new PrescriptionMeasurementsResolver(parts),
    new SignedOffOfOwnerResolver(parts),
    new RulesResolver(parts),
    new AuditPersonResolver(parts),
    new EventPersonResolver(parts),
    new TimelinePersonResolver(parts),
  ];
  const instances = new Map(resolvers.map((resolver) => [resolver.constructor, resolver]));
  return buildGraph({
    name: 'customer-rx',
    resolvers: [...instances.keys()],
    container: { get: (resolver) => instances.get(resolver as never) },
    references: {
      Customer: ({ id }: { id: string }, ctx: RequestContext) => loadCustomer(parts, ctx, id),
      Prescription: ({ id }: { id: string }, ctx: RequestContext) => loadRow(parts, ctx, id),
    },
  });
}
