import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { bringToInspection, labJobOf, pickTask, supplyMissingBlank } from '../flows/glasses.ts';
import { eventually, type GraphClient } from '../support/graph-client.ts';
import { staff } from '../support/people.ts';
import { BackOffice } from './support/back-office.ts';
import { type House, openBrowser, type Visitor } from './support/open-browser.ts';
import { placeOrder } from './support/place-order.ts';

let house: House;
const visitors: Visitor[] = [];
const people: GraphClient[] = [];

beforeAll(async () => {
  house = await openBrowser();
});

afterAll(async () => {
  await house?.close();
  for (const client of people) await client.close();
});

it('carries a new order through the hands of optician, warehouse and lab to a label on the parcel', {
  timeout: 600_000,
}, async () => {
  const world = inject('world');
  const quiet = () => {};
  const at = async (role: string) => {
    const visitor = await house.visitor();
    visitors.push(visitor);
    return BackOffice.signedIn(visitor, world, role);
  };
  const over = async (role: string) => {
    const client = await staff(world, role);
    people.push(client);
    return client;
  };

  // The list is open before somebody buys; nobody loads it again.
  const admin = await at('admin');
  await admin.openScreen('Orders');
  await admin.live();
  const order = await placeOrder(world);
  await admin.row(order.number).waitFor();
  await admin.page.close();

  // The optician reads the values beside the document and signs off.
  const optician = await at('optician');
  await optician.goTo(`/prescriptions?query=${order.number}`);
  await optician.row(order.number).getByRole('link').first().click();
  await optician.page.getByRole('button', { name: /^Sign off/ }).waitFor();
  expect(await optician.page.getByRole('main').textContent()).toMatch(/−5\.50/);
  await optician.page.getByRole('button', { name: 'All there' }).click();
  await optician.page.getByRole('button', { name: /^Sign off/ }).click();
  await optician.said('Signed off for Gale Guest').waitFor();
  await optician.page.close();

  // What the lab lacks is bought and received; that is the buyer's story, told elsewhere.
  const lab = await over('lab');
  const job = await labJobOf(lab, order.id);
  const warehouseDesk = await over('warehouse');
  await supplyMissingBlank(world, lab, await over('buyer'), warehouseDesk, job.id, quiet);

  // The frame is picked by scan; a code that does not belong there is refused in words.
  const warehouse = await at('warehouse');
  const toLab = await pickTask(warehouseDesk, order.id, 'LAB');
  await warehouse.goTo(`/picking/${toLab.number}`);
  await warehouse.scan('Bin', toLab.lines[0].bin.code);
  await warehouse.said('Now the item').waitFor();
  await warehouse.scan('Item', 'NO-SUCH-ITEM');
  await eventually('a refusal of the wrong item', async () =>
    (await warehouse.page.getByRole('textbox', { name: 'Item', exact: true }).isVisible())
      ? !/Now the item/.test((await warehouse.page.getByRole('status').allInnerTexts()).join(' '))
      : false,
  );
  await warehouse.pickAll();
  const trayCode = `T${Date.now().toString(36).toUpperCase()}`;
  await warehouse.scan('Tray code', trayCode);
  await warehouse.page.getByRole('main').getByText(trayCode).first().waitFor();

  // The lab measures the finished pair; each value is judged while it is typed.
  const made = await bringToInspection(lab, job.id, trayCode, quiet);
  const bench = await at('lab');
  await bench.goTo(`/lab/jobs/${made.number}`);
  await bench.page.getByRole('link', { name: 'Inspect' }).click();
  const measured = (eye: string, value: string) =>
    bench.page.getByRole('textbox', { name: `${eye} ${value}, measured`, exact: true });
  for (const lens of made.lenses) {
    await measured(lens.eye, 'Sphere').fill(lens.sphere);
    if (lens.cylinder) await measured(lens.eye, 'Cylinder').fill(lens.cylinder);
    if (lens.axis !== null) await measured(lens.eye, 'Axis, °').fill(String(lens.axis));
    await measured(lens.eye, 'PD, mm').fill('31.5');
    await measured(lens.eye, 'Centre thickness, mm').fill(lens.centreThicknessMm);
  }
  await measured('OD', 'Sphere').fill('-4.50');
  await bench.said('out of tolerance').waitFor();
  await measured('OD', 'Sphere').fill(made.lenses.find((lens) => lens.eye === 'OD')?.sphere ?? '');
  await bench.page.getByRole('button', { name: 'Everything is right' }).click();
  await bench.said('All values within tolerance').waitFor();
  await bench.page.getByRole('button', { name: 'Record as passed' }).click();
  await bench.page.getByRole('heading', { level: 1, name: 'Passed' }).waitFor();
  await bench.page.close();

  // Pack, rates, label.
  const toParcel = await pickTask(warehouseDesk, order.id, 'PARCEL');
  await warehouse.goTo(`/picking/${toParcel.number}`);
  await warehouse.pickAll();
  await warehouse.page.getByRole('button', { name: 'Close the parcel' }).click();
  await warehouse.page.getByRole('link', { name: 'Buy label' }).click();
  await warehouse.page.getByRole('button', { name: 'Get rates' }).click();
  await warehouse.page.getByText('recommended').first().waitFor();
  await warehouse.page.getByRole('button', { name: 'Buy label' }).click();
  await warehouse.page.getByRole('link', { name: 'Print label' }).waitFor();

  expect(visitors.flatMap((visitor) => visitor.complaints())).toEqual([]);
});
