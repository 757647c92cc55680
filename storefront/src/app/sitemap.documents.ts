import { graphql } from '../graph/tada.ts';

export const sitemapDocument = graphql(`
  query StorefrontSitemap($after: String) {
    products(sort: NAME, first: 100, after: $after) {
      edges { node { slug updatedAt slugs { locale slug } } }
      pageInfo { hasNextPage endCursor }
    }
    collections { slug }
  }
`);
