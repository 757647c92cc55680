import { graphql } from '../../graph/tada.ts';

export const labCard = graphql(`
  fragment LabCard on LabJob {
    id number status trayCode orderNumber frameName designName materialName treatmentNames
    dueOn dueTime late rush isRemake holdReasons nextStatuses version createdAt batchNumber
  }
`);
