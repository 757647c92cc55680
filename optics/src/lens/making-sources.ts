import type { SourcedFact } from '../certainty.ts';

const practice = (source: string): SourcedFact => ({ certainty: 'common-practice', source });
const verified = (source: string): SourcedFact => ({ certainty: 'verified', source });
const unverified = (source: string): SourcedFact => ({ certainty: 'unverified', source });

const vogel = practice('Vogel’s rule: two trade sources name it, its numbers are common knowledge');
const boddy = verified('Boddy’s rule for progressives, as a trade text gives it; a maker’s own chart goes before it');
const nearPd = practice(
  'Near PD = PD·w/(w + 27): geometry; 27 mm is vertex distance and centre of rotation of a usual eye',
);

/**
 * Where the numbers of making come from that no maker states, by their path in the document. What stands here is about the number the
 * house came with; an owner's own number has its reason in the history.
 */
export const makingSources: Readonly<Record<string, SourcedFact>> = {
  'limits.noticeEdgeMm': practice('Retail rule: what a wearer is told beforehand'),
  'limits.noticeDecentrationMm': practice('Retail rule: what a wearer is told beforehand'),
  'limits.edgingAllowanceMm': practice('Rule of thumb; sources name 0, 1 or 2 mm'),
  'limits.aboveFittingCrossMm': practice('Makers’ minimum above a fitting cross'),
  'limits.wrapFromDeg': practice('Trade practice: beyond usual face form'),
  'limits.wrapFromBase': practice('Trade practice: base 8 frames'),
  'limits.wrapMaxPower': practice('Trade practice: about ±4.00 without compensated power'),
  'limits.assumedWrapDeg': practice('House rule where nobody measured'),
  'limits.impactUnderAge': practice('Retail rule for the young'),
  'limits.pairBaseSlack': practice('Recommended: the lenses of a pair look and magnify alike'),
  'limits.thinningPerAdd': practice('Lab practice; makers name about 0.6 Δ per dioptre of ADD'),
  'baseCurves.flattest': practice('The flattest base that is usually stocked'),
  'baseCurves.vogel.from': vogel,
  'baseCurves.vogel.minusShare': vogel,
  'baseCurves.boddy.minusFrom': boddy,
  'baseCurves.boddy.minusShare': boddy,
  'baseCurves.boddy.plusFrom': boddy,
  'baseCurves.boddy.addShare': boddy,
  'centration.workingMm': nearPd,
  'centration.toRotationCentreMm': nearPd,
  'centration.raiseMm': unverified('Said to be 0 to 4 mm above the middle; off until an owner names a number'),
  'centration.lowerPerTiltDegreeMm': unverified('Said to be 1 mm per 2° of tilt; counts only where centres are raised'),
};
