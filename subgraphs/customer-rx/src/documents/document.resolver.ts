import type { RequestContext } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { answer } from '../answer.ts';
import type { CustomerRxParts } from '../parts.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import { PrescriptionType } from '../prescriptions/prescription.type.ts';
import { type DocumentRow, documentsOf } from './document.rows.ts';
import { PrescriptionDocumentResult, PrescriptionDocumentType } from './document.type.ts';
import { removeDocument } from './keep-document.ts';
import { startUpload } from './start-upload.ts';

@Resolver(() => PrescriptionDocumentType)
export class DocumentResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @Mutation(() => PrescriptionDocumentResult, {
    description: 'Opens a place for one file; send its bytes with PUT to `url` and the header x-opticworks-upload: 1.',
  })
  startPrescriptionUpload(
    @Arg('customerId', () => ID, { nullable: true, description: 'Staff only: whose paper it is.' })
    customerId: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, () => startUpload(this.parts, ctx.principal, customerId));
  }

  @Mutation(() => Boolean, { description: 'Takes a file back that belongs to no prescription yet.' })
  removePrescriptionDocument(@Arg('id', () => ID) id: string, @Ctx() ctx: RequestContext): Promise<boolean> {
    return removeDocument(this.parts, ctx.principal, id);
  }

  @FieldResolver(() => String)
  url(@Root() document: DocumentRow): string {
    return `/customer-rx/documents/${document.id}`;
  }
}

@Resolver(() => PrescriptionType)
export class PrescriptionDocumentsResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @FieldResolver(() => [PrescriptionDocumentType], {
    description: 'Its papers, with those of the versions it corrects.',
  })
  documents(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<DocumentRow[]> {
    return ctx
      .loader<string, DocumentRow[]>('prescription.documents', async (ids) => {
        const rows = await asReader(this.parts.database, ctx.principal, 'documents', (tx) =>
          documentsOf(tx.query.bind(tx) as typeof tx.query, ids),
        );
        return ids.map((id) => rows.filter(({ of }) => of === id));
      })
      .load(row.id) as Promise<DocumentRow[]>;
  }
}
