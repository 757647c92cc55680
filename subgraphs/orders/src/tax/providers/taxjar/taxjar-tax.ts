import { divideRounded, fromDecimalString, toDecimalString } from '@opticworks/kernel';
import type { AddressValue } from '@opticworks/schema';
import Taxjar from 'taxjar';
import type { TaxAnswer, TaxProvider, TaxRequest } from '../../tax.provider.ts';

const TIMEOUT_MS = 10_000;
/** TaxJar's category of vision correction sold to a prescription; everything else of the shop is general merchandise. */
const PRESCRIPTION_EYEWEAR = '42142900A0001';

export interface TaxjarOptions {
  apiKey: string;
  apiBase?: string | undefined;
}

/** Tax through TaxJar. Its numbers are JSON floats; they are read as decimal text and never added as floats. */
export class TaxjarTax implements TaxProvider {
  readonly name = 'taxjar';
  readonly #client: Taxjar;

  constructor(options: TaxjarOptions) {
    this.#client = new Taxjar({ apiKey: options.apiKey, ...(options.apiBase ? { apiUrl: options.apiBase } : {}) });
  }

  async taxOf(request: TaxRequest): Promise<TaxAnswer> {
    const { currency } = request;
    const major = (minor: bigint): number => Number(toDecimalString({ amountMinor: minor, currency }));
    const { tax } = await withTimeout(
      this.#client.taxForOrder({
        ...place('from', request.from),
        ...place('to', request.to),
        to_country: request.to.countryCode,
        shipping: major(request.shippingMinor),
        // Whole line totals as one unit each: unit price times quantity would round a discounted line differently.
        line_items: request.lines.map((line) => ({
          id: line.id,
          quantity: 1,
          ...(line.isPrescription ? { product_tax_code: PRESCRIPTION_EYEWEAR } : {}),
          unit_price: major(line.totalMinor),
        })),
      }),
    );
    const exact = (value: number): bigint => fromDecimalString(value.toFixed(2), currency).amountMinor;
    const total = exact(tax.amount_to_collect);
    const shippingMinor = exact(tax.breakdown?.shipping?.tax_collectable ?? 0);
    const byLine = new Map<string, bigint>();
    for (const item of tax.breakdown?.line_items ?? []) if (item.id) byLine.set(item.id, exact(item.tax_collectable));
    balance(byLine, total - shippingMinor);
    return { byLine, shippingMinor, lines: total === 0n ? [] : taxLines(tax, total, exact) };
  }
}

function place(prefix: 'from' | 'to', address: AddressValue): Record<string, string> {
  return {
    [`${prefix}_country`]: address.countryCode,
    [`${prefix}_zip`]: address.postalCode,
    ...(address.region ? { [`${prefix}_state`]: address.region } : {}),
    [`${prefix}_city`]: address.city,
    [`${prefix}_street`]: address.line1,
  };
}

/** The provider rounds the order and each line apart; the difference of a few cents goes to the line with the most tax. */
function balance(byLine: Map<string, bigint>, total: bigint): void {
  let sum = 0n;
  let largest: string | null = null;
  for (const [id, amount] of byLine) {
    sum += amount;
    if (largest === null || amount > byLine.get(largest)!) largest = id;
  }
  if (largest !== null && sum !== total) byLine.set(largest, byLine.get(largest)! + total - sum);
}

type Answer = Awaited<ReturnType<Taxjar['taxForOrder']>>['tax'];

function taxLines(tax: Answer, total: bigint, exact: (value: number) => bigint): TaxAnswer['lines'] {
  const parts: [string, number | undefined, number | undefined][] = [
    [
      `${tax.jurisdictions?.state ?? ''} state tax`,
      tax.breakdown?.state_tax_rate,
      tax.breakdown?.state_tax_collectable,
    ],
    [
      `${titled(tax.jurisdictions?.county)} county tax`,
      tax.breakdown?.county_tax_rate,
      tax.breakdown?.county_tax_collectable,
    ],
    [`${titled(tax.jurisdictions?.city)} city tax`, tax.breakdown?.city_tax_rate, tax.breakdown?.city_tax_collectable],
    ['District tax', tax.breakdown?.special_tax_rate, tax.breakdown?.special_district_tax_collectable],
    ['VAT', tax.breakdown?.country_tax_rate, tax.breakdown?.country_tax_collectable],
    ['GST', tax.breakdown?.gst_tax_rate, tax.breakdown?.gst],
    ['PST', tax.breakdown?.pst_tax_rate, tax.breakdown?.pst],
    ['QST', tax.breakdown?.qst_tax_rate, tax.breakdown?.qst],
  ];
  const lines = parts
    .filter(([, , amount]) => amount && amount > 0)
    .map(([label, rate, amount]) => ({
      label: label.trim(),
      ratePercent: percent(rate ?? 0),
      amountMinor: exact(amount!),
    }));
  const sum = lines.reduce((all, line) => all + line.amountMinor, 0n);
  if (lines.length === 0) return [{ label: 'Sales tax', ratePercent: percent(tax.rate), amountMinor: total }];
  if (sum !== total) lines[0]!.amountMinor += total - sum;
  return lines;
}

const titled = (text: string | undefined): string =>
  (text ?? '').toLowerCase().replace(/\b\w/g, (letter) => letter.toUpperCase());

/** A rate such as 0.0825 as `8.25`, by whole numbers. */
function percent(rate: number): string {
  const millionths = BigInt(Math.round(rate * 1_000_000));
  const thousandths = divideRounded(millionths, 10n, 'half-up');
  return `${thousandths / 1000n}.${(thousandths % 1000n).toString().padStart(3, '0')}`.replace(/\.?0+$/, '');
}

function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The tax service did not answer within ${TIMEOUT_MS} ms.`)), TIMEOUT_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
