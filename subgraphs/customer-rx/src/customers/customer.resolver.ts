import {
  KERNEL_ERRORS,
  LocalDate,
  type Principal,
  pageOf,
  type RequestContext,
  refuse,
  requireCustomer,
} from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answer } from '../answer.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { ownPrescriptions, prescriptionsOf } from '../prescriptions/prescription.queries.ts';
import { PrescriptionType } from '../prescriptions/prescription.type.ts';
import { eraseCustomer } from '../privacy/erase-customer.ts';
import { exportMyData } from '../privacy/export-my-data.ts';
import { addTimelineNote, removeAddress, saveAddress, setConsent, updateProfile } from './change-customer.ts';
import {
  listCustomers,
  loadAddresses,
  loadConsents,
  loadCustomer,
  loadTimeline,
  maySeeCustomer,
} from './customer.loader.ts';
import {
  AddressInput,
  ConsentType,
  CustomerConnectionType,
  CustomerResult,
  CustomerType,
  ErasureResult,
  SavedAddressType,
  TimelineEntryType,
  ViewerKind,
  ViewerType,
} from './customer.type.ts';

@Resolver(() => CustomerType)
export class CustomerResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @Query(() => ViewerType)
  async viewer(@Ctx() ctx: RequestContext): Promise<ViewerType> {
    const { principal } = ctx;
    const customer = principal.kind === 'customer' ? await loadCustomer(this.parts, ctx, principal.id) : null;
    return {
      kind: viewerKind(principal),
      customer,
      staffName: principal.kind === 'staff' ? principal.name : null,
      roles: principal.kind === 'staff' ? [...principal.roles] : [],
    };
  }

  @Query(() => CustomerType, { nullable: true })
  async me(@Ctx() ctx: RequestContext): Promise<CustomerType | null> {
    return ctx.principal.kind === 'customer' ? loadCustomer(this.parts, ctx, ctx.principal.id) : null;
  }

  @Query(() => [PrescriptionType], {
    description: 'Prescriptions of this customer, or of the guest of this browser, newest first.',
  })
  async myPrescriptions(@Ctx() ctx: RequestContext): Promise<PrescriptionType[]> {
    return (await ownPrescriptions(this.parts, ctx.principal)) as PrescriptionType[];
  }

  @Query(() => CustomerConnectionType)
  async customers(
    @Arg('query', () => String, { nullable: true }) query: string | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'readCustomers');
    return listCustomers(this.parts, query, pageOf({ first, after }, 50));
  }

  @Query(() => CustomerType, { nullable: true })
  customer(@Arg('id', () => ID) id: string, @Ctx() ctx: RequestContext): Promise<CustomerType | null> {
    return loadCustomer(this.parts, ctx, id);
  }

  @Mutation(() => CustomerResult)
  updateProfile(
    @Arg('name', () => String, { nullable: true }) name: string | null | undefined,
    @Arg('phone', () => String, { nullable: true }) phone: string | null | undefined,
    @Arg('birthDate', () => LocalDate, { nullable: true }) birthDate: string | null | undefined,
    @Arg('locale', () => String, { nullable: true }) locale: string | null | undefined,
    @Ctx() ctx: RequestContext,
  ) {
    return this.change(ctx, (who) => updateProfile(this.parts, who, { name, phone, birthDate, locale }, ctx.locale));
  }

  @Mutation(() => CustomerResult)
  saveAddress(
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('address', () => AddressInput) address: AddressInput,
    @Arg('isDefault', () => Boolean, { nullable: true }) isDefault: boolean | null,
    @Ctx() ctx: RequestContext,
  ) {
    return this.change(ctx, (who) => saveAddress(this.parts, who, { id, address, isDefault }, ctx.locale));
  }

  @Mutation(() => CustomerResult)
  removeAddress(@Arg('id', () => ID) id: string, @Ctx() ctx: RequestContext) {
    return this.change(ctx, (who) => removeAddress(this.parts, who, id));
  }

  @Mutation(() => CustomerResult)
  setConsent(
    @Arg('purpose', () => String) purpose: string,
    @Arg('granted', () => Boolean) granted: boolean,
    @Ctx() ctx: RequestContext,
  ) {
    return this.change(ctx, (who) => setConsent(this.parts, who, purpose, granted));
  }

  @Mutation(() => CustomerResult)
  addTimelineNote(
    @Arg('customerId', () => ID) customerId: string,
    @Arg('text', () => String) text: string,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, async () => {
      await addTimelineNote(this.parts, ctx.principal, customerId, text);
      return found(await loadCustomer(this.parts, ctx, customerId));
    });
  }

  @Mutation(() => String, {
    description: 'Customer: profile, prescriptions and papers held about me, as JSON text. Orders: `exportMyOrders`.',
  })
  exportMyData(@Ctx() ctx: RequestContext): Promise<string> {
    return exportMyData(this.parts, requireCustomer(ctx));
  }

  @Mutation(() => ErasureResult)
  eraseMyData(@Arg('confirmEmail', () => String) confirmEmail: string, @Ctx() ctx: RequestContext) {
    return answer(ctx, async () => eraseCustomer(this.parts, requireCustomer(ctx), confirmEmail, ctx.locale));
  }

  @FieldResolver(() => LocalDate, { nullable: true })
  async birthDate(@Root() customer: CustomerType): Promise<string | null> {
    const { id, birthDateCipher } = customer;
    if (!birthDateCipher) return null;
    return this.parts.database.transaction(
      (tx) => this.parts.contents.open(tx, `customer:${id}`, id, birthDateCipher),
      { name: 'read birth date' },
    );
  }

  @FieldResolver(() => [PrescriptionType])
  async prescriptions(@Root() customer: CustomerType, @Ctx() ctx: RequestContext): Promise<PrescriptionType[]> {
    return (await prescriptionsOf(this.parts, ctx.principal, [`customer:${customer.id}`])) as PrescriptionType[];
  }

  @FieldResolver(() => [SavedAddressType])
  addresses(@Root() customer: CustomerType, @Ctx() ctx: RequestContext): Promise<SavedAddressType[]> {
    return loadAddresses(this.parts, ctx, customer.id);
  }

  @FieldResolver(() => [ConsentType])
  consents(@Root() customer: CustomerType, @Ctx() ctx: RequestContext): Promise<ConsentType[]> {
    return loadConsents(this.parts, ctx, customer.id);
  }

  @FieldResolver(() => [TimelineEntryType], {
    description:
      "For staff: what happened with this customer, newest first; a customer sees it without the house's notes.",
  })
  async timeline(
    @Root() customer: CustomerType,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20 }) first: number,
    @Ctx() ctx: RequestContext,
  ): Promise<TimelineEntryType[]> {
    if (!maySeeCustomer(ctx.principal, customer.id)) return [];
    const entries = await loadTimeline(this.parts, ctx, customer.id, pageOf({ first }).limit);
    return ctx.principal.kind === 'staff' ? entries : entries.filter((entry) => entry.kind !== 'NOTE');
  }

  /** A change the customer makes to their own record; the answer is read anew. */
  private change(ctx: RequestContext, change: (who: ReturnType<typeof requireCustomer>) => Promise<void>) {
    return answer(ctx, async () => {
      const who = requireCustomer(ctx);
      await change(who);
      return found(await loadCustomer(this.parts, ctx, who.id));
    });
  }
}

@Resolver(() => CustomerConnectionType)
export class CustomerConnectionResolver {
  @FieldResolver(() => Int)
  totalCount(@Root() connection: CustomerConnectionType): Promise<number> {
    return connection.count();
  }
}

const found = (customer: CustomerType | null): CustomerType =>
  customer ?? refuse(KERNEL_ERRORS.NOT_FOUND, { what: 'customer' });

function viewerKind(principal: Principal): ViewerKind {
  if (principal.kind === 'staff') return ViewerKind.STAFF;
  if (principal.kind === 'customer') return ViewerKind.CUSTOMER;
  return principal.kind === 'partner' ? ViewerKind.PARTNER : ViewerKind.GUEST;
}
