import type { SeedContext } from '@opticworks/kernel';
import { ListLensOptions, ListVariants } from '@opticworks/schema/operations/catalog';
import { ListCustomers } from '@opticworks/schema/operations/customer-rx';

export interface Person {
  customerId: string;
  email: string;
  locale: 'en' | 'de';
  address: { name: string; line1: string; city: string; postalCode: string; countryCode: string } & Record<
    string,
    unknown
  >;
  prescriptionId: string | null;
  /** Since when an optician vouches for it. */
  signedOffAt: string | null;
  /** Sent, but typed in by nobody yet. */
  paperId: string | null;
}

export interface Shelf {
  frames: string[];
  others: string[];
  /** Lens options by their code. */
  lensOptions: ReadonlyMap<string, string>;
}

/** Everybody with an address, in an order that no id decides. */
export async function allCustomers(context: SeedContext): Promise<Person[]> {
  const people: Person[] = [];
  for (let afterId: string | null = null; ; ) {
    const page: { customers: (Omit<Person, 'address'> & { address: unknown })[]; nextAfterId: string | null } =
      await context.caller.call(ListCustomers, { afterId, limit: 500 });
    people.push(...page.customers.filter((one): one is Person => one.address !== null));
    afterId = page.nextAfterId;
    if (!afterId) return people.sort((a, b) => (a.email < b.email ? -1 : 1));
  }
}

export async function shelfOf(context: SeedContext): Promise<Shelf> {
  const variants: { variantId: string; sku: string; kind: string }[] = [];
  for (let afterId: string | null = null; ; ) {
    const page: { variants: typeof variants; nextAfterId: string | null } = await context.caller.call(ListVariants, {
      afterId,
      limit: 1000,
    });
    variants.push(...page.variants);
    afterId = page.nextAfterId;
    if (!afterId) break;
  }
  variants.sort((a, b) => (a.sku < b.sku ? -1 : 1));
  const ofKind = (...kinds: string[]) =>
    variants.filter(({ kind }) => kinds.includes(kind)).map(({ variantId }) => variantId);
  const { options } = await context.caller.call(ListLensOptions, {});
  return {
    frames: ofKind('FRAME'),
    others: ofKind('ACCESSORY', 'SENSOR'),
    lensOptions: new Map(options.map(({ code, id }) => [code, id])),
  };
}
