import type { AddressValue } from '@opticworks/schema';
import { addressLines } from './address-lines.ts';
import { type Locale, type PageSize, type Seller, Sheet } from './sheet.pdf.ts';

/** What lies in one parcel. No prices: a parcel may be a present. Dates as YYYY-MM-DD. */
export interface PackingSlipData {
  locale: Locale;
  pageSize: PageSize;
  seller: Seller;
  orderNumber: string;
  placedOn: string;
  packedOn: string;
  /** This parcel among those of the order, e.g. 1 of 2. */
  parcel: { number: number; of: number };
  carrier: string | null;
  trackingCode: string | null;
  shippingAddress: AddressValue;
  lines: PackingSlipLine[];
  returnInstructions: string[];
}

export interface PackingSlipLine {
  title: string;
  detail: string;
  sku: string;
  /** Pieces in this parcel. */
  quantity: number;
  /** Pieces ordered; what is missing comes in another parcel. */
  ordered: number;
}

const words = {
  en: {
    title: 'Packing slip',
    orderNumber: 'Order',
    placedOn: 'Date of order',
    packedOn: 'Packed',
    parcel: 'Parcel',
    parcelOf: (number: number, of: number) => `${number} of ${of}`,
    shipTo: 'Deliver to',
    carrier: 'Carrier',
    item: 'Item',
    sku: 'Article number',
    quantity: 'In this parcel',
    ordered: 'Ordered',
    toFollow: 'Pieces that are not in this parcel travel separately; your order page shows where they are.',
    returns: 'Is something not right?',
  },
  de: {
    title: 'Lieferschein',
    orderNumber: 'Bestellung',
    placedOn: 'Bestelldatum',
    packedOn: 'Gepackt',
    parcel: 'Paket',
    parcelOf: (number: number, of: number) => `${number} von ${of}`,
    shipTo: 'Lieferung an',
    carrier: 'Paketdienst',
    item: 'Artikel',
    sku: 'Artikelnummer',
    quantity: 'In diesem Paket',
    ordered: 'Bestellt',
    toFollow: 'Was nicht in diesem Paket liegt, ist getrennt unterwegs; Ihre Bestellseite zeigt, wo.',
    returns: 'Stimmt etwas nicht?',
  },
};

/** The slip that goes into the parcel. */
export async function packingSlipPdf(data: PackingSlipData): Promise<Buffer> {
  const say = words[data.locale];
  const parcel = say.parcelOf(data.parcel.number, data.parcel.of);
  const sheet = new Sheet({
    title: `${say.title} ${data.orderNumber}`,
    footer: `${say.orderNumber} ${data.orderNumber}  ·  ${say.parcel} ${parcel}`,
    seller: data.seller,
    locale: data.locale,
    pageSize: data.pageSize,
    date: data.packedOn,
  });

  sheet.factRow([
    { label: say.orderNumber, value: data.orderNumber },
    { label: say.placedOn, value: sheet.date(data.placedOn) },
    { label: say.packedOn, value: sheet.date(data.packedOn) },
    { label: say.parcel, value: parcel },
  ]);
  sheet.space(18);
  const carrier = [data.carrier, data.trackingCode].filter((row): row is string => Boolean(row));
  sheet.blocks([
    { label: say.shipTo, rows: addressLines(data.shippingAddress, data.locale) },
    ...(carrier.length > 0 ? [{ label: say.carrier, rows: carrier }] : []),
  ]);
  sheet.space(24);

  sheet.startTable([
    { label: say.item, width: sheet.width - 270 },
    { label: say.sku, width: 120 },
    { label: say.ordered, width: 64, align: 'right' },
    { label: say.quantity, width: 86, align: 'right' },
  ]);
  for (const line of data.lines) {
    sheet.tableRow({ title: line.title, rows: [line.detail].filter(Boolean), mark: null }, [
      line.sku,
      String(line.ordered),
      String(line.quantity),
    ]);
  }
  sheet.endTable();
  if (data.lines.some((line) => line.quantity < line.ordered)) {
    sheet.space(12);
    sheet.paragraph(say.toFollow);
  }
  if (data.returnInstructions.length > 0) {
    sheet.space(20);
    sheet.heading(say.returns);
    sheet.numbered(data.returnInstructions);
  }
  return sheet.finish();
}
