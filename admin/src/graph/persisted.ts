import { type DocumentNode, Kind } from 'graphql';
import { operationIds } from './operation-ids.gen.ts';

export function operationNameOf(document: DocumentNode): string | undefined {
  const definition = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined;
}

/** SHA-256 of an operation of the manifest. @throws when the document was written after the manifest: build again */
export function operationId(document: DocumentNode): string {
  const name = operationNameOf(document);
  const id = name ? operationIds[name] : undefined;
  if (!id) throw new Error(`The operation ${name ?? 'without a name'} is not in the manifest.`);
  return id;
}
