import { isStaff, type Principal, type SubgraphDefinition } from '@opticworks/kernel';
import { MAY } from '../permissions.ts';
import type { Warehouse } from '../use-case.ts';
import { pickListPdf } from './pick-list.pdf.ts';
import { linesOfTasks, pickTasksById } from './pick-task.queries.ts';

/** `/inventory/pick-lists/<id>.pdf`, for staff. The host has put the caller on the request. */
export function pickListRoutes(warehouse: Warehouse): NonNullable<SubgraphDefinition['routes']> {
  return async (app) => {
    app.get<{ Params: { file: string } }>('/pick-lists/:file', async (request, reply) => {
      const { principal } = request as unknown as { principal?: Principal };
      if (!principal || !isStaff({ principal }, ...MAY.seePickTasks)) {
        return reply
          .code(principal?.kind === 'staff' ? 403 : 401)
          .send({ message: 'Sign in as warehouse staff to open pick lists.' });
      }
      const [task] = await pickTasksById(warehouse.database, [request.params.file.replace(/\.pdf$/, '')]);
      if (!task) return reply.code(404).send({ message: 'There is no such pick list.' });
      const lines = await linesOfTasks(warehouse.database, [task.id]);
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${task.number}.pdf"`)
        .header('cache-control', 'private, no-store')
        .send(pickListPdf(task, lines));
    });
  };
}
