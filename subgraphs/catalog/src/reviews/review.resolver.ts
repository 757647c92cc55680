import { RefusalType, type RequestContext, refusable, unionWithRefusal } from '@opticworks/kernel';
import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { Catalogue } from '../catalogue.ts';
import { permissions } from '../permissions.ts';
import { ReviewType } from '../products/product.type.ts';
import { exportReviews, reviewById } from './review.queries.ts';
import { writeReview } from './write-review.ts';

export const ReviewResult = unionWithRefusal('ReviewResult', [ReviewType]);

@Resolver(() => ReviewType)
export class ReviewResolver {
  private readonly catalogue: Catalogue;
  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  @Mutation(() => ReviewResult)
  reviewProduct(
    @Ctx() ctx: RequestContext,
    @Arg('productId', () => ID) productId: string,
    @Arg('rating', () => Int) rating: number,
    @Arg('title', () => String) title: string,
    @Arg('body', () => String) body: string,
  ): Promise<ReviewType | RefusalType> {
    return refusable(async () => {
      const customer = permissions.review(ctx);
      const id = await writeReview(this.catalogue, { customerId: customer.id, productId, rating, title, body });
      return (await reviewById(this.catalogue, id)) as ReviewType;
    });
  }

  @Mutation(() => String, { description: 'Customer: the reviews I wrote, as JSON text. The rest: `exportMyData`.' })
  exportMyReviews(@Ctx() ctx: RequestContext): Promise<string> {
    return exportReviews(this.catalogue, permissions.review(ctx).id);
  }
}
