import { DateTime, unionWithRefusal } from '@opticworks/kernel';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('PrescriptionDocument', {
  description:
    'A paper sent in. Its file is read and, once, written at `url`, by its owner and by staff who may read prescriptions.',
})
export class PrescriptionDocumentType {
  @Field(() => ID)
  id: string;
  @Field(() => String, {
    nullable: true,
    description: 'application/pdf or image/webp; null until the file has arrived.',
  })
  mediaType: string | null;
  @Field(() => Int, { nullable: true })
  byteCount: number | null;
  @Field(() => Int, { nullable: true })
  widthPx: number | null;
  @Field(() => Int, { nullable: true })
  heightPx: number | null;
  @Field(() => DateTime)
  createdAt: Date;
}

export const PrescriptionDocumentResult = unionWithRefusal('PrescriptionDocumentResult', [PrescriptionDocumentType]);
