import {
  type ChecklistItem,
  checkLabel,
  printCheckSize,
  printCheckValue,
  toleranceSources,
  type WaiverPolicy,
  waiverObstacles,
} from '@opticworks/optics';
import { lookedAt } from './checklist.ts';
import type { OpenInspection, WaiverRow } from './inspection.loader.ts';
import type { InspectionContent } from './inspection.rows.ts';
import type { ChecklistItemType, InspectionCheckType, InspectionType } from './inspection.type.ts';
import { obstacleText, questionOf } from './waive-inspection.ts';

type Locale = 'en' | 'de';

export function inspectionView(
  row: OpenInspection,
  locale: Locale,
  more: { waiver: WaiverRow | null; policy: WaiverPolicy },
): InspectionType {
  const { content } = row;
  const isOpenFailure = row.verdict === 'FAIL' && row.stage === 'FINAL' && content !== null;
  return {
    id: row.id,
    at: row.at,
    stage: row.stage as InspectionType['stage'],
    inspector: row.inspector,
    verdict: row.verdict,
    profile: row.profile,
    edition: row.edition,
    instrument: row.instrument as InspectionType['instrument'],
    nominalFrom: row.nominalFrom,
    warnings: row.warnings,
    cosmeticPass: content?.cosmeticPass ?? row.verdict === 'PASS',
    cosmeticNotes: [...(content?.cosmeticNotes ?? [])],
    faults: (content?.faults ?? []).map((fault) => ({
      ...fault,
      label: content ? itemLabel(content, fault.code, locale) : fault.code,
    })),
    checklistItems: content?.checklist?.length ?? 0,
    checks: (content?.checks ?? []).map((check) => checkView(check, locale)),
    waiver: more.waiver,
    waiverObstacles: isOpenFailure
      ? waiverObstacles(questionOf(content), more.policy).map((obstacle) => obstacleText(obstacle, content, locale))
      : [],
  };
}

const checkView = (check: InspectionContent['checks'][number], locale: Locale): InspectionCheckType => ({
  code: check.code,
  label: checkLabel(check.code, locale),
  eye: check.eye === 'pair' ? null : check.eye.toUpperCase(),
  nominal: printCheckValue(check.code, check.nominal),
  measured: printCheckValue(check.code, check.measured),
  tolerance: `±${printCheckSize(check.code, check.tolerance)}`,
  deviation: printCheckSize(check.code, check.deviation),
  pass: check.pass,
  source: check.source ? toleranceSources[check.source].title : null,
  isBinding: check.isBinding ?? true,
});

const itemLabel = (content: InspectionContent, code: string, locale: Locale): string =>
  lookedAt(content, code)?.[locale] ?? code;

export const itemView = (item: ChecklistItem, locale: Locale): ChecklistItemType => ({
  code: item.code,
  group: item.group,
  label: item[locale],
  isWaivable: item.isWaivable,
});
