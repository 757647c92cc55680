import { Fault, type Tx } from '@opticworks/kernel';

/** Where picked goods of a location wait until they leave. */
export async function stagingBin(tx: Tx, locationId: string): Promise<string> {
  const [bin] = await tx.query<{ id: string }>(
    "SELECT id FROM bin WHERE location_id = $1 AND kind = 'STAGING' ORDER BY pick_sequence, code LIMIT 1",
    [locationId],
  );
  if (!bin) throw new Fault(`Location ${locationId} has no staging bin.`);
  return bin.id;
}
