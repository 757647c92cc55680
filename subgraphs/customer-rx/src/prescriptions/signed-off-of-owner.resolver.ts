import type { RequestContext } from '@opticworks/kernel';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CustomerRxParts } from '../parts.ts';
import { maySeePrescription } from '../permissions.ts';
import { asReader, PLAIN_COLUMNS, type PrescriptionRow } from './prescription.rows.ts';
import { PrescriptionType } from './prescription.type.ts';

/** What glasses can be made by instead; opening one of them is a read of its own. */
@Resolver(() => PrescriptionType)
export class SignedOffOfOwnerResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @FieldResolver(() => [PrescriptionType], {
    description:
      'Signed-off prescriptions for glasses of whoever this one belongs to, newest first, for staff; a family shares an account.',
  })
  async signedOffOfOwner(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<PrescriptionType[]> {
    const { principal } = ctx;
    if (principal.kind !== 'staff' || !row.ownerId || !maySeePrescription(principal, row)) return [];
    const found = await asReader(this.parts.database, principal, 'signed-off prescriptions of an owner', (tx) =>
      tx.query<PrescriptionRow>(
        `SELECT ${PLAIN_COLUMNS} FROM prescription WHERE owner_kind = $1 AND owner_id = $2 AND product = 'GLASSES'
           AND status = 'SIGNED_OFF' ORDER BY coalesce(issued_on, created_at::date) DESC, created_at DESC, id DESC LIMIT 20`,
        [row.ownerKind, row.ownerId],
      ),
    );
    return found.map((one) => Object.assign(new PrescriptionType(), one));
  }
}
