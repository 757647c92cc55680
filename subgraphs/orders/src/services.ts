import type { Clock, Database, Logger, RateLimiter } from '@opticworks/kernel';
import type { OrdersSettings } from './config.ts';
import type { MailProvider } from './mail/mail.provider.ts';
import type { PaymentProvider } from './payments/payment.provider.ts';
import type { Prescriptions } from './ports/prescriptions.ts';
import type { Pricing } from './ports/pricing.ts';
import type { Stock } from './ports/stock.ts';
import type { PromiseBook } from './promise/promise-basis.ts';
import type { ShippingProvider } from './shipping/shipping.provider.ts';
import type { TaxProvider } from './tax/tax.provider.ts';
import type { Vault } from './vault.ts';

/** What the use cases work with. */
export interface Services {
  readonly database: Database;
  readonly settings: OrdersSettings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pricing: Pricing;
  readonly prescriptions: Prescriptions;
  readonly stock: Stock;
  readonly payments: PaymentProvider;
  /** Answers for payments of demonstration data, which no real provider knows. Production has none. */
  readonly demonstrationPayments: PaymentProvider | null;
  readonly shipping: ShippingProvider;
  readonly tax: TaxProvider;
  readonly mail: MailProvider;
  readonly vault: Vault;
  readonly couponAttempts: RateLimiter;
  /** What promises rest on. */
  readonly promises: PromiseBook;
}
