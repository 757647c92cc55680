/**
 * What partners may see, coordinate by coordinate. Everything that is not listed is closed, so a new field stays private until
 * somebody adds it here. Never list anything of a person or of a prescription: the composition test walks the result and fails.
 *
 * Types name the fields that are open. Enumerations and scalars are open as a whole.
 */
export const partnerContract: {
  objects: Record<string, string>;
  inputs: Record<string, string>;
  whole: string;
} = {
  objects: {
    Query: 'product variant products searchSuggestions collections collection brands lensOptions order',
    Product:
      'id slug kind name brand description collections options variants defaultVariant variant priceRange media picture frame contactLens specifications documents components rating related seoTitle seoDescription slugs published updatedAt',
    Variant:
      'id sku gtin product name selections price compareAtPrice weightGrams media frameSize discontinued availability',
    Availability: 'inStock low availableQuantity promiseDays backorderable',
    Brand: 'id slug name story',
    Collection: 'id slug name description',
    ProductOption: 'name label values',
    OptionValue: 'value label swatch',
    OptionSelection: 'name value label swatch',
    PriceRange: 'min max',
    Money: 'amount currencyCode',
    Media: 'id view alt width height url srcSet',
    FrameModel: 'shape rim material audience weightGrams springHinge nosePads baseCurve prescriptionReady',
    FrameSize: 'eyeSizeMm lensHeightMm dblMm templeLengthMm effectiveDiameterMm frameWidthMm label outlineHundredthsMm',
    ContactLensMatrix:
      'modality material waterContentPercent packSize replacementDays wearerRights baseCurvesMm diametersMm powers cylinders axes adds colours rows',
    ContactLensRow: 'powers baseCurvesMm diametersMm cylinders axes adds',
    Specification: 'group name value',
    ProductDocument: 'title url mediaType',
    BundleComponent: 'variant quantity',
    Rating: 'average count',
    LocalizedSlug: 'locale slug',
    LensOption: 'id kind code name description refractiveIndex abbe densityGcm3',
    SearchSuggestion: 'text product',
    PageInfo: 'hasNextPage hasPreviousPage startCursor endCursor',
    ProductEdge: 'cursor node matchedVariant',
    ProductConnection: 'edges pageInfo totalCount facets ranges suggestion',
    Facet: 'name label values',
    FacetValue: 'value label count selected swatch',
    NumericFacet: 'name label unit min max',
    Order: 'id number status placedAt promiseDate shipments',
    Shipment: 'id status carrier service trackingCode estimatedDelivery shippedAt deliveredAt events',
    TrackingEvent: 'at status message',
  },
  inputs: {
    ProductFilter:
      'kinds brand collection shape rim material audience colour size price lensWidthMm bridgeMm templeMm frameWidthMm inStock',
    RangeInput: 'min max',
  },
  whole:
    'Decimal DateTime Date CurrencyCode ProductKind RimType FrameMaterial FrameShapeName AudienceName MediaView LensOptionKind ProductSort OrderStatus ShipmentStatus',
};
