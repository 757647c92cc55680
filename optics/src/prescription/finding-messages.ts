import { makingMessages } from '../lens/making-messages.ts';
import type { Finding, FindingParam } from './finding.ts';
import { formatPower, formatPrism } from './format-power.ts';

export type FindingLocale = 'en' | 'de';

/**
 * A sentence per code and language. `{name}` prints a parameter; `{name|D}` prints Mdpt as signed dioptres, `{name|size}` without the
 * sign, `{name|P}` MilliPrism as Δ, `{name|mm}` a length, `{name|values}` numbers that are text already. The sentence says what to do next.
 */
const messages: Record<string, { en: string; de: string }> = {
  EMPTY: { en: 'Please enter a value.', de: 'Bitte einen Wert eingeben.' },
  NOT_A_POWER: {
    en: '“{typed}” is not a power. Write it like −2.25 or +1.00.',
    de: '„{typed}“ ist kein Wert. Bitte so schreiben: −2,25 oder +1,00.',
  },
  SIGN_REQUIRED: { en: 'Please add the sign: plus or minus?', de: 'Bitte das Vorzeichen angeben: plus oder minus?' },
  STEP: {
    en: 'Powers go in steps of 0.25 or 0.125. Please check the value on the prescription.',
    de: 'Werte gibt es in Stufen von 0,25 oder 0,125. Bitte den Wert auf dem Rezept prüfen.',
  },
  DID_YOU_MEAN: {
    en: '“{typed}” is unusual. Did you mean one of these: {suggestions}?',
    de: '„{typed}“ ist ungewöhnlich. War einer dieser Werte gemeint: {suggestions}?',
  },
  RANGE: {
    en: '“{typed}” is outside what can be made. Please check the value.',
    de: '„{typed}“ liegt außerhalb des Herstellbaren. Bitte den Wert prüfen.',
  },
  SPHERE_REQUIRED: {
    en: 'The sphere is missing. For no power enter 0.00 or PL.',
    de: 'Die Sphäre fehlt. Ohne Wert bitte 0,00 oder PL eingeben.',
  },
  SPHERE_RANGE: {
    en: 'A sphere of {value|D} cannot be made; the range is {min|D} to {max|D}.',
    de: 'Sphäre {value|D} ist nicht herstellbar; möglich sind {min|D} bis {max|D}.',
  },
  SPHERE_UNUSUAL: {
    en: 'A sphere of {value|D} is rare. Please confirm it.',
    de: 'Sphäre {value|D} ist selten. Bitte bestätigen.',
  },
  CYLINDER_RANGE: {
    en: 'A cylinder of {value|D} cannot be made; the limit is {max|D}.',
    de: 'Zylinder {value|D} ist nicht herstellbar; die Grenze ist {max|D}.',
  },
  CYLINDER_UNUSUAL: {
    en: 'A cylinder of {value|D} is rare. Please confirm it.',
    de: 'Zylinder {value|D} ist selten. Bitte bestätigen.',
  },
  PLUS_CYLINDER: {
    en: 'The cylinder {value|D} is written with plus. Please confirm that the prescription says so.',
    de: 'Der Zylinder {value|D} ist mit Plus geschrieben. Bitte bestätigen, dass es so auf dem Rezept steht.',
  },
  CYLINDER_SIGNS_MIXED: {
    en: 'One eye has a plus cylinder, the other a minus cylinder. Please check both.',
    de: 'Ein Auge hat einen Plus-, das andere einen Minuszylinder. Bitte beide prüfen.',
  },
  AXIS_REQUIRED: { en: 'A cylinder needs an axis from 1 to 180.', de: 'Zum Zylinder gehört eine Achse von 1 bis 180.' },
  AXIS_NOT_INTEGER: {
    en: 'The axis is a whole number from 1 to 180.',
    de: 'Die Achse ist eine ganze Zahl von 1 bis 180.',
  },
  AXIS_RANGE: {
    en: 'An axis of {value} does not exist; it is 1 to 180.',
    de: 'Achse {value} gibt es nicht; sie liegt zwischen 1 und 180.',
  },
  AXIS_DROPPED: {
    en: 'Without a cylinder the axis {value} has no effect and is left out.',
    de: 'Ohne Zylinder hat die Achse {value} keine Wirkung und entfällt.',
  },
  AXIS_ZERO_STORED_AS_180: {
    en: 'Axis 0 is stored as 180; it is the same axis.',
    de: 'Achse 0 wird als 180 gespeichert; es ist dieselbe Achse.',
  },
  ADD_REQUIRED: {
    en: 'This lens needs the ADD from the prescription.',
    de: 'Dieses Glas braucht die Addition (ADD) vom Rezept.',
  },
  ADD_NEGATIVE: {
    en: 'An ADD is never negative. Please check {value|D}.',
    de: 'Eine Addition ist nie negativ. Bitte {value|D} prüfen.',
  },
  ADD_TOO_HIGH: {
    en: 'An ADD above {max|D} is ordered by hand. Please contact us.',
    de: 'Eine Addition über {max|D} wird von Hand bestellt. Bitte wenden Sie sich an uns.',
  },
  ADD_UNUSUAL: {
    en: 'An ADD of {value|D} is rare. Please confirm it.',
    de: 'Addition {value|D} ist selten. Bitte bestätigen.',
  },
  ADD_DIFFERS: {
    en: 'The ADD differs between the eyes: {od|D} and {os|D}. Please confirm.',
    de: 'Die Addition ist rechts und links verschieden: {od|D} und {os|D}. Bitte bestätigen.',
  },
  ADD_UNUSED: {
    en: 'A distance lens does not use the ADD {value|D}. Please confirm the lens type.',
    de: 'Ein Fernglas nutzt die Addition {value|D} nicht. Bitte die Glasart bestätigen.',
  },
  ADD_YOUNG_WEARER: {
    en: 'An ADD at the age of {age} is unusual. Please confirm it.',
    de: 'Eine Addition mit {age} Jahren ist ungewöhnlich. Bitte bestätigen.',
  },
  ADD_UNUSUAL_FOR_AGE: {
    en: 'At {age}, an ADD from {min|D} to {max|D} is usual; {value|D} is written. Please confirm.',
    de: 'Mit {age} Jahren ist eine Addition von {min|D} bis {max|D} üblich; angegeben ist {value|D}. Bitte bestätigen.',
  },
  PRISM_BASE_REQUIRED: {
    en: 'Prism {amount|P} needs its base: up, down, in or out.',
    de: 'Zum Prisma {amount|P} fehlt die Basis: oben, unten, innen oder außen.',
  },
  PRISM_AMOUNT_REQUIRED: { en: 'The prism base is given without an amount.', de: 'Zur Prismenbasis fehlt die Stärke.' },
  PRISM_RANGE: {
    en: 'A prism of {amount|P} cannot be made; the limit is {max|P}.',
    de: 'Prisma {amount|P} ist nicht herstellbar; die Grenze ist {max|P}.',
  },
  PRISM_OPPOSED: {
    en: 'One eye cannot have two opposite prism bases. Please check the prescription.',
    de: 'Ein Auge kann keine zwei gegensätzlichen Prismenbasen haben. Bitte das Rezept prüfen.',
  },
  PRISM_VERTICAL_HIGH: {
    en: 'A vertical prism of {amount|P} is high. Please confirm it.',
    de: 'Ein Höhenprisma von {amount|P} ist hoch. Bitte bestätigen.',
  },
  PRISM_HORIZONTAL_HIGH: {
    en: 'A horizontal prism of {amount|P} is high. Please confirm it.',
    de: 'Ein Seitenprisma von {amount|P} ist hoch. Bitte bestätigen.',
  },
  PRISM_SAME_VERTICAL_BASE: {
    en: 'Both eyes have base {base}; they cancel each other. Please confirm.',
    de: 'Beide Augen haben dieselbe Höhenbasis ({base}); sie heben sich auf. Bitte bestätigen.',
  },
  PD_MISSING: { en: 'The pupillary distance (PD) is not given yet.', de: 'Die Pupillendistanz (PD) fehlt noch.' },
  PD_RANGE: {
    en: 'A PD of {value|mm} is not possible; it is {min} to {max} mm.',
    de: 'Eine PD von {value|mm} ist nicht möglich; sie liegt zwischen {min} und {max} mm.',
  },
  PD_DECIMAL_LOST: { en: 'Did you mean a PD of {suggestion|mm}?', de: 'War eine PD von {suggestion|mm} gemeint?' },
  PD_MONOCULAR_RANGE: {
    en: 'A PD of {value|mm} for one eye is not possible; it is {min} to {max} mm.',
    de: 'Eine PD von {value|mm} für ein Auge ist nicht möglich; sie liegt zwischen {min} und {max} mm.',
  },
  PD_SUM: {
    en: 'The two PDs add up to {sum|mm}, but the total says {binocular|mm}. Please check.',
    de: 'Die beiden PD-Werte ergeben {sum|mm}, als Summe steht aber {binocular|mm}. Bitte prüfen.',
  },
  PD_NEAR_ABOVE_DISTANCE: {
    en: 'The near PD {near|mm} cannot be larger than the distance PD {distance|mm}.',
    de: 'Die Nah-PD {near|mm} kann nicht größer sein als die Fern-PD {distance|mm}.',
  },
  PD_NEAR_UNUSUAL: {
    en: 'Between distance PD {distance|mm} and near PD {near|mm} {min} to {max} mm are usual. Please confirm.',
    de: 'Zwischen Fern-PD {distance|mm} und Nah-PD {near|mm} sind {min} bis {max} mm üblich. Bitte bestätigen.',
  },
  PD_UNUSUAL: {
    en: 'A PD of {value|mm} is unusual for an adult. Please measure again or confirm.',
    de: 'Eine PD von {value|mm} ist für Erwachsene ungewöhnlich. Bitte erneut messen oder bestätigen.',
  },
  PD_ASYMMETRIC: {
    en: 'The PDs of the eyes differ by more than {max|mm} ({od|mm} and {os|mm}). Please confirm.',
    de: 'Die PD-Werte unterscheiden sich um mehr als {max|mm} ({od|mm} und {os|mm}). Bitte bestätigen.',
  },
  PD_MONOCULAR_ADVISED: {
    en: 'Progressive lenses need the PD of each eye. With one number, half of it is used for each eye. Please confirm.',
    de: 'Gleitsichtgläser brauchen die PD je Auge. Bei nur einem Wert gilt je Auge die Hälfte. Bitte bestätigen.',
  },
  HEIGHT_REQUIRED: {
    en: 'This lens needs the height measured in the chosen frame.',
    de: 'Dieses Glas braucht die in der Fassung gemessene Höhe.',
  },
  HEIGHT_NOT_MEASURED: {
    en: 'No height is measured in this frame. The lab waits until it is measured, or an optician gives it.',
    de: 'In dieser Fassung ist keine Höhe gemessen. Das Labor wartet, bis sie gemessen ist oder ein Optiker sie angibt.',
  },
  /** Of jobs calculated when a pair without a height went into work. */
  HEIGHT_ASSUMED: {
    en: 'No height was measured: the middle of the box was used.',
    de: 'Keine Höhe gemessen: es galt die Boxmitte.',
  },
  FELLOW_POWER_DIFFERS: {
    en: 'The lens that stays was made for other powers than this prescription has. Remake both lenses.',
    de: 'Das Glas, das bleibt, wurde für andere Werte gefertigt als in diesem Rezept. Bitte beide Gläser neu fertigen.',
  },
  FELLOW_CENTRE_DIFFERS: {
    en: 'The lens that stays is centred for another PD or height. Remake both lenses.',
    de: 'Das Glas, das bleibt, ist für eine andere PD oder Höhe zentriert. Bitte beide Gläser neu fertigen.',
  },
  FELLOW_THINNING_DIFFERS: {
    en: 'The lens that stays was thinned by another prism: beside the new one it would make vertical imbalance. Remake both lenses.',
    de: 'Das Glas, das bleibt, hat ein anderes Dünnschliffprisma: neben dem neuen entstünde eine Höhendifferenz. Bitte beide Gläser neu fertigen.',
  },
  FELLOW_BASE_DIFFERS: {
    en: 'No blank has a base that goes with the lens that stays. Order one, or remake both lenses.',
    de: 'Kein Rohling hat eine Basiskurve, die zu dem Glas passt, das bleibt. Bitte bestellen oder beide Gläser neu fertigen.',
  },
  HEIGHT_OUTSIDE_LENS: {
    en: 'A height of {value|mm} does not lie within the lens ({lensHeight|mm} high).',
    de: 'Eine Höhe von {value|mm} liegt nicht im Glas ({lensHeight|mm} hoch).',
  },
  HEIGHT_TOO_HIGH: {
    en: 'A fitting height of {value|mm} leaves too little lens above; at most {max|mm} in this frame.',
    de: 'Eine Einschleifhöhe von {value|mm} lässt oben zu wenig Glas; höchstens {max|mm} in dieser Fassung.',
  },
  HEIGHT_BELOW_DESIGN: {
    en: 'This design needs a height of {min|mm}; {value|mm} is measured. Choose a shorter corridor or a deeper frame.',
    de: 'Dieses Design braucht {min|mm} Höhe; gemessen sind {value|mm}. Bitte kürzeren Progressionskanal oder höhere Fassung wählen.',
  },
  NEAR_PART_MISSING: {
    en: 'With its line at {value|mm} a trifocal has nothing to read with below its {min|mm} for arm’s length. Have the height measured again, or choose another lens type.',
    de: 'Mit der Kante bei {value|mm} bleibt unter den {min|mm} für Armlänge nichts zum Lesen. Bitte die Höhe neu messen lassen oder einen anderen Glastyp wählen.',
  },
  SEGMENT_OUTSIDE_LENS: {
    en: 'At {value|mm} the segment would lie beside the lens: where it stands, its line must be above {min|mm} and below {max|mm}. Have the height measured again, or choose another frame.',
    de: 'Bei {value|mm} läge das Segment neben dem Glas: an seiner Stelle muss die Kante über {min|mm} und unter {max|mm} sein. Bitte die Höhe neu messen lassen oder eine andere Fassung wählen.',
  },
  HEIGHT_LOW: {
    en: 'A segment height of {value|mm} is low. Please confirm it.',
    de: 'Eine Segmenthöhe von {value|mm} ist niedrig. Bitte bestätigen.',
  },
  HEIGHT_UNUSUAL: {
    en: 'A fitting height of {value|mm} is unusual in a lens {lensHeight|mm} high. Please confirm it.',
    de: 'Eine Höhe von {value|mm} ist bei {lensHeight|mm} Glashöhe ungewöhnlich. Bitte bestätigen.',
  },
  HEIGHT_OTHER_EYE_MISSING: {
    en: 'Give the height of this eye too, or leave both empty.',
    de: 'Bitte auch die Höhe dieses Auges angeben oder beide leer lassen.',
  },
  PD_NEAR_OTHER_EYE_MISSING: {
    en: 'Give the near PD of this eye too, or leave both empty: then it is calculated.',
    de: 'Bitte auch die Nah-PD dieses Auges angeben oder beide leer lassen: dann wird sie berechnet.',
  },
  HEIGHTS_DIFFER: {
    en: 'The heights differ by more than {max|mm} ({od|mm} and {os|mm}). Please confirm.',
    de: 'Die Höhen unterscheiden sich um mehr als {max|mm} ({od|mm} und {os|mm}). Bitte bestätigen.',
  },
  VERTEX_RANGE: {
    en: 'A vertex distance of {value|mm} is not possible; it is {min} to {max} mm.',
    de: 'Ein Hornhautscheitelabstand von {value|mm} ist nicht möglich; er liegt zwischen {min} und {max} mm.',
  },
  VERTEX_UNUSUAL: {
    en: 'A vertex distance of {value|mm} is unusual. Please confirm it.',
    de: 'Ein Hornhautscheitelabstand von {value|mm} ist ungewöhnlich. Bitte bestätigen.',
  },
  VERTEX_MISSING: {
    en: 'With {value|D} the vertex distance matters. Please measure it, or confirm going without.',
    de: 'Bei {value|D} zählt der Hornhautscheitelabstand. Bitte messen oder ohne bestätigen.',
  },
  TILT_RANGE: {
    en: 'A pantoscopic tilt of {value}° is not possible.',
    de: 'Eine Vorneigung von {value}° ist nicht möglich.',
  },
  TILT_UNUSUAL: {
    en: 'A pantoscopic tilt of {value}° is unusual. Please confirm it.',
    de: 'Eine Vorneigung von {value}° ist ungewöhnlich. Bitte bestätigen.',
  },
  WRAP_RANGE: {
    en: 'A wrap angle of {value}° is not possible.',
    de: 'Ein Fassungsscheibenwinkel von {value}° ist nicht möglich.',
  },
  WRAP_UNUSUAL: {
    en: 'A wrap angle of {value}° is unusual. Please confirm it.',
    de: 'Ein Fassungsscheibenwinkel von {value}° ist ungewöhnlich. Bitte bestätigen.',
  },
  MEASUREMENT_EMPTY: { en: 'Nothing is measured yet.', de: 'Es ist noch nichts gemessen.' },
  MEASUREMENT_OTHER_EYE_MISSING: { en: 'The other eye is missing.', de: 'Das andere Auge fehlt.' },
  MEASUREMENT_FAR_MISSING: {
    en: 'Near distances stand beside the far ones: measure both.',
    de: 'Zur Nah-PD gehört die Fern-PD: bitte beide messen.',
  },
  MEASUREMENT_NEEDS_FRAME: {
    en: 'This is measured in a frame. Say which.',
    de: 'Das wird in einer Fassung gemessen. Bitte angeben, in welcher.',
  },
  HEIGHT_KIND_MISSING: {
    en: 'Say whether the height is to the fitting cross or to the segment.',
    de: 'Bitte angeben: Höhe bis zum Zentrierkreuz oder bis zum Segment.',
  },
  SEGMENT_HEIGHT_NEEDED: {
    en: 'The height was measured to the fitting cross; these lenses need the top of the segment. Please have it measured.',
    de: 'Die Höhe wurde bis zum Zentrierkreuz gemessen; diese Gläser brauchen die Oberkante des Segments. Bitte messen lassen.',
  },
  FITTING_HEIGHT_NEEDED: {
    en: 'The height was measured to the top of the segment; these lenses need the fitting cross. Please have it measured.',
    de: 'Die Höhe wurde bis zur Oberkante des Segments gemessen; diese Gläser brauchen das Zentrierkreuz. Bitte messen lassen.',
  },
  ISSUE_DATE_REQUIRED: { en: 'The date of the prescription is missing.', de: 'Das Datum des Rezepts fehlt.' },
  DATE_INVALID: { en: '“{value}” is not a date.', de: '„{value}“ ist kein Datum.' },
  WRITTEN_IN_FUTURE: {
    en: 'The prescription is dated in the future ({date}).',
    de: 'Das Rezept ist in der Zukunft datiert ({date}).',
  },
  EXPIRES_BEFORE_ISSUE: {
    en: 'The expiry date {date} is before the issue date {issued}.',
    de: 'Das Ablaufdatum {date} liegt vor dem Ausstellungsdatum {issued}.',
  },
  EXPIRED: {
    en: 'The prescription expired on {date}. A new eye exam is needed.',
    de: 'Das Rezept ist seit {date} abgelaufen. Eine neue Augenprüfung ist nötig.',
  },
  EXPIRES_SOON: {
    en: 'The prescription expires on {date}, in {days} days.',
    de: 'Das Rezept läuft am {date} ab, in {days} Tagen.',
  },
  OLDER_THAN_A_YEAR: {
    en: 'The prescription is more than {days} days old ({date}). Please confirm that it still fits.',
    de: 'Das Rezept ist älter als {days} Tage ({date}). Bitte bestätigen, dass es noch passt.',
  },
  PRESCRIBER_NAME_REQUIRED: {
    en: 'The name of the prescriber is missing.',
    de: 'Der Name der ausstellenden Person fehlt.',
  },
  PRESCRIBER_NOT_VERIFIABLE: {
    en: 'Please add the prescriber’s licence or NPI, or a phone number or address.',
    de: 'Bitte Lizenz oder NPI der ausstellenden Person oder Telefon oder Anschrift angeben.',
  },
  NPI_CHECK_DIGIT: {
    en: 'The NPI {value} has a wrong check digit. Please check it.',
    de: 'Die NPI {value} hat eine falsche Prüfziffer. Bitte prüfen.',
  },
  SPHERE_SIGNS_DIFFER: {
    en: 'One eye is plus, the other minus ({od|D} and {os|D}). Please confirm.',
    de: 'Ein Auge ist plus, das andere minus ({od|D} und {os|D}). Bitte bestätigen.',
  },
  ANISOMETROPIA_SLIGHT: {
    en: 'The eyes differ by {difference|size}.',
    de: 'Die Augen unterscheiden sich um {difference|size}.',
  },
  ANISOMETROPIA: {
    en: 'The eyes differ by {difference|size}. Please confirm.',
    de: 'Die Augen unterscheiden sich um {difference|size}. Bitte bestätigen.',
  },
  ANISOMETROPIA_HIGH: {
    en: 'The eyes differ by {difference|size}. Aspheric lenses, contact lenses or a slab-off may be better; please ask an optician and confirm.',
    de: 'Die Augen unterscheiden sich um {difference|size}. Asphären, Kontaktlinsen oder Slab-off können besser sein; bitte fachlich klären und bestätigen.',
  },
  VERTICAL_PRISM_IMBALANCE: {
    en: 'The vertical prisms differ by {amount|P} between the eyes. Please confirm.',
    de: 'Die Höhenprismen unterscheiden sich um {amount|P}. Bitte bestätigen.',
  },
  READING_IMBALANCE: {
    en: 'When reading, {dropMm} mm below the centres, the eyes differ by {amount|P} vertically. Consider a slab-off, and confirm.',
    de: 'Beim Lesen, {dropMm} mm unter den Zentren, unterscheiden sich die Augen um {amount|P} in der Höhe. Slab-off erwägen und bestätigen.',
  },
  POWER_CHANGED: {
    en: 'The power changed by {change|size} since the last prescription. Please confirm.',
    de: 'Die Stärke hat sich seit dem letzten Rezept um {change|size} geändert. Bitte bestätigen.',
  },
  CYLINDER_CHANGED: {
    en: 'The cylinder changed by {change|size} since the last prescription. Please confirm.',
    de: 'Der Zylinder hat sich seit dem letzten Rezept um {change|size} geändert. Bitte bestätigen.',
  },
  AXIS_TURNED: {
    en: 'The axis turned by {degrees}° since the last prescription ({from} to {to}). Please confirm.',
    de: 'Die Achse hat sich seit dem letzten Rezept um {degrees}° gedreht ({from} auf {to}). Bitte bestätigen.',
  },
  // What can be made
  BLANK_TOO_SMALL: {
    en: 'This needs a blank of {needed} mm; {material} is stocked up to {largest} mm. Choose a smaller frame or another material.',
    de: 'Nötig ist ein Rohling von {needed} mm; {material} gibt es bis {largest} mm. Bitte kleinere Fassung oder anderes Material wählen.',
  },
  SPHERE_NOT_OFFERED: {
    en: '{material} is made from {min|D} to {max|D}; this prescription reaches {value|D}.',
    de: '{material} gibt es von {min|D} bis {max|D}; dieses Rezept erreicht {value|D}.',
  },
  CYLINDER_NOT_OFFERED: {
    en: '{material} is made up to a cylinder of {max|D}; this prescription has {value|D}.',
    de: '{material} gibt es bis Zylinder {max|D}; dieses Rezept hat {value|D}.',
  },
  PRISM_NOT_OFFERED: {
    en: 'This lens is made up to a prism of {max|P}; this prescription has {value|P}.',
    de: 'Dieses Glas gibt es bis Prisma {max|P}; dieses Rezept hat {value|P}.',
  },
  ADD_NOT_OFFERED: {
    en: 'This lens is made with an ADD from {min|D} to {max|D}; this prescription has {value|D}.',
    de: 'Dieses Glas gibt es mit Addition {min|D} bis {max|D}; dieses Rezept hat {value|D}.',
  },
  LENS_HEIGHT_TOO_SMALL: {
    en: 'This lens needs a frame at least {min|mm} high; this one is {value|mm}.',
    de: 'Dieses Glas braucht mindestens {min|mm} Scheibenhöhe; diese Fassung hat {value|mm}.',
  },
  MATERIAL_NOT_FOR_DESIGN: { en: '{material} is not made as {design}.', de: '{material} gibt es nicht als {design}.' },
  MATERIAL_NOT_FOR_RIM: {
    en: '{material} does not hold in this rim type. Choose Trivex, polycarbonate, 1.60 or 1.67.',
    de: '{material} hält in dieser Fassungsart nicht. Bitte Trivex, Polycarbonat, 1.60 oder 1.67 wählen.',
  },
  EDGE_TOO_THICK: {
    en: 'The edge would be {value|mm}; this rim takes at most {max|mm}. A thinner material or a smaller frame fits.',
    de: 'Der Rand wäre {value|mm}; diese Fassung fasst höchstens {max|mm}. Dünneres Material oder kleinere Fassung wählen.',
  },
  EDGE_THICK: {
    en: 'The edge will be about {value|mm}; a higher index is thinner.',
    de: 'Der Rand wird etwa {value|mm}; ein höherer Index ist dünner.',
  },
  WRAP_POWER_LIMIT: {
    en: 'Strongly curved frames take up to {max|D}; this prescription has {value|D}.',
    de: 'Stark gebogene Fassungen gehen bis {max|D}; dieses Rezept hat {value|D}.',
  },
  IMPACT_MATERIAL_REQUIRED: {
    en: 'Under {age}, for sport and for wearers with one good eye, only Trivex or polycarbonate is offered.',
    de: 'Unter {age}, für Sport und bei nur einem guten Auge gibt es nur Trivex oder Polycarbonat.',
  },
  ADVICE_YOUNG_WEARER: {
    en: 'Under {value} it should be {material}: it takes a blow without splintering.',
    de: 'Unter {value} Jahren sollte es {material} sein: Das hält einen Schlag aus, ohne zu splittern.',
  },
  ADVICE_ONE_EYED: {
    en: 'With one good eye it should be {material}: it protects the eye that sees for both.',
    de: 'Bei nur einem guten Auge sollte es {material} sein: Das schützt das Auge, das für beide sieht.',
  },
  ADVICE_SPORT: {
    en: 'For sport and rough work it should be {material}: a ball or a chip does not break it.',
    de: 'Für Sport und grobe Arbeit sollte es {material} sein: Das zerbricht nicht an Ball oder Span.',
  },
  ADVICE_POWER: {
    en: 'For {value|D} the usual choice is {material}.',
    de: 'Für {value|D} ist {material} die übliche Wahl.',
  },
  FRAME_NOT_RX_ABLE: {
    en: 'This frame cannot take prescription lenses.',
    de: 'Diese Fassung kann nicht verglast werden.',
  },
  FRAME_POWER_LIMIT: {
    en: 'This frame takes powers from {min|D} to {max|D}.',
    de: 'Diese Fassung nimmt Stärken von {min|D} bis {max|D}.',
  },
  TREATMENT_NOT_FOR_MATERIAL: {
    en: '{treatment} is not offered on {material}.',
    de: '{treatment} gibt es auf {material} nicht.',
  },
  TREATMENT_NOT_FOR_DESIGN: {
    en: '{treatment} is not offered with {design}.',
    de: '{treatment} gibt es mit {design} nicht.',
  },
  TREATMENTS_EXCLUDE: {
    en: '{treatment} and {other} cannot be combined.',
    de: '{treatment} und {other} lassen sich nicht kombinieren.',
  },
  TREATMENT_NEEDS: { en: '{treatment} also needs {other}.', de: '{treatment} braucht zusätzlich {other}.' },
  TREATMENT_INHERENT: { en: '{material} already includes {treatment}.', de: '{material} enthält {treatment} bereits.' },
  DECENTRATION_LARGE: {
    en: 'The frame is wide for this PD: {value|mm} per eye.',
    de: 'Die Fassung ist für diese PD breit: {value|mm} je Auge.',
  },
  ...makingMessages,
  // Import of documents and files
  NOT_A_VISION_PRESCRIPTION: {
    en: 'This is not a FHIR VisionPrescription.',
    de: 'Das ist keine FHIR-VisionPrescription.',
  },
  DSTU2_NOT_ACCEPTED: {
    en: 'This is the old DSTU2 form (“dispense”). Please export it as FHIR R4 or R5.',
    de: 'Das ist die alte DSTU2-Form („dispense“). Bitte als FHIR R4 oder R5 exportieren.',
  },
  STATUS_NOT_ACTIVE: {
    en: 'The prescription has the status {status} and cannot be used.',
    de: 'Das Rezept hat den Status {status} und ist nicht verwendbar.',
  },
  EYE_DUPLICATE: {
    en: 'The same eye is given twice. Please check right and left.',
    de: 'Dasselbe Auge kommt zweimal vor. Bitte rechts und links prüfen.',
  },
  EYE_MISSING: { en: 'One eye is missing.', de: 'Ein Auge fehlt.' },
  EYE_UNKNOWN: {
    en: '“{value}” is not an eye; it is right or left.',
    de: '„{value}“ ist kein Auge; es ist right oder left.',
  },
  PRODUCT_UNKNOWN: {
    en: 'The product “{value}” is neither lens nor contact.',
    de: 'Das Produkt „{value}“ ist weder lens noch contact.',
  },
  VALUE_INVALID: {
    en: '{field} holds “{value}”, which cannot be read.',
    de: '{field} enthält „{value}“ und ist nicht lesbar.',
  },
  DOCUMENT_ITEM_MISSING: {
    en: 'The document does not show this item.',
    de: 'Diese Angabe steht nicht auf dem Dokument.',
  },
  CONTACT_LENS_NOT_MADE: {
    en: 'This lens is not made with {value|values}. The nearest are {nearest|values}; another value is a question for the prescriber.',
    de: 'Diese Linse gibt es nicht mit {value|values}. Am nächsten liegen {nearest|values}; ein anderer Wert ist eine Frage an die Praxis.',
  },
  CONTACT_LENS_WITHOUT: {
    en: 'This lens is made without such a value; the paper says {value|values}.',
    de: 'Diese Linse hat keinen solchen Wert; auf dem Rezept steht {value|values}.',
  },
  CONTACT_LENS_VALUE_NEEDED: {
    en: 'This lens needs the value. It is made in {nearest|values}.',
    de: 'Diese Linse braucht den Wert. Es gibt sie in {nearest|values}.',
  },
  CONTACT_PARAMETER_REQUIRED: {
    en: 'A contact lens prescription names this value. Take it from the paper.',
    de: 'Ein Kontaktlinsenrezept nennt diesen Wert. Bitte vom Rezept übernehmen.',
  },
  CONTACT_POWER_REQUIRED: {
    en: 'A contact lens prescription gives “power”, not “sphere”.',
    de: 'Ein Kontaktlinsenrezept gibt „power“ an, nicht „sphere“.',
  },
  SPECTACLE_POWER_MISPLACED: {
    en: 'A spectacle lens gives “sphere”, not “power”.',
    de: 'Ein Brillenglas gibt „sphere“ an, nicht „power“.',
  },
};

