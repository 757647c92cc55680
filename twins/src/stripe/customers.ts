import type Stripe from 'stripe';
import { randomText } from '../ids.ts';
import {
  anything,
  clearableText,
  hash,
  mergeMetadata,
  metadata,
  plainValues,
  type RawParams,
  readParams,
  text,
  textList,
} from './params.ts';
import { attachMethod, resolveMethod } from './payment-methods.ts';
import type { StripeWorld } from './stripe-world.ts';

const PARAMS = {
  name: clearableText,
  email: clearableText,
  phone: clearableText,
  description: clearableText,
  address: hash,
  shipping: hash,
  metadata,
  payment_method: text,
  invoice_settings: hash,
  preferred_locales: textList,
  tax_exempt: text,
  tax: hash,
  business_name: clearableText,
  individual_name: clearableText,
  invoice_prefix: text,
  balance: anything,
  source: anything,
  tax_id_data: anything,
  test_clock: text,
};

export type CustomerParams = ReturnType<typeof readCustomer>;
export const readCustomer = (raw: RawParams) => readParams(raw, PARAMS);

export function createCustomer(world: StripeWorld, params: CustomerParams): Stripe.Customer {
  const customer = {
    id: `cus_${randomText(14)}`,
    object: 'customer',
    address: plainValues(params.address) ?? null,
    balance: 0,
    created: world.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: params.description ?? null,
    discount: null,
    email: params.email ?? null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: (params.invoice_settings?.default_payment_method as string) || null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    name: params.name ?? null,
    next_invoice_sequence: 1,
    phone: params.phone ?? null,
    preferred_locales: params.preferred_locales ?? [],
    shipping: plainValues(params.shipping) ?? null,
    tax_exempt: params.tax_exempt ?? 'none',
    test_clock: null,
  } as unknown as Stripe.Customer;
  world.customers.set(customer.id, customer);
  world.emit('customer.created', customer);
  if (params.payment_method) attachMethod(world, resolveMethod(world, params.payment_method), customer.id);
  return customer;
}

export function updateCustomer(world: StripeWorld, customer: Stripe.Customer, params: CustomerParams): Stripe.Customer {
  for (const field of ['name', 'email', 'phone', 'description'] as const)
    if (params[field] !== undefined) Object.assign(customer, { [field]: params[field] });
  if (params.address !== undefined) customer.address = plainValues(params.address) as Stripe.Address;
  if (params.shipping !== undefined) customer.shipping = plainValues(params.shipping) as Stripe.Customer.Shipping;
  if (params.preferred_locales) customer.preferred_locales = params.preferred_locales;
  if (params.invoice_settings)
    customer.invoice_settings.default_payment_method =
      (params.invoice_settings.default_payment_method as string) || null;
  customer.metadata = mergeMetadata(customer.metadata, params.metadata);
  world.customers.set(customer.id, customer);
  world.emit('customer.updated', customer);
  return customer;
}

export function deleteCustomer(world: StripeWorld, customer: Stripe.Customer): Stripe.DeletedCustomer {
  world.customers.delete(customer.id);
  for (const method of world.methods.filter((candidate) => candidate.customer === customer.id)) {
    method.customer = null;
    world.methods.set(method.id, method);
  }
  world.emit('customer.deleted', customer);
  return { id: customer.id, object: 'customer', deleted: true };
}
