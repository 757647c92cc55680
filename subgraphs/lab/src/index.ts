import {
  buildGraph,
  createDatabase,
  defineSubgraph,
  handleJob,
  loadSettings,
  personalCipher,
  type RequestContext,
  type Subgraph,
  type SubgraphDeps,
} from '@opticworks/kernel';
import { CoatsResolver, LabBatchResolver } from './batches/batch.resolver.ts';
import { BlankResolver } from './blanks/blank.resolver.ts';
import { currentMakingRules } from './calculation/making-rules.ts';
import { currentPrescriptionRules } from './calculation/prescription-rules.ts';
import { SETTINGS } from './config.ts';
import { labDocumentRoutes } from './documents/lab-documents.routes.ts';
import { EquipmentResolver } from './equipment/equipment.resolver.ts';
import { deviceLink } from './equipment/link/device-link.ts';
import { KpiResolver } from './figures/kpi.resolver.ts';
import { InspectionResolver } from './inspection/inspection.resolver.ts';
import { inspectionRules } from './inspection/inspection-rules.ts';
import { loadJob } from './jobs/lab-job.loader.ts';
import { LabJobConnectionResolver, LabJobResolver, OrderLabResolver } from './jobs/lab-job.resolver.ts';
import { OrderStub, PrescriptionStub } from './jobs/lab-job.type.ts';
import { LabJobs } from './migrations/1763800100000-lab-jobs.ts';
import { LensStepsAndBatches } from './migrations/1764410000000-lens-steps-and-batches.ts';
import { PromiseAndCapacity } from './migrations/1764420000000-promise-and-capacity.ts';
import { BlanksAndFigures } from './migrations/1764430000000-blanks-and-figures.ts';
import { LabEquipment } from './migrations/1764510000000-lab-equipment.ts';
import { OutsideLabs } from './migrations/1764520000000-outside-labs.ts';
import { InspectionRecords } from './migrations/1764530000000-inspection-records.ts';
import { RemakeCosts } from './migrations/1764540000000-remake-costs.ts';
import { PositionOfWear } from './migrations/1764600000000-position-of-wear.ts';
import { LensesThatDoNotFit } from './migrations/1764610000000-lenses-that-do-not-fit.ts';
import { BlanksOnTheirWay } from './migrations/1764620000000-blanks-on-their-way.ts';
import { ChangesOfSettings } from './migrations/1764800000000-changes-of-settings.ts';
import { BlanksPutBack } from './migrations/1764810000000-blanks-put-back.ts';
import { PoliciesOfTheLab } from './migrations/1764820000000-policies-of-the-lab.ts';
import { BlankSupplyTold } from './migrations/1764840000000-blank-supply-told.ts';
import { RulesOfJobs } from './migrations/1764860000000-rules-of-jobs.ts';
import { DaysOfTheQueue } from './migrations/1764870000000-days-of-the-queue.ts';
import { TermsOfRemakes } from './migrations/1764880000000-terms-of-remakes.ts';
import { TermsOfTheBench } from './migrations/1764890000000-terms-of-the-bench.ts';
import { HeightsOfMultifocals } from './migrations/1764895000000-heights-of-multifocals.ts';
import { OutsideLabResolver } from './outside-labs/outside-lab.resolver.ts';
import { outsideLabRoutes } from './outside-labs/outside-lab.routes.ts';
import { outsideLab } from './outside-labs/outside-lab.ts';
import { outsideLabJobs } from './outside-labs/outside-lab-jobs.ts';
import type { LabParts } from './parts.ts';
import { staffMay } from './permissions.ts';
import { PublishBlankSupply } from './promise/blank-supply.job.ts';
import { PromiseResolver } from './promise/promise.resolver.ts';
import { publishBlankSupply } from './promise/publish-blank-supply.ts';
import { PublishLeadTimes, publishLeadTimes } from './promise/publish-lead-times.ts';
import { timeIn } from './promise/working-days.rules.ts';
import { allocateBlanks } from './queue/allocate-blanks.ts';
import { AllocateBlanks, BookReturn, PrepareJob, SettleBlank } from './queue/lab-queue.ts';
import { prepareJob } from './queue/prepare-job.ts';
import { settleBlank } from './queue/settle-blank.ts';
import { bookReturn } from './refit/book-return.ts';
import { ReturnJobResolver, ReturnResolver } from './refit/return.resolver.ts';
import { RemakeResolver } from './remakes/remake.resolver.ts';
import { RemakeTermsResolver } from './remakes/remake-terms.resolver.ts';
import { seedLab } from './seed/seed-lab.ts';
import { BenchTermsResolver } from './settings/bench-terms.resolver.ts';
import { PolicyResolver } from './settings/policies.resolver.ts';
import { SettingResolver } from './settings/setting.resolver.ts';
import { StageResolver } from './stages/stage.resolver.ts';
import { labSubscribers } from './subscribers/on-sibling-events.ts';
import { HeightResolver } from './wear/height.resolver.ts';
import { LensWearResolver, WearResolver } from './wear/wear.resolver.ts';

