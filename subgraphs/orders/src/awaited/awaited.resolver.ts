import { groupedInOrder, type RequestContext } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { answer } from '../german-sentences.ts';
import { dioptres } from '../graph/shape.ts';
import { PrescriptionStub } from '../graph/shared.type.ts';
import { shown } from '../money.ts';
import { linesLoader } from '../orders/order.loader.ts';
import { OrderResult, OrderType } from '../orders/order.type.ts';
import type { OrderLineRow } from '../orders/order-line.entity.ts';
import type { Services } from '../services.ts';
import { costsMore, repriceLine } from './awaited.rules.ts';
import { type Awaited, awaitedOfOrders } from './awaited.store.ts';
import { AgreedBandPrice, AwaitedPrescription } from './awaited.type.ts';
import { sendPrescription } from './send-prescription.ts';

@Resolver(() => OrderType)
export class AwaitedPrescriptionResolver {
  constructor(private readonly services: Services) {}

  @FieldResolver(() => [AwaitedPrescription], {
    description: 'Pairs that were ordered before their prescription was known; empty for most orders.',
  })
  async awaitedPrescriptions(@Ctx() ctx: RequestContext, @Root() order: OrderType): Promise<AwaitedPrescription[]> {
    if (!order.row.hasLab) return [];
    const lines = (await linesLoader(this.services, ctx).load(order.id)) ?? [];
    // Only such lines carry prices by band: no other order asks the table.
    if (!lines.some(({ lens }) => lens?.unitByBand)) return [];
    const rows = await ctx
      .loader('orders.awaited', async (ids: readonly string[]) =>
        groupedInOrder(ids, await awaitedOfOrders(this.services.database, ids), (row) => row.orderId),
      )
      .load(order.id);
    return (rows ?? []).map((row) =>
      viewOf(row, {
        line: lines.find(({ id }) => id === row.orderLineId) ?? null,
        currency: order.row.currency,
        needsSignIn: order.row.ownerKind === 'customer' && ctx.principal.kind === 'guest',
      }),
    );
  }

  @Mutation(() => OrderResult, {
    description:
      'The prescription of a pair that was ordered without one, saved before by whoever sends it. Nothing is charged; what it costs less is given back at the sign-off. One that is stronger than was said is refused.',
  })
  sendPrescription(
    @Ctx() ctx: RequestContext,
    @Arg('orderId', () => ID) orderId: string,
    @Arg('orderLineId', () => ID) lineId: string,
    @Arg('prescriptionId', () => ID) prescriptionId: string,
    @Arg('confirmedWarnings', () => [String], { nullable: true }) confirmedWarnings?: string[] | null,
    @Arg('borneBecause', () => String, {
      nullable: true,
      description: 'Staff who handle money: the house bears what it costs more than was said, and why.',
    })
    borneBecause?: string | null,
  ): Promise<typeof OrderResult> {
    return answer(ctx, async () =>
      OrderType.of(
        await sendPrescription(this.services, ctx, {
          orderId,
          lineId,
          prescriptionId,
          confirmedWarnings: confirmedWarnings ?? [],
          borneBecause: borneBecause?.trim() || null,
        }),
      ),
    );
  }
}

function viewOf(
  row: Awaited,
  { line, currency, needsSignIn }: { line: OrderLineRow | null; currency: string; needsSignIn: boolean },
): AwaitedPrescription {
  return Object.assign(new AwaitedPrescription(), {
    orderLineId: row.orderLineId,
    state: row.state,
    askedAt: row.askedAt,
    dueAt: row.dueAt,
    overdue: row.state === 'AWAITED' && row.overdueAt !== null,
    rejected: row.state === 'AWAITED' && row.rejectedAt !== null,
    needsSignIn,
    receivedAt: row.receivedAt,
    prescription: row.prescriptionId ? PrescriptionStub.of(row.prescriptionId) : null,
    costsMore: row.costsMoreMinor === null ? null : shown(row.costsMoreMinor, currency),
    pricesByBand: (line?.lens?.unitByBand ?? []).map((one) =>
      Object.assign(new AgreedBandPrice(), {
        band: one.band,
        maxPower: dioptres(one.maxPower),
        maxCylinder: dioptres(one.maxCylinder),
        unitPrice: shown(one.unit.amountMinor, currency),
        refund: shown(repriceLine(line!, BigInt(one.unit.amountMinor))?.refundMinor ?? 0n, currency),
        more: shown(costsMore(line!, BigInt(one.unit.amountMinor)) ?? 0n, currency),
      }),
    ),
  });
}
