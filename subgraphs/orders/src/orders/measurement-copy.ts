import { actorOf, appendAuditAll, DateTime, Decimal, type RequestContext, type Tx } from '@opticworks/kernel';
import type { HeightKind } from '@opticworks/optics';
import type { MeasurementValue } from '@opticworks/schema';
import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import type { Cart } from '../carts/cart.model.ts';
import { HeightKindName } from '../graph/shared.type.ts';
import { maySeeOrder, staffMay } from '../permissions.ts';
import type { Services } from '../services.ts';
import { orderLineMeasurementCell } from '../vault.ts';
import { orderLoader } from './order.loader.ts';
import { OrderLineType } from './order.type.ts';
import type { OrderLineRow } from './order-line.entity.ts';

@ObjectType('MeasurementCopy', {
  description: 'What was measured for this pair, as it was ordered. Lengths in mm, angles in degrees.',
})
export class MeasurementCopy {
  @Field(() => ID, { description: 'The measurement it is a copy of.' })
  measurementId: string;
  @Field(() => String)
  method: string;
  @Field(() => DateTime)
  measuredAt: Date;
  @Field(() => String)
  measuredBy: string;
  @Field(() => Boolean, { description: 'Measured in the frame that was ordered; else only distances were used.' })
  inThisFrame: boolean;
  @Field(() => Decimal, { nullable: true })
  pdOdMm: string | null;
  @Field(() => Decimal, { nullable: true })
  pdOsMm: string | null;
  @Field(() => Decimal, { nullable: true })
  nearPdOdMm: string | null;
  @Field(() => Decimal, { nullable: true })
  nearPdOsMm: string | null;
  @Field(() => HeightKindName, { nullable: true })
  heightKind: HeightKind | null;
  @Field(() => Decimal, { nullable: true })
  heightOdMm: string | null;
  @Field(() => Decimal, { nullable: true })
  heightOsMm: string | null;
  @Field(() => Decimal, { nullable: true })
  vertexMm: string | null;
  @Field(() => Decimal, { nullable: true })
  refractedVertexMm: string | null;
  @Field(() => Decimal, { nullable: true })
  pantoscopicTiltDegrees: string | null;
  @Field(() => Decimal, { nullable: true })
  faceFormDegrees: string | null;

  static of(m: MeasurementValue, sku: string): MeasurementCopy {
    const text = (value: number | null) => (value === null ? null : String(value));
    return Object.assign(new MeasurementCopy(), {
      measurementId: m.id,
      method: m.method,
      measuredAt: new Date(m.measuredAt),
      measuredBy: m.measuredBy,
      inThisFrame: m.frameSku === sku,
      pdOdMm: text(m.pdOdMm),
      pdOsMm: text(m.pdOsMm),
      nearPdOdMm: text(m.nearPdOdMm),
      nearPdOsMm: text(m.nearPdOsMm),
      heightKind: m.heightKind,
      heightOdMm: text(m.heights?.odMm ?? null),
      heightOsMm: text(m.heights?.osMm ?? null),
      vertexMm: text(m.vertexMm),
      refractedVertexMm: text(m.refractedVertexMm),
      pantoscopicTiltDegrees: text(m.pantoscopicTiltDegrees),
      faceFormDegrees: text(m.faceFormDegrees),
    });
  }
}

/** Asks for what was measured for each pair of a cart; outside of the transaction that writes the order. */
export async function measurementsOfCart(services: Services, cart: Cart): Promise<Map<string, MeasurementValue>> {
  const owner = cart.ownerId.startsWith('staff-') ? null : { kind: cart.ownerKind, id: cart.ownerId };
  const found = new Map<string, MeasurementValue>();
  for (const { id, lens } of cart.content.lines) {
    if (!lens?.measurementId || !lens.prescriptionId) continue;
    const { measurement } = await services.prescriptions.read(
      lens.prescriptionId,
      owner,
      'keep with an order what was measured',
      lens.measurementId,
    );
    if (measurement) found.set(id, measurement);
  }
  return found;
}

/** Seals the copies into the lines, which stand in the order of the cart's. */
export async function sealMeasurements(
  services: Services,
  tx: Tx,
  cart: Cart,
  lines: readonly OrderLineRow[],
  measured: ReadonlyMap<string, MeasurementValue>,
): Promise<void> {
  for (const [index, { id }] of cart.content.lines.entries()) {
    const line = lines[index]!;
    const value = measured.get(id);
    if (value) line.measurement = await services.vault.seal(tx, cart, orderLineMeasurementCell(line.id), value);
  }
}

@Resolver(() => OrderLineType)
export class OrderLineMeasurementResolver {
  constructor(private readonly services: Services) {}

  @FieldResolver(() => MeasurementCopy, { nullable: true })
  async measurement(@Ctx() ctx: RequestContext, @Root() line: OrderLineType): Promise<MeasurementCopy | null> {
    if (!line.sealedMeasurement || ctx.principal.kind === 'partner') return null;
    const order = await orderLoader(this.services, ctx).load(line.orderId);
    const mayRead =
      ctx.principal.kind === 'staff'
        ? staffMay(ctx, 'orders.measurements')
        : order && maySeeOrder(ctx.principal, order);
    if (!order || !mayRead) return null;
    const { database, vault, clock } = this.services;
    const sealed = line.sealedMeasurement;
    // Health data like the prescription: no audit, no answer.
    const [value] = await database.transaction(
      async (tx) => {
        const opened = await vault.open<MeasurementValue>(tx, [
          { owner: order, cell: orderLineMeasurementCell(line.id), sealed },
        ]);
        const entry = {
          actor: actorOf(ctx.principal),
          action: 'measurement.read',
          subject: line.id,
          reason: 'shown with its order',
        };
        await appendAuditAll(tx, 'measurements', [entry], clock.now());
        return opened;
      },
      { name: 'read measurement' },
    );
    return value ? MeasurementCopy.of(value, line.sku) : null;
  }
}
