import { buy, chooseAccessory, chooseFrame, configureLenses, enterPrescription } from '../../flows/glasses.ts';
import { guest, type World } from '../../support/people.ts';

const quiet = () => {};

/** A guest's glasses with one accessory, bought over the graph, for tests that begin after the purchase. */
export async function placeOrder(world: World) {
  const shopper = guest(world);
  const frame = await chooseFrame(shopper, quiet);
  const prescriptionId = await enterPrescription(shopper, quiet);
  const lens = await configureLenses(shopper, frame, quiet);
  const accessory = await chooseAccessory(shopper);
  const email = `desk-${Date.now().toString(36)}@example.com`;
  const placed = await buy(shopper, world, { email, frame, lens, prescriptionId, accessory }, quiet);
  return {
    id: placed.order.id as string,
    number: placed.order.number as string,
    accessToken: placed.accessToken as string,
    prescriptionId,
  };
}
