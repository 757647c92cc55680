import { eventually } from '../support/graph-client.ts';
import { guest, staff, type World } from '../support/people.ts';
import { chooseFrame, configureLenses } from './glasses.ts';

/** The blanks of the left lens that the journeys order; the seed leaves their shelves empty. */
export const MISSING_BLANKS = [65, 70, 75].map((diameter) => `FSV-160-AR-${diameter}-M0575-C175`);

/** Takes the blanks of the left lens off their shelves, whatever other journeys have bought since the seed. */
export async function emptyShelves(world: World): Promise<void> {
  const warehouse = await staff(world, 'warehouse');
  for (const sku of MISSING_BLANKS) {
    const read = () =>
      warehouse.run(
        'query($sku: String!) { stockLevel(sku: $sku) { available bin { code } } locations { kind bins { code } } }',
        { sku },
      );
    const { stockLevel, locations } = await read();
    // Journeys receive into the first bin of the lab; the seed fills the home bin.
    const lab = locations.find((one: { kind: string }) => one.kind === 'LAB');
    const bins = new Set<string>([stockLevel?.bin?.code, lab?.bins[0]?.code].filter(Boolean));
    for (const bin of bins)
      for (let left = (await read()).stockLevel?.available ?? 0; left > 0; left -= 1) {
        const { adjustStock } = await warehouse.run(
          'mutation($sku: String!, $bin: String!) { adjustStock(sku: $sku, binCode: $bin, delta: -1, reason: "test of a missing blank") { ... on StockLevel { __typename id } ... on Refusal { __typename code } } }',
          { sku, bin },
        );
        if (adjustStock.__typename === 'Refusal') break;
      }
    const left = (await read()).stockLevel?.available ?? 0;
    if (left > 0) throw new Error(`${left} of ${sku} lie where this cannot reach them.`);
  }
  await shopKnows(world);
}

/** The shop hears of an empty shelf by events; a promise made before allows for nothing yet. */
async function shopKnows(world: World): Promise<void> {
  const shopper = guest(world);
  const frame = await chooseFrame(shopper, () => undefined);
  const lens = await configureLenses(shopper, frame, () => undefined);
  const eyes = {
    od: { sphere: '-5.50', cylinder: '-1.50', axis: 175 },
    os: { sphere: '-5.75', cylinder: '-1.75', axis: 5 },
    pd: { odMm: '31.5', osMm: '31.5' },
  };
  await eventually('the shop that knows of the empty shelf', async () => {
    const { lensQuote } = await shopper.run(
      'query($input: LensQuoteInput!) { lensQuote(input: $input) { ... on LensQuote { issues { code } } } }',
      { input: { variantId: frame.variantId, ...lens, ...eyes } },
    );
    return lensQuote.issues.some(({ code }: { code: string }) => code === 'BLANK_ORDERED');
  });
}
