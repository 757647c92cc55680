/** Names EasyPost gives to carrier accounts, as people know the carriers. */
const CARRIERS: Record<string, string> = {
  UPSDAP: 'UPS',
  UPSMailInnovations: 'UPS Mail Innovations',
  FedExDefault: 'FedEx',
  FedExSmartPost: 'FedEx',
  DHLExpress: 'DHL',
  DhlEcs: 'DHL eCommerce',
  CanadaPost: 'Canada Post',
};

export const carrierName = (carrier: string): string => CARRIERS[carrier] ?? carrier;

/** `GroundAdvantage`, `FEDEX_2_DAY` and `UPSSaver` as people write them, without the carrier in front. */
export function serviceName(carrier: string, service: string): string {
  const words = service
    .replace(/_/g, ' ')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replace(/(\d)([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/\b(\d+)(Nd|Rd|Th|St) /g, (_all, digits: string, ending: string) => `${digits}${ending.toLowerCase()} `);
  const name = carrierName(carrier);
  return words.toLowerCase().startsWith(`${name.toLowerCase()} `) ? words.slice(name.length + 1) : words;
}

/** The same of the pair `carrier|service` that groups of parcels are kept under; one of them may be unknown. */
export function carriedBy(pair: string): string {
  const [carrier = '', service] = pair.split('|');
  return service ? rateLabel(carrier, service) : carrierName(carrier);
}

/** What a customer reads: `UPS Ground`, `USPS Ground Advantage`. */
export const rateLabel = (carrier: string, service: string): string =>
  `${carrierName(carrier)} ${serviceName(carrier, service)}`;
