import { encodeCursor, type PageInfo, pageOf, RefusalType, type RequestContext, refusable } from '@opticworks/kernel';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Catalogue } from '../catalogue.ts';
import { permissions } from '../permissions.ts';
import { createPromotion } from './create-promotion.ts';
import { endPromotion } from './end-promotion.ts';
import { type PromotionRow, promotionColumns, promotionFacts } from './promotion.queries.ts';
import { CreatePromotionInput, PromotionConnectionType, PromotionResult, PromotionType } from './promotion.type.ts';

export async function promotionById(catalogue: Catalogue, id: string): Promise<PromotionType | null> {
  const [row] = await catalogue.database.query<PromotionRow>(
    `select ${promotionColumns} from promotion where id = $1`,
    [id],
  );
  return row ? PromotionType.of(promotionFacts(row), catalogue.clock.now()) : null;
}

@Resolver(() => PromotionType)
export class PromotionResolver {
  private readonly catalogue: Catalogue;
  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  @Query(() => PromotionConnectionType)
  async promotions(
    @Ctx() ctx: RequestContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<PromotionConnectionType> {
    permissions.readPromotions(ctx);
    const page = pageOf({ first: first ?? 50, after: after ?? null });
    const [at, id] = page.from ?? [null, null];
    const rows = await this.catalogue.database.query<PromotionRow & { total: number }>(
      `select ${promotionColumns}, (select count(*)::int from promotion) as total from promotion
        where $1::timestamptz is null or (created_at, id) < ($1::timestamptz, $2::text) order by created_at desc, id desc limit $3`,
      [at, id, page.limit + 1],
    );
    const now = this.catalogue.clock.now();
    const edges = rows.slice(0, page.limit).map((row) => ({
      cursor: encodeCursor([new Date(row.created_at).toISOString(), row.id]),
      node: PromotionType.of(promotionFacts(row), now),
    }));
    const pageInfo: PageInfo = {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.from !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    };
    return { edges, pageInfo, totalCount: rows[0]?.total ?? 0 };
  }

  @Mutation(() => PromotionResult)
  createPromotion(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => CreatePromotionInput) input: CreatePromotionInput,
  ): Promise<PromotionType | RefusalType> {
    return refusable(async () => {
      const staff = permissions.keepPromotions(ctx);
      const id = await createPromotion(this.catalogue, staff.id, input);
      return (await promotionById(this.catalogue, id)) as PromotionType;
    });
  }

  @Mutation(() => PromotionResult)
  endPromotion(@Ctx() ctx: RequestContext, @Arg('id', () => ID) id: string): Promise<PromotionType | RefusalType> {
    return refusable(async () => {
      const staff = permissions.keepPromotions(ctx);
      await endPromotion(this.catalogue, staff.id, id);
      return (await promotionById(this.catalogue, id)) as PromotionType;
    });
  }
}
