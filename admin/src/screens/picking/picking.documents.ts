import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';
import { pickTaskRow } from './pick-task-row.documents.ts';

export const pickTasksQuery = graphql(
  `query PickTasks($status: [PickTaskStatus!], $destination: PickDestination, $first: Int!, $after: String) {
    pickTasks(status: $status, destination: $destination, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } edges { node { ...PickTaskRow } }
    }
  }`,
  [pickTaskRow],
);

const pickTaskDetail = graphql(`
  fragment PickTaskDetail on PickTask {
    id number orderNumber status destination assignedTo createdAt dueOn promise trayCode pickListUrl
    lines { id sku gtin itemName quantity pickedQuantity fromLab waiting lot bin { id code location { id name } } }
  }
`);

export const pickTaskQuery = graphql(
  `query PickTask($number: String!) { pickTask(number: $number) { ...PickTaskDetail } }`,
  [pickTaskDetail],
);

export const scanPick = graphql(
  `mutation ScanPick($taskId: ID!, $binCode: String!, $code: String!, $quantity: Int!) {
    scanPick(taskId: $taskId, binCode: $binCode, code: $code, quantity: $quantity) { ... on PickTask { ...PickTaskDetail } ...RefusalFields }
  }`,
  [pickTaskDetail, refusalFields],
);
export const assignPickTask = graphql(
  `mutation AssignPickTask($taskId: ID!, $toMe: Boolean!) {
    assignPickTask(taskId: $taskId, toMe: $toMe) { ... on PickTask { id assignedTo } ...RefusalFields }
  }`,
  [refusalFields],
);
export const handOver = graphql(
  `mutation HandOver($taskId: ID!, $trayCode: String) {
    handOver(taskId: $taskId, trayCode: $trayCode) { ... on PickTask { id status trayCode } ...RefusalFields }
  }`,
  [refusalFields],
);
export const packTask = graphql(
  `mutation PackTask($taskId: ID!) { packTask(taskId: $taskId) { ... on PickTask { id status } ...RefusalFields } }`,
  [refusalFields],
);
