import { graphql } from '../graph/tada.ts';

export const viewerQuery = graphql(`query Viewer { viewer { kind staffName roles } }`);
