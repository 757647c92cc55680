import type { Localized } from '../text/localized.ts';
import type { Random } from './seed-tools.ts';

const t = (en: string, de: string): Localized => ({ en, de });

export const shapeNames: Record<string, Localized> = {
  ROUND: t('Round', 'Rund'),
  PANTO: t('Panto', 'Panto'),
  OVAL: t('Oval', 'Oval'),
  SQUARE: t('Square', 'Quadratisch'),
  RECTANGLE: t('Rectangle', 'Rechteckig'),
  AVIATOR: t('Aviator', 'Pilot'),
  CAT_EYE: t('Cat eye', 'Cateye'),
  GEOMETRIC: t('Geometric', 'Geometrisch'),
  BROWLINE: t('Browline', 'Browline'),
  TRAPEZOID: t('Trapezoid', 'Trapez'),
  NAVIGATOR: t('Navigator', 'Navigator'),
};
export const materialNames: Record<string, Localized> = {
  ACETATE: t('Cellulose acetate', 'Celluloseacetat'),
  METAL: t('Stainless steel', 'Edelstahl'),
  TITANIUM: t('Beta titanium', 'Beta-Titan'),
  COMBINATION: t('Acetate and steel', 'Acetat und Edelstahl'),
  NYLON: t('Nylon', 'Nylon'),
};
export const rimNames: Record<string, Localized> = {
  FULL: t('Full rim', 'Vollrand'),
  HALF: t('Half rim', 'Halbrand'),
  RIMLESS: t('Rimless', 'Randlos'),
  WRAP: t('Wrap', 'Gebogen'),
};

const shapeLines: Record<string, Localized[]> = {
  ROUND: [
    t(
      'A true circle, with the bridge set high so it sits where your eyes are.',
      'Ein echter Kreis, dessen Steg so hoch liegt, dass er dort sitzt, wo die Augen sind.',
    ),
    t('Round without being precious about it.', 'Rund, ohne viel Aufhebens davon zu machen.'),
  ],
  PANTO: [
    t(
      'The upper edge is flatter than the lower one: the old panto line, drawn a little fresher.',
      'Oben flacher als unten: die alte Panto-Linie, etwas frischer gezeichnet.',
    ),
    t(
      'A panto that leaves room for the eyebrows and for progressive lenses.',
      'Ein Panto, der Platz für Augenbrauen und für Gleitsichtgläser lässt.',
    ),
  ],
  OVAL: [
    t(
      'A calm, wide oval that softens a strong jaw.',
      'Ein ruhiges, breites Oval, das ein markantes Kinn weicher macht.',
    ),
    t(
      'Low and oval, for people who like to look over their glasses.',
      'Flach und oval, für alle, die gern über die Brille schauen.',
    ),
  ],
  SQUARE: [
    t('Four honest corners, each one rounded by hand.', 'Vier ehrliche Ecken, jede von Hand gerundet.'),
    t(
      'A confident square that keeps its line in every size.',
      'Ein selbstbewusstes Quadrat, das in jeder Größe seine Linie hält.',
    ),
  ],
  RECTANGLE: [
    t('Low, long and level, like a well-set page.', 'Flach, lang und eben, wie eine gut gesetzte Seite.'),
    t('A slim rectangle that disappears into a working day.', 'Ein schmales Rechteck, das im Arbeitstag verschwindet.'),
  ],
  AVIATOR: [
    t(
      'The drop shape that pilots needed to see their instruments.',
      'Die Tropfenform, mit der Piloten ihre Instrumente sahen.',
    ),
    t(
      'A double bridge and a long lens: shade down to the cheek.',
      'Doppelsteg und langes Glas: Schatten bis zur Wange.',
    ),
  ],
  CAT_EYE: [
    t(
      'The outer corners lift by four millimetres, which is exactly enough.',
      'Die äußeren Ecken heben sich um vier Millimeter, und das genügt genau.',
    ),
    t('A cat eye with a straight back.', 'Ein Cateye mit geradem Rücken.'),
  ],
  GEOMETRIC: [
    t(
      'Facets instead of curves, softened only where they touch the skin.',
      'Facetten statt Bögen, weich nur dort, wo sie die Haut berühren.',
    ),
    t('Drawn with a ruler, worn with a smile.', 'Mit dem Lineal gezeichnet, mit einem Lächeln getragen.'),
  ],
  BROWLINE: [
    t(
      'Weight on top, air below: the brow carries the look.',
      'Oben Gewicht, unten Luft: Die Braue trägt den Ausdruck.',
    ),
    t('A browline with a fine wire under the lens.', 'Eine Browline mit feinem Draht unter dem Glas.'),
  ],
  TRAPEZOID: [
    t(
      'Wider above than below, the line everyone knows from photographs.',
      'Oben breiter als unten, die Linie, die jeder von Fotos kennt.',
    ),
    t('A trapezoid with a quiet keyhole of light at the nose.', 'Ein Trapez, das der Nase Luft lässt.'),
  ],
  NAVIGATOR: [
    t('Squared-off and wide, with room for a large lens.', 'Kantig und breit, mit Platz für ein großes Glas.'),
    t('A navigator for long drives into low sun.', 'Ein Navigator für lange Fahrten in die tiefe Sonne.'),
  ],
};
const materialLines: Record<string, Localized[]> = {
  ACETATE: [
    t(
      'The acetate is polished in wooden drums and can be adjusted warm by any optician.',
      'Das Acetat wird in Holztrommeln poliert und lässt sich warm bei jedem Optiker anpassen.',
    ),
    t(
      'Milled from one sheet, so the pattern runs through from temple to temple.',
      'Aus einer Platte gefräst, sodass das Muster von Bügel zu Bügel durchläuft.',
    ),
    t(
      'Steel cores in the temples keep their curve for years.',
      'Stahlkerne in den Bügeln halten die Biegung über Jahre.',
    ),
  ],
  METAL: [
    t(
      'The steel is only as thick as it has to be, and the pads can be exchanged.',
      'Der Stahl ist nur so stark wie nötig, und die Pads lassen sich tauschen.',
    ),
    t(
      'Surgical steel, coated in vacuum: no nickel on the skin.',
      'Chirurgenstahl, im Vakuum beschichtet: kein Nickel auf der Haut.',
    ),
  ],
  TITANIUM: [
    t(
      'Beta titanium springs back from a careless night on the sofa.',
      'Beta-Titan federt nach einer unachtsamen Nacht auf dem Sofa zurück.',
    ),
    t(
      'Free of nickel, immune to sweat, and lighter than the lenses you put in.',
      'Nickelfrei, unempfindlich gegen Schweiß und leichter als die Gläser darin.',
    ),
  ],
  COMBINATION: [
    t(
      'Acetate above, steel below: warmth where it shows and strength where it matters.',
      'Oben Acetat, unten Stahl: Wärme, wo man sie sieht, und Festigkeit, wo sie zählt.',
    ),
  ],
  NYLON: [
    t(
      'Injected nylon bends, springs back and shrugs off the schoolyard.',
      'Gespritztes Nylon biegt sich, federt zurück und übersteht den Pausenhof.',
    ),
    t(
      'Rubber at the bridge and temples keeps it in place when you sweat.',
      'Gummi an Steg und Bügeln hält sie fest, wenn es heiß wird.',
    ),
  ],
};

