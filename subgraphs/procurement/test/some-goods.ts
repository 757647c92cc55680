import { fakeCaller } from '@opticworks/kernel/testing';

const PER_KIND = 30;

const variant = (i: number, kind: string) => ({
  variantId: `v_${kind}${i}`,
  productId: `p_${kind}${i % 7}`,
  sku: `${kind}-${i}`,
  gtin: null,
  name: `${kind} ${i}`,
  kind,
  priceMinor: '9900',
  currency: 'USD',
  components: [],
});
const blank = (materialCode: string, sphere: number) => ({
  sku: `FSV-${materialCode}-${sphere}`,
  name: 'Blank',
  materialCode,
  coated: true,
  diameterMm: 70,
  sphere,
  cylinder: 0,
});

/** A catalogue of thirty articles of each kind and four blanks: what the seed finds suppliers for. */
export const someGoods = fakeCaller({
  'catalog.listVariants': () => ({
    variants: ['FRAME', 'ACCESSORY', 'SENSOR', 'CONTACT_LENS', 'LENS'].flatMap((kind) =>
      Array.from({ length: PER_KIND }, (_, i) => variant(i, kind)),
    ),
    nextAfterId: null,
  }),
  'catalog.listLensBlanks': () => ({
    finished: ['index-160', 'cr39'].flatMap((code) => [-2000, -5750].map((sphere) => blank(code, sphere))),
    semiFinished: [],
  }),
});
