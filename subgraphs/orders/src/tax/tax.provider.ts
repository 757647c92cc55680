import type { AddressValue } from '@opticworks/schema';

export interface TaxRequest {
  from: AddressValue;
  to: AddressValue;
  currency: string;
  shippingMinor: bigint;
  lines: {
    id: string;
    quantity: number;
    totalMinor: bigint;
    /** The catalogue's class: `eyewear`, `contact-lens`, `electronics`… */
    taxCode: string;
    /** Made or sold to a prescription: what many places exempt. */
    isPrescription: boolean;
  }[];
}

export interface TaxAnswer {
  byLine: Map<string, bigint>;
  shippingMinor: bigint;
  lines: { label: string; ratePercent: string; amountMinor: bigint }[];
}

/** Sales tax and VAT, in our words: tax per line, because lenses, frames and accessories are treated differently. */
export interface TaxProvider {
  readonly name: string;
  taxOf(request: TaxRequest): Promise<TaxAnswer>;
}
