import { LocalDate, type RequestContext, refuse, writtenText } from '@opticworks/kernel';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ERRORS } from '../errors.ts';
import { requireStaffFor } from '../permissions.ts';
import type { Services } from '../services.ts';
import { ReconciliationBreak, SalesFigures } from './report.type.ts';
import { salesFigures } from './sales-figures.ts';

const MAX_DAYS = 400;

@Resolver()
export class ReportResolver {
  constructor(private readonly services: Services) {}

  @Query(() => SalesFigures, { description: 'Staff dashboard; every figure states numerator and denominator.' })
  async salesFigures(
    @Ctx() ctx: RequestContext,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
  ): Promise<SalesFigures> {
    requireStaffFor(ctx, 'figures.read');
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
    if (!(days >= 0 && days <= MAX_DAYS)) refuse(ERRORS.PERIOD_INVALID, { days: MAX_DAYS });
    return salesFigures(this.services, from, to);
  }

  @Query(() => [ReconciliationBreak], { description: 'Open differences first; at most 200.' })
  async reconciliationBreaks(@Ctx() ctx: RequestContext): Promise<ReconciliationBreak[]> {
    requireStaffFor(ctx, 'reconciliation');
    return this.services.database.query<ReconciliationBreak>(
      'SELECT id, at, kind, subject, detail, open FROM reconciliation_break ORDER BY open DESC, at DESC, id LIMIT 200',
    );
  }

  @Mutation(() => Boolean, {
    description: 'Closes a difference with a note of how it was settled. False when it was closed before.',
  })
  async resolveReconciliationBreak(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('note', () => String) note: string,
  ): Promise<boolean> {
    const staff = requireStaffFor(ctx, 'reconciliation');
    const words = writtenText(note, 1_000, 'note') ?? refuse(ERRORS.NOTE_EMPTY);
    return this.services.database.transaction(async (tx) => {
      const closed = await tx.query(
        `UPDATE reconciliation_break SET open = false, resolved_by = $2, resolved_at = $3, note = $4
         WHERE id = $1 AND open RETURNING 1`,
        [id, staff.id, this.services.clock.now(), words],
      );
      if (closed.length === 0) return false;
      await tx.audit({
        stream: 'money',
        actor: staff.id,
        action: 'reconciliation.resolve',
        subject: id,
        reason: words,
      });
      return true;
    });
  }
}