export function frameDescription(
  model: { shape: string; material: string; rim: string; isSun: boolean; audience: string },
  facts: { weight: number; springHinge: boolean; sizes: number; colours: Localized[] },
  random: Random,
): Localized {
  const closing: Localized[] = [
    t(`At ${facts.weight} grams it is easy company.`, `Mit ${facts.weight} Gramm ist sie angenehme Gesellschaft.`),
    t(`It weighs ${facts.weight} grams before the lenses go in.`, `Ohne Gläser wiegt sie ${facts.weight} Gramm.`),
    t(
      facts.sizes > 1
        ? `Made in ${facts.sizes} sizes, because faces differ more than fashions.`
        : 'Made in one size, with temples we shorten or lengthen for you.',
      facts.sizes > 1
        ? `In ${facts.sizes} Größen, weil Gesichter sich mehr unterscheiden als Moden.`
        : 'In einer Größe, mit Bügeln, die wir für Sie kürzen oder verlängern.',
    ),
  ];
  const extra = model.isSun
    ? t(
        'The tint filters all UV light; your own powers can be made with the same tint.',
        'Die Tönung hält alles UV-Licht ab; auch Ihre Stärken gibt es in dieser Tönung.',
      )
    : model.rim === 'RIMLESS'
      ? t(
          'Without a rim the lens itself is the shape, so we make it in tough materials only.',
          'Ohne Rand ist das Glas selbst die Form; darum fertigen wir es nur in zähem Material.',
        )
      : facts.springHinge
        ? t(
            'Spring hinges give way when you take it off with one hand.',
            'Federscharniere geben nach, wenn man sie mit einer Hand abnimmt.',
          )
        : t(
            `Shown here in ${facts.colours[0]?.en.toLowerCase()}, also in ${facts.colours
              .slice(1)
              .map((c) => c.en.toLowerCase())
              .join(' and ')}.`,
            `Hier in ${facts.colours[0]?.de}, außerdem in ${facts.colours
              .slice(1)
              .map((c) => c.de)
              .join(' und ')}.`,
          );
  const parts = [
    random.pick(shapeLines[model.shape] ?? []),
    random.pick(materialLines[model.material] ?? []),
    extra,
    random.pick(closing),
  ];
  return { en: parts.map((p) => p.en).join(' '), de: parts.map((p) => p.de).join(' ') };
}

