import { Decimal, LocalDate, type RequestContext } from '@opticworks/kernel';
import { placeFacts, placeProfile } from '@opticworks/optics';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CustomerRxParts } from '../parts.ts';
import { differencesFromOriginal } from './imported-original.ts';
import { judgingOf } from './judging-context.ts';
import { checklistOf } from './paper-profile.ts';
import { shownContent } from './prescription.loader.ts';
import {
  ChecklistItemType,
  OriginalDifferenceType,
  PlaceFactType,
  PrescriberType,
  PrescriptionType,
} from './prescription.type.ts';

/** What stands on a prescription's paper beside its values, and what must stand there where it is filled. */
@Resolver(() => PrescriptionType)
export class PaperResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @FieldResolver(() => LocalDate, { nullable: true, description: 'Day of the examination, where the paper names it.' })
  async examinedOn(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return (await shownContent(this.parts, ctx, row))?.examinedOn ?? null;
  }

  @FieldResolver(() => LocalDate, { nullable: true, description: 'Of the wearer, as the paper names it.' })
  async birthDate(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return (await shownContent(this.parts, ctx, row))?.birthDate ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Contact lenses: the documented reason for an end before a year has passed.',
  })
  async medicalReason(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return (await shownContent(this.parts, ctx, row))?.medicalReason ?? null;
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description: 'Height of the right eye from the bottom of the box, as given with the prescription.',
  })
  async heightOdMm(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return this.height(row, ctx, 'odMm');
  }

  @FieldResolver(() => Decimal, { nullable: true })
  async heightOsMm(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return this.height(row, ctx, 'osMm');
  }

  private async height(row: PrescriptionType, ctx: RequestContext, eye: 'odMm' | 'osMm'): Promise<string | null> {
    const heights = (await shownContent(this.parts, ctx, row))?.heightsMm;
    return heights ? String(heights[eye]) : null;
  }

  @FieldResolver(() => PrescriberType, { nullable: true })
  async prescriber(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<PrescriberType | null> {
    return (await shownContent(this.parts, ctx, row))?.prescriber ?? null;
  }

  @FieldResolver(() => [OriginalDifferenceType], {
    nullable: true,
    description:
      'What differs from the file it was imported from, empty where nothing does; null where nothing was imported.',
  })
  async originalDifferences(
    @Root() row: PrescriptionType,
    @Ctx() ctx: RequestContext,
  ): Promise<OriginalDifferenceType[] | null> {
    const content = await shownContent(this.parts, ctx, row);
    return content && differencesFromOriginal(row, content);
  }

  @FieldResolver(() => String, {
    description: 'Where it is filled: its own place, or the usual one of the shop. Terms and checklist follow from it.',
  })
  async filledIn(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string> {
    return (await judgingOf(this.parts, ctx, row)).jurisdiction;
  }

  @FieldResolver(() => [ChecklistItemType], {
    description: 'What its paper must hold here, in the order of the paper.',
  })
  async checklist(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<ChecklistItemType[]> {
    const { rules, jurisdiction } = await judgingOf(this.parts, ctx, row);
    return checklistOf(placeProfile(rules, jurisdiction), row.product);
  }

  @FieldResolver(() => [PlaceFactType], {
    description: 'What is known of the place it is filled in, and how sure that is.',
  })
  async placeFacts(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<PlaceFactType[]> {
    const { rules, jurisdiction } = await judgingOf(this.parts, ctx, row);
    return placeFacts(rules, jurisdiction)
      .filter(({ code }) => !code.endsWith(row.product === 'GLASSES' ? 'CONTACT_LENSES' : 'SPECTACLES'))
      .map(({ code, certainty, source, isOn, [ctx.locale]: text }) => ({ code, certainty, source, isOn, text }));
  }
}
