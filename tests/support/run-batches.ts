import type { GraphClient } from './graph-client.ts';

const REFUSAL = '... on Refusal { code message }';
const machines: Record<string, string> = { TINT: 'TINT-1', HARD_COAT: 'HC-1' };

/**
 * Takes a tray that stands in coating through the batches its lenses still need. Each round looks where the tray is, so that it goes on
 * from wherever it was left.
 */
export async function runBatches(lab: GraphClient, trayCode: string): Promise<void> {
  for (let round = 0; round < 30; round++) {
    const { labJob } = await lab.run(`query($t: String!) { labJob(trayCode: $t) { batchNumber coatsLeft } }`, {
      t: trayCode,
    });
    if (labJob.batchNumber) await goOn(lab, labJob.batchNumber);
    else if (labJob.coatsLeft.length > 0) await load(lab, trayCode, labJob.coatsLeft[0]);
    else return;
  }
  throw new Error(`Tray ${trayCode} does not come out of coating.`);
}

async function goOn(lab: GraphClient, number: string): Promise<void> {
  const { labBatch } = await lab.run('query($n: String!) { labBatch(number: $n) { id status } }', { n: number });
  await lab.must(
    labBatch.status === 'OPEN'
      ? `mutation($b: ID!) { startLabBatch(batchId: $b, lot: "LOT-1") { ... on LabBatch { __typename id } ${REFUSAL} } }`
      : `mutation($b: ID!) { finishLabBatch(batchId: $b, good: true) { ... on LabBatch { __typename id } ${REFUSAL} } }`,
    { b: labBatch.id },
  );
}

async function load(lab: GraphClient, trayCode: string, kind: string): Promise<void> {
  const { labBatches } = await lab.run('{ labBatches(status: [OPEN]) { edges { node { id kind } } } }');
  const there = labBatches.edges.find(({ node }: { node: { kind: string } }) => node.kind === kind)?.node;
  const batch =
    there ??
    (await lab.must(
      `mutation($s: String!, $k: LabBatchKind!) { openLabBatch(station: $s, kind: $k) { ... on LabBatch { __typename id } ${REFUSAL} } }`,
      { s: machines[kind] ?? 'AR-1', k: kind },
    ));
  await lab.must(
    `mutation($b: ID!, $t: String!) { addTrayToBatch(batchId: $b, trayCode: $t, splitReason: "the other lens is elsewhere") { ... on LabBatch { __typename id } ${REFUSAL} } }`,
    { b: batch.id, t: trayCode },
  );
}