export const reviewTexts: {
  rating: number;
  title: string;
  body: string;
  kind: 'FRAME' | 'CONTACT_LENS' | 'SENSOR' | 'OTHER';
}[] = [
  {
    kind: 'FRAME',
    rating: 5,
    title: 'Sits exactly where it should',
    body: 'I always had frames sliding down. With the bridge filter I found one that does not, first time in years.',
  },
  {
    kind: 'FRAME',
    rating: 5,
    title: 'The thickness drawing was right',
    body: 'I am at −6 and was warned how thick the edge would be. It came out just like the drawing showed, thinner than my last pair.',
  },
  {
    kind: 'FRAME',
    rating: 4,
    title: 'Lovely colour, temples a bit long',
    body: 'The pattern has much more depth than on the screen. I had the temples shortened at an optician nearby, then perfect.',
  },
  {
    kind: 'FRAME',
    rating: 5,
    title: 'Third pair from here',
    body: 'Progressives with a height measured in their shop. I could read on the first evening without searching for the spot.',
  },
  {
    kind: 'FRAME',
    rating: 3,
    title: 'Good frame, slow week',
    body: 'Frame and lenses are fine. The lab needed two days more than promised, but they told me before I had to ask.',
  },
  {
    kind: 'FRAME',
    rating: 5,
    title: 'So light',
    body: 'My nose stopped complaining. I forget that I am wearing it until somebody mentions it.',
  },
  {
    kind: 'FRAME',
    rating: 4,
    title: 'Smaller than I thought',
    body: 'The measurements are all there, I just did not look. Exchanged the 48 for the 51 without any fuss.',
  },
  {
    kind: 'FRAME',
    rating: 5,
    title: 'Robust',
    body: 'Survived a toddler, a beach and a dishwasher. Do not try the dishwasher.',
  },
  {
    kind: 'FRAME',
    rating: 2,
    title: 'Not for my face',
    body: 'Quality is good, but the shape is stronger on me than on the picture. Return was simple.',
  },
  {
    kind: 'FRAME',
    rating: 5,
    title: 'Genau die Passform, die ich gesucht habe',
    body: 'Mit Stegweite und Bügellänge gefiltert, bestellt, sitzt. So einfach war Brillenkauf noch nie.',
  },
  {
    kind: 'FRAME',
    rating: 4,
    title: 'Schöne Verarbeitung',
    body: 'Die Kanten sind sauber poliert, die Scharniere laufen satt. Ein Stern weniger, weil das Etui recht groß ist.',
  },
  {
    kind: 'CONTACT_LENS',
    rating: 5,
    title: 'Forgotten by noon',
    body: 'Same values as my old ones, and I do not feel them in the evening either.',
  },
  {
    kind: 'CONTACT_LENS',
    rating: 4,
    title: 'Good, a little hard to grip',
    body: 'Comfortable all day. The edge is thin, so putting them in took me a week of practice.',
  },
  {
    kind: 'CONTACT_LENS',
    rating: 5,
    title: 'Angenehm zu tragen',
    body: 'Auch nach zehn Stunden am Bildschirm nicht trocken. Die Praxis wurde noch am selben Tag gefragt.',
  },
  {
    kind: 'CONTACT_LENS',
    rating: 3,
    title: 'Fine',
    body: 'They see well and sit well. In dry air I need drops, which I did not with my former brand.',
  },
  {
    kind: 'SENSOR',
    rating: 5,
    title: 'Sees me sitting still',
    body: 'The light in my study used to go out while I was reading. With this one it stays on.',
  },
  {
    kind: 'SENSOR',
    rating: 4,
    title: 'Precise once it is set up',
    body: 'The zones took an evening to draw. Since then it has not missed anybody, the cat included.',
  },
  {
    kind: 'SENSOR',
    rating: 5,
    title: 'Endlich eine gute Lösung',
    body: 'In zehn Minuten montiert, erkennt zuverlässig, wer im Raum ist. Sehr zufrieden.',
  },
  {
    kind: 'SENSOR',
    rating: 3,
    title: 'Works',
    body: 'It does what it should. I had hoped for a slightly longer cable, but that is on me.',
  },
  {
    kind: 'OTHER',
    rating: 5,
    title: 'Does what it says',
    body: 'No surprises, arrived in two days, exactly as described.',
  },
  {
    kind: 'OTHER',
    rating: 4,
    title: 'Would buy again',
    body: 'Good quality for the price. I ordered a second one for the office.',
  },
  {
    kind: 'OTHER',
    rating: 5,
    title: 'Ordentlich gemacht',
    body: 'Einfach in der Handhabung und ordentlich verpackt. Sehr zufrieden.',
  },
  {
    kind: 'OTHER',
    rating: 3,
    title: 'Fine',
    body: 'It works. I had expected it a little larger; the measurements were there to be read.',
  },
];
export const reviewers = [
  'Anna K.',
  'Marcus L.',
  'Priya S.',
  'Tom B.',
  'Lena H.',
  'Diego R.',
  'Sofia M.',
  'Jonas W.',
  'Amara O.',
  'Chris P.',
  'Nadia F.',
  'Peter V.',
  'Grace T.',
  'Yuki N.',
  'Hannah E.',
  'Omar D.',
  'Ingrid S.',
  'Paul C.',
  'Mei L.',
  'Karl J.',
];
