import type { Principal, SubgraphDefinition } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';
import { openRow } from './open-row.ts';
import { writePrescriptionFile } from './write-prescription-file.ts';

const READ_REASON = 'downloaded as FHIR';

/**
 * `GET /customer-rx/documents/prescriptions/<id>`: a prescription as a FHIR R4 VisionPrescription, for who may read it; with
 * `?as=imported` the file it was imported from, whatever was typed over it since. The read is audited like any other.
 */
export function prescriptionFileRoutes(parts: CustomerRxParts): NonNullable<SubgraphDefinition['routes']> {
  return async (app) => {
    app.get('/documents/prescriptions/:id', async (raw, reply) => {
      const request = raw as unknown as {
        params: { id: string };
        query: { as?: string };
        principal?: Principal;
      };
      const { principal } = request;
      const found = principal && (await openRow(parts, principal, request.params.id, READ_REASON));
      const file =
        found &&
        (request.query.as === 'imported' ? found.content.original : writePrescriptionFile(found.row, found.content));
      // The same answer for what is not there, what is not theirs, and a paper nobody has typed in.
      if (!file)
        return reply
          .code(404)
          .send({ code: 'PRESCRIPTION_NOT_FOUND', message: 'There is no such prescription, or it is not yours.' });
      return reply
        .type('application/fhir+json; charset=utf-8')
        .header(
          'content-disposition',
          `attachment; filename="prescription-${String(file.dateWritten)
            .slice(0, 10)
            .replace(/[^\d-]/g, '')}.fhir.json"`,
        )
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'private, no-store')
        .send(JSON.stringify(file, null, 2));
    });
  };
}
