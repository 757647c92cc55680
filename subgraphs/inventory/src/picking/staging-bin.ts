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

/** The location of each bin, and where what is picked from it waits; one statement for all of them. */
export async function stagingOfBins(
  tx: Tx,
  binIds: readonly (string | null)[],
): Promise<(binId: string | null) => { locationId: string; binId: string }> {
  const known = binIds.filter((id): id is string => id !== null);
  const rows =
    known.length === 0
      ? []
      : await tx.query<{ id: string; locationId: string; stagingId: string | null }>(
          `SELECT b.id, b.location_id AS "locationId",
             (SELECT s.id FROM bin s WHERE s.location_id = b.location_id AND s.kind = 'STAGING' ORDER BY s.pick_sequence, s.code LIMIT 1) AS "stagingId"
           FROM bin b WHERE b.id = ANY($1)`,
          [[...new Set(known)]],
        );
  const byBin = new Map(rows.map((row) => [row.id, row]));
  return (binId) => {
    const found = binId === null ? undefined : byBin.get(binId);
    if (!found) throw new Fault(`There is no bin ${binId}.`);
    if (found.stagingId === null) throw new Fault(`Location ${found.locationId} has no staging bin.`);
    return { locationId: found.locationId, binId: found.stagingId };
  };
}