const eyeNames: Record<FindingLocale, Record<string, string>> = {
  en: { od: 'Right eye', os: 'Left eye' },
  de: { od: 'Rechtes Auge', os: 'Linkes Auge' },
};

/** Every code that can be worded. */
export const findingCodes = (): string[] => Object.keys(messages);

/**
 * The sentence of a finding.
 * @param options.withEye puts "Right eye:" before it when the field belongs to one eye (default); switch off beside a form field
 */
export function findingMessage(
  finding: Finding,
  locale: FindingLocale = 'en',
  options: { withEye?: boolean } = {},
): string {
  const sentence = fillTemplate(messages[finding.code]?.[locale] ?? finding.code, finding.params, locale);
  const eye = /(?:^|\.)(od|os)(?:Mm)?(?:\.|$)/.exec(finding.field)?.[1];
  return eye && (options.withEye ?? true) ? `${eyeNames[locale][eye]}: ${sentence}` : sentence;
}

/** A template with its parameters: `{name}`, and with a unit `{name|D}`, `{name|size}`, `{name|P}`, `{name|mm}`, `{name|curve}`. */
export const fillTemplate = (
  template: string,
  params: Readonly<Record<string, FindingParam>>,
  locale: FindingLocale,
): string =>
  template.replace(/\{(\w+)(?:\|(\w+))?\}/g, (_, name: string, unit?: string) =>
    printParam(params[name], unit, locale),
  );

function printParam(value: FindingParam | undefined, unit: string | undefined, locale: FindingLocale): string {
  if (value === undefined) return '';
  if (typeof value === 'string')
    // With decimal commas a list needs another sign between its values.
    return unit === 'values' && locale === 'de' ? value.replaceAll(', ', '; ').replace(/(\d)\.(?=\d)/g, '$1,') : value;
  const text = (printers[unit ?? ''] ?? tenths)(value);
  return locale === 'de' ? text.replace('.', ',') : text;
}

const printers: Record<string, (value: number) => string> = {
  D: (value) => `${formatPower(value)} D`,
  // How far two powers lie apart has no sign.
  size: (value) => `${formatPower(Math.abs(value)).replace('+', '')} D`,
  P: (value) => `${formatPrism(value)}Δ`,
  mm: (value) => `${tenths(value)} mm`,
  curve: (value) => `${tenths(value)} D`,
};

/** At most one decimal, none when whole. */
const tenths = (value: number): string => String(Math.round(value * 10) / 10);
