import { LocalDate, type RequestContext, refusable, refuse } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ERRORS } from '../errors.ts';
import { OrderType } from '../orders/order.type.ts';
import { requireStaffFor, staffMay } from '../permissions.ts';
import type { Services } from '../services.ts';
import { carriedBy } from '../shipping/carrier-names.ts';
import {
  OrderPromiseType,
  PromiseReportType,
  PromiseTermsChangeType,
  PromiseTermsInput,
  PromiseTermsResult,
  PromiseTermsType,
} from './promise.type.ts';
import { readBasis } from './promise-basis.ts';
import { promiseReport } from './promise-report.ts';
import { savePromiseTerms } from './save-promise-terms.ts';

const MAX_DAYS = 800;

@Resolver(() => OrderType)
export class PromiseResolver {
  constructor(private readonly services: Services) {}

  @Query(() => PromiseReportType, { description: 'How promises held, by part, route, lens type and carrier.' })
  promiseReport(
    @Ctx() ctx: RequestContext,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
  ): Promise<PromiseReportType> {
    requireStaffFor(ctx, 'promises.read');
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
    if (!(days >= 0 && days <= MAX_DAYS)) refuse(ERRORS.PERIOD_INVALID, { days: MAX_DAYS });
    return promiseReport(this.services, from, to);
  }

  @Query(() => PromiseTermsType)
  async promiseTerms(@Ctx() ctx: RequestContext): Promise<PromiseTermsType> {
    requireStaffFor(ctx, 'promises.read');
    return this.#terms();
  }

  @Query(() => [PromiseTermsChangeType], { description: 'The newest first; at most 100.' })
  promiseTermsHistory(@Ctx() ctx: RequestContext): Promise<PromiseTermsChangeType[]> {
    requireStaffFor(ctx, 'promises.read');
    return this.services.database.query<PromiseTermsChangeType>(
      `SELECT version, handling_days AS "handlingDays", transit_days AS "transitDays", percentile, min_cases AS "minCases",
         window_days AS "windowDays", may_promise_earlier AS "mayPromiseEarlier", reason, changed_by AS "changedBy", at
       FROM promise_terms ORDER BY version DESC LIMIT 100`,
    );
  }

  @Mutation(() => PromiseTermsResult, {
    description: 'The next promise is made from it, and the shop window is told. Promises keep what they were made by.',
  })
  savePromiseTerms(@Ctx() ctx: RequestContext, @Arg('input', () => PromiseTermsInput) input: PromiseTermsInput) {
    return refusable(async () => {
      const { reason, basedOn, percentile, ...terms } = input;
      await savePromiseTerms(this.services, ctx, {
        terms: { ...terms, percentile: percentile ?? null },
        reason,
        basedOn,
      });
      return this.#terms();
    });
  }

  @FieldResolver(() => [OrderPromiseType], {
    description: 'Staff: every promise that was made for it, the newest first, and by how much it was missed.',
  })
  async promises(@Root() order: OrderType, @Ctx() ctx: RequestContext): Promise<OrderPromiseType[]> {
    if (!staffMay(ctx, 'orders.read')) return [];
    const loader = ctx.loader<string, OrderPromiseType[]>('orders.promises', async (ids) => {
      const rows = await this.services.database.query<OrderPromiseType & { orderId: string }>(
        `SELECT order_id AS "orderId", made_at AS "madeAt", promised_on::text AS "promisedOn",
           queue_days AS "queueDays", stage_days AS "stageDays", blank_days AS "blankDays", handling_days AS "handlingDays",
           transit_days AS "transitDays", margin_days AS "marginDays", transit_from AS "transitFrom", production_error AS "productionError",
           blank_error AS "blankError", handling_error AS "handlingError", carrier_error AS "carrierError", total_error AS "totalError"
         FROM kept_promise WHERE order_id = ANY($1) ORDER BY made_at DESC, id`,
        [ids],
      );
      return ids.map((id) => rows.filter(({ orderId }) => orderId === id));
    });
    return (await loader.load(order.id)) ?? [];
  }

  async #terms(): Promise<PromiseTermsType> {
    const { terms, measured } = await readBasis(this.services.database.query.bind(this.services.database));
    return {
      ...terms,
      measured: measured
        .map((one) => ({ ...one, key: readable(one.key) }))
        .sort((a, b) => `${a.kind} ${a.key}`.localeCompare(`${b.kind} ${b.key}`)),
    };
  }
}

/** `US|USPS|GroundAdvantage` as people read it: `US|USPS Ground Advantage`. */
function readable(key: string): string {
  const [first = '', ...carrier] = key.split('|');
  return carrier.length > 0 ? `${first}|${carriedBy(carrier.join('|'))}` : first;
}
