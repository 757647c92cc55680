import type { RequestContext } from '@opticworks/kernel';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { TimelineEntryType } from '../customers/customer.type.ts';
import type { CustomerRxParts } from '../parts.ts';
import { AuditEntryType, PrescriptionEventType } from '../prescriptions/prescription.type.ts';
import { loadPerson } from './person.loader.ts';
import { PersonType } from './person.type.ts';

/** Who stands behind an entry of the audit. */
@Resolver(() => AuditEntryType)
export class AuditPersonResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @FieldResolver(() => PersonType)
  who(@Root() { actor }: AuditEntryType, @Ctx() ctx: RequestContext): Promise<PersonType> {
    return loadPerson(this.parts, ctx, actor);
  }
}

/** Who stands behind a step of the history. */
@Resolver(() => PrescriptionEventType)
export class EventPersonResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @FieldResolver(() => PersonType)
  who(@Root() { actor }: PrescriptionEventType, @Ctx() ctx: RequestContext): Promise<PersonType> {
    return loadPerson(this.parts, ctx, actor);
  }
}

/** Who stands behind an entry of a customer's timeline. */
@Resolver(() => TimelineEntryType)
export class TimelinePersonResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @FieldResolver(() => PersonType)
  who(@Root() { actor }: TimelineEntryType, @Ctx() ctx: RequestContext): Promise<PersonType> {
    return loadPerson(this.parts, ctx, actor);
  }
}
