import { inOrder, isStaff, PageInfo, pageOf, requireStaff } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { MAY } from '../permissions.ts';
import { supplierLoader } from '../suppliers/supplier.resolver.ts';
import { SupplierType } from '../suppliers/supplier.type.ts';
import type { ProcurementContext } from '../use-case.ts';
import { dismissProposal } from './dismiss-proposal.ts';
import { countProposals, cursorOf, proposalPage, proposalsById } from './proposal.queries.ts';
import { ProposalConnection, ProposalType } from './proposal.type.ts';
import { recalculateProposals } from './recalculate-proposals.ts';

export function proposalLoader(ctx: ProcurementContext) {
  return ctx.loader<string, ProposalType>('proposal', async (ids) =>
    inOrder(ids, await proposalsById(ctx.purchasing.database, ids), (proposal) => proposal.id),
  );
}

export async function proposalByReference(
  reference: { id: string },
  ctx: ProcurementContext,
): Promise<ProposalType | null> {
  return isStaff(ctx, ...MAY.seeProposals) ? proposalLoader(ctx).load(reference.id) : null;
}

@Resolver(() => ProposalConnection)
export class ProposalConnectionResolver {
  @FieldResolver(() => Int)
  totalCount(@Root() connection: ProposalConnection, @Ctx() ctx: ProcurementContext): Promise<number> {
    return countProposals(ctx.purchasing.database, connection.urgentOnly);
  }
}

@Resolver(() => ProposalType)
export class ProposalResolver {
  @Query(() => ProposalConnection, { description: 'Open proposals, urgent first, the newest first.' })
  async replenishmentProposals(
    @Arg('urgentOnly', () => Boolean, { nullable: true, defaultValue: false }) urgentOnly: boolean | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 100 }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: ProcurementContext,
  ): Promise<ProposalConnection> {
    requireStaff(ctx, ...MAY.seeProposals);
    const page = pageOf({ first, after }, 100);
    const rows = await proposalPage(ctx.purchasing.database, urgentOnly === true, page);
    const edges = rows.slice(0, page.limit).map((node) => ({ cursor: cursorOf(node), node }));
    const pageInfo = Object.assign(new PageInfo(), {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.from !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    });
    return { edges, pageInfo, urgentOnly: urgentOnly === true };
  }

  @FieldResolver(() => SupplierType)
  async supplier(@Root() proposal: ProposalType, @Ctx() ctx: ProcurementContext): Promise<SupplierType> {
    return (await supplierLoader(ctx).load(proposal.supplierId))!;
  }

  @Mutation(() => Boolean, { description: 'Puts a proposal aside, with a reason.' })
  async dismissProposal(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: ProcurementContext,
  ): Promise<boolean> {
    await dismissProposal(ctx.purchasing, requireStaff(ctx, ...MAY.buy), { id, reason });
    return true;
  }

  @Mutation(() => Int, { description: 'Looks at every item again. Answers how many proposals are open now.' })
  recalculateProposals(@Ctx() ctx: ProcurementContext): Promise<number> {
    requireStaff(ctx, ...MAY.buy);
    return recalculateProposals(ctx.purchasing);
  }
}