/** Tables and their changes, for the host and for tests. */
export const labSchema = {
  schema: 'lab',
  entities: [],
  migrations: [
    LabJobs,
    LensStepsAndBatches,
    PromiseAndCapacity,
    BlanksAndFigures,
    LabEquipment,
    OutsideLabs,
    InspectionRecords,
    RemakeCosts,
    PositionOfWear,
    LensesThatDoNotFit,
    BlanksOnTheirWay,
    ChangesOfSettings,
    BlanksPutBack,
    PoliciesOfTheLab,
    BlankSupplyTold,
    RulesOfJobs,
    DaysOfTheQueue,
    TermsOfRemakes,
    TermsOfTheBench,
    HeightsOfMultifocals,
  ],
};

/** Lab jobs: calculation, blanks, stages, inspection. */
export function createLab(deps: SubgraphDeps): Subgraph {
  const settings = loadSettings(SETTINGS, { mode: deps.mode, env: deps.env });
  const database = createDatabase({
    name: 'lab',
    url: deps.databaseUrl,
    ...(deps.databaseRole ? { role: deps.databaseRole } : {}),
    ...(deps.poolSize ? { poolSize: deps.poolSize } : {}),
    ...labSchema,
    logger: deps.logger,
    clock: deps.clock,
  });
  const parts: LabParts = {
    database,
    clock: deps.clock,
    cipher: personalCipher({ keyEncryptionKey: settings.PERSONAL_DATA_KEY, clock: deps.clock }),
    caller: deps.caller,
    making: currentMakingRules(deps.caller),
    prescriptionRules: currentPrescriptionRules(deps.caller),
    inspection: inspectionRules(settings),
    shippingDays: settings.LAB_SHIPPING_DAYS,
    undoSeconds: settings.LAB_UNDO_SECONDS,
    timeZone: settings.SHOP_TIME_ZONE,
    today: () => deps.clock.today(settings.SHOP_TIME_ZONE),
    timeOfDay: () => timeIn(deps.clock.now(), settings.SHOP_TIME_ZONE),
    traceToleranceMm: settings.LAB_TRACE_TOLERANCE_MM,
    outside: outsideLab(settings, deps),
  };
  const devices = deviceLink(parts, settings, deps.logger.child({ part: 'device-link' }));
  return defineSubgraph({
    name: 'lab',
    deps,
    database,
    graph: labGraph(parts),
    subscribers: labSubscribers(parts),
    jobs: [
      handleJob(PrepareJob, ({ jobId }) => prepareJob(parts, jobId)),
      handleJob(AllocateBlanks, ({ jobId }) => allocateBlanks(parts, jobId)),
      handleJob(SettleBlank, (order) => settleBlank(parts, order)),
      handleJob(BookReturn, (order) => bookReturn(parts, order)),
      handleJob(PublishLeadTimes, () => publishLeadTimes(parts)),
      handleJob(PublishBlankSupply, () => publishBlankSupply(parts)),
      ...outsideLabJobs(parts),
    ],
    routes: async (app) => {
      await labDocumentRoutes(parts)(app);
      await outsideLabRoutes(parts, deps.logger)(app);
    },
    ...(devices
      ? {
          checks: {
            devices: () => (devices.isListening ? Promise.resolve() : Promise.reject(new Error('not listening'))),
          },
          onStart: async () => void (await devices.start()),
          onStop: () => devices.stop(),
        }
      : {}),
    seed: (context) => seedLab(parts, context),
    extendContext: (base) => Object.assign(base, { parts }),
  });
}

export function labGraph(parts: LabParts) {
  const resolvers = [
    new LabJobResolver(parts),
    new LabJobConnectionResolver(),
    new OrderLabResolver(parts),
    new StageResolver(parts),
    new LabBatchResolver(parts),
    new CoatsResolver(parts),
    new PromiseResolver(parts),
    new KpiResolver(parts),
    new BlankResolver(parts),
    new ReturnResolver(parts),
    new ReturnJobResolver(parts),
    new EquipmentResolver(parts),
    new OutsideLabResolver(parts),
    new InspectionResolver(parts),
    new RemakeResolver(parts),
    new RemakeTermsResolver(parts),
    new BenchTermsResolver(parts),
    new SettingResolver(parts),
    new PolicyResolver(parts),
    new WearResolver(parts),
    new HeightResolver(parts),
    new LensWearResolver(parts),
  ];
  const instances = new Map(resolvers.map((resolver) => [resolver.constructor, resolver]));
  return buildGraph({
    name: 'lab',
    resolvers: [...instances.keys()],
    orphanedTypes: [OrderStub, PrescriptionStub],
    container: { get: (resolver) => instances.get(resolver as never) },
    references: {
      // Whose order it is decides field by field; the stub itself tells nothing.
      Order: ({ id }: { id: string }) => ({ id }),
      Prescription: ({ id }: { id: string }) => ({ id }),
      LabJob: ({ id }: { id: string }, ctx: RequestContext) =>
        staffMay(ctx.principal, 'seeBoard') ? loadJob(parts, ctx, id) : null,
    },
  });
}
