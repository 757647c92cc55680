/** Sentences of what can be made and what would help; see `findingMessage` for the templates. Imports nothing, so that both sides may read it. */
export const makingMessages: Record<string, { en: string; de: string }> = {
  BLANK_NOT_STOCKED: {
    en: 'No {material} blank is stocked for {design}.',
    de: 'Für {design} ist kein Rohling in {material} am Lager.',
  },
  ADD_NOT_STOCKED: {
    en: '{material} blanks for {design} come with an ADD from {min|D} to {max|D}; this prescription has {value|D}.',
    de: 'Rohlinge in {material} für {design} gibt es mit Addition {min|D} bis {max|D}; dieses Rezept hat {value|D}.',
  },
  BLANK_ORDERED: {
    en: 'One of these lenses is not on our shelf and is ordered for you. The day we promise allows for it.',
    de: 'Eines dieser Gläser liegt nicht in unserem Regal und wird für Sie bestellt. Der zugesagte Tag berücksichtigt das.',
  },
  BASES_TOO_FAR_APART: {
    en: 'The two lenses would need base curves {od} and {os}; those of a pair differ by at most {max|curve}.',
    de: 'Die beiden Gläser bräuchten die Basiskurven {od} und {os}; in einem Paar liegen sie höchstens {max|curve} auseinander.',
  },
  CURVES_TOO_STEEP: {
    en: 'The curves of {material} cannot span this shape: it takes {needed|mm}. A smaller frame fits.',
    de: 'Die Kurven in {material} überspannen diese Form nicht: sie braucht {needed|mm}. Eine kleinere Fassung passt.',
  },
  RIM_POWER_LIMIT: {
    en: 'This rim takes powers up to {max|D}; this prescription has {value|D}.',
    de: 'Diese Fassungsart nimmt Stärken bis {max|D}; dieses Rezept hat {value|D}.',
  },
  SUGGEST_CORRIDOR: {
    en: 'The {value|mm} corridor fits: it needs a height of {min|mm}.',
    de: 'Der Kanal von {value|mm} passt: er braucht {min|mm} Höhe.',
  },
  SUGGEST_WITH: { en: 'Add {treatment}.', de: '{treatment} dazunehmen.' },
  SUGGEST_WITHOUT: { en: 'Leave out {treatment}.', de: '{treatment} weglassen.' },
  SUGGEST_MATERIAL: { en: '{material} works.', de: '{material} geht.' },
  SUGGEST_MATERIAL_BLANK: {
    en: '{material} has blanks of {largest|mm}.',
    de: '{material} gibt es als Rohling von {largest|mm}.',
  },
  SUGGEST_MATERIAL_EDGE: {
    en: '{material} would be {value|mm} at the edge.',
    de: '{material} wäre am Rand {value|mm}.',
  },
  SUGGEST_MATERIAL_POWER: {
    en: '{material} is made from {min|D} to {max|D}.',
    de: '{material} gibt es von {min|D} bis {max|D}.',
  },
  SUGGEST_DESIGN: { en: '{design} works.', de: '{design} geht.' },
  SUGGEST_FRAME: { en: '{frame} works.', de: '{frame} geht.' },
  SUGGEST_FRAME_NARROWER: {
    en: 'A frame about {value|mm} narrower fits (eye size up to {max}).',
    de: 'Eine etwa {value|mm} schmalere Fassung passt (Scheibengröße bis {max}).',
  },
  SUGGEST_FRAME_HIGHER: {
    en: 'A frame at least {min|mm} high fits.',
    de: 'Eine Fassung mit mindestens {min|mm} Höhe passt.',
  },
};
