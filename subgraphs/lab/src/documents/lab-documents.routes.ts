import { type Principal, type SubgraphDefinition } from '@opticworks/kernel';
import type { DcsPurpose } from '@opticworks/optics';
import type { LabValues } from '../calculation/lab-values.ts';
import { openValues } from '../calculation/lab-vault.ts';
import { traceFileOf } from '../equipment/equipment.queries.ts';
import { equipmentFile, filePartsOf } from '../equipment/equipment-file.ts';
import { waivedInspections } from '../inspection/waived-inspections.ts';
import { findJob, type LabJobRow } from '../jobs/job.rows.ts';
import type { LensRow } from '../jobs/lab-job.loader.ts';
import type { LabParts } from '../parts.ts';
import { staffMay } from '../permissions.ts';
import { readSlabOff } from '../wear/slab-off.ts';
import { jobTicketPdf } from './job-ticket.pdf.ts';

/** `/lab/tickets/<id>.pdf` and `/lab/jobs/<id>[.edging|.surfacing|.order].oma`, for the bench. The host has put the caller on the request. */
export function labDocumentRoutes(parts: LabParts): NonNullable<SubgraphDefinition['routes']> {
  const query = parts.database.query.bind(parts.database);
  return async (app) => {
    app.get<{ Params: { file: string } }>('/tickets/:file', async (request, reply) => {
      const opened = await open(
        parts,
        principalOf(request),
        request.params.file.replace(/\.pdf$/, ''),
        'job ticket printed',
      );
      if ('status' in opened) return reply.code(opened.status).send({ message: opened.message });
      const lenses = await parts.database.query<LensRow>(
        `SELECT id, job_id AS "jobId", eye, kind, blank_sku AS "blankSku", blank_name AS "blankName",
           blank_diameter_mm AS "blankDiameterMm", blank_status AS "blankStatus", breakages, stage, unfit FROM lab_lens WHERE job_id = $1 ORDER BY eye`,
        [opened.job.id],
      );
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${opened.job.number}.pdf"`)
        .header('cache-control', 'private, no-store')
        .send(
          await jobTicketPdf(opened.job, opened.values, lenses, {
            slabOff: await readSlabOff(parts, query, opened.job),
            waived: await waivedInspections(parts, query, opened.job),
          }),
        );
    });
    app.get<{ Params: { file: string } }>('/jobs/:file', async (request, reply) => {
      const { id, purpose } = equipmentFileName(request.params.file);
      const opened = await open(parts, principalOf(request), id, 'equipment file written');
      if ('status' in opened) return reply.code(opened.status).send({ message: opened.message });
      return reply
        .type('text/plain; charset=us-ascii')
        .header('content-disposition', `attachment; filename="${opened.job.number}-${purpose}.oma"`)
        .header('cache-control', 'private, no-store')
        .send(
          equipmentFile(
            opened.job,
            opened.values,
            purpose,
            await filePartsOf(parts, query, opened.job),
            await parts.making(),
          ),
        );
    });
    app.get<{ Params: { file: string } }>('/traces/:file', async (request, reply) => {
      const principal = principalOf(request);
      if (!principal || !staffMay(principal, 'seeBoard'))
        return reply
          .code(principal?.kind === 'staff' ? 403 : 401)
          .send({ message: 'Sign in as staff to open traces.' });
      const trace = await traceFileOf(parts, request.params.file.replace(/\.oma$/, ''));
      if (!trace) return reply.code(404).send({ message: 'There is no such trace.' });
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="${trace.number}-trace.oma"`)
        .header('cache-control', 'private, no-store')
        .send(trace.file);
    });
  };
}

/** `<id>.oma` and `<id>.edging.oma` for the edger, `<id>.surfacing.oma` for the generator, `<id>.order.oma` for another lab. */
function equipmentFileName(file: string): { id: string; purpose: DcsPurpose } {
  const [, id = '', purpose] = /^(.*?)(?:\.(edging|surfacing|order))?\.oma$/.exec(file) ?? [null, file];
  return { id, purpose: (purpose as DcsPurpose | undefined) ?? 'edging' };
}

const principalOf = (request: unknown) => (request as { principal?: Principal }).principal;

type Opened = { job: LabJobRow; values: LabValues } | { status: 401 | 403 | 404 | 409; message: string };

async function open(parts: LabParts, principal: Principal | undefined, id: string, reason: string): Promise<Opened> {
  if (!principal || !staffMay(principal, 'seeValues')) {
    return {
      status: principal?.kind === 'staff' ? 403 : 401,
      message: 'Sign in as lab staff or optician to open this document.',
    };
  }
  const job = await findJob(parts, { id });
  if (!job) return { status: 404, message: 'There is no such job.' };
  const [values] = await parts.database.transaction((tx) => openValues(parts, tx, principal, [job], reason), {
    name: reason,
  });
  return values ? { job, values } : { status: 409, message: 'This job has no calculation yet.' };
}
