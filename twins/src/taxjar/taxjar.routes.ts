import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Answer, exchange, withFault } from '../http/exchange.ts';
import type { Collection } from '../store.ts';
import type { TwinContext } from '../twin-context.ts';
import { calculateTax, ratesFor, stateOfZip, type TaxInput, TaxJarFailure } from './calculate-tax.ts';
import { CATEGORIES, COUNTRIES, PROVINCES, STATES } from './tax-tables.ts';

type Raw = Record<string, unknown>;
interface Call {
  id: string;
  body: Raw;
  query: Record<string, string>;
}
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  406: 'Not Acceptable',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

const written = (failure: TaxJarFailure): Answer => ({
  status: failure.status,
  body: { status: failure.status, error: failure.error, detail: failure.detail },
});
const onDemand = (status: number): Answer =>
  written(new TaxJarFailure(status, REASONS[status] ?? 'Error', `Refused with status ${status} on demand.`));
const notFound = (): TaxJarFailure => new TaxJarFailure(404, 'Not Found', 'Resource can not be found');

/** The TaxJar API at `/taxjar/v2`. */
export function registerTaxJar(app: FastifyInstance, context: TwinContext): void {
  const orders: Collection<Raw> = context.store.collection('taxjar.orders');
  const refunds: Collection<Raw> = context.store.collection('taxjar.refunds');
  const customers: Collection<Raw> = context.store.collection('taxjar.customers');

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    const route = (method: Method, path: string, handler: (call: Call) => unknown) =>
      scope.route({
        method,
        url: `/taxjar/v2/${path}`,
        handler: (request, reply) =>
          exchange(context, 'taxjar', request, reply, (fault) =>
            withFault(fault, onDemand, () => answer(request, handler)),
          ),
      });

    route('GET', 'categories', () => ({ categories: CATEGORIES }));
    route('POST', 'taxes', ({ body }) => {
      const customer = customers.get(String(body.customer_id ?? ''));
      return calculateTax({
        ...(customer ? { exemption_type: String(customer.exemption_type) } : {}),
        ...body,
      } as TaxInput);
    });
    route('GET', 'rates/:id', ({ id, query }) => ({ rate: showRates(id, query) }));
    route('GET', 'nexus/regions', () => ({
      regions: Object.entries(STATES)
        .filter(([, rule]) => rule.rate + rule.local > 0)
        .map(([code, rule]) => ({
          country_code: 'US',
          country: 'United States',
          region_code: code,
          region: rule.name,
        })),
    }));
    route('GET', 'summary_rates', () => ({
      summary_rates: [
        ...Object.entries(STATES).map(([code, rule]) => ({
          country_code: 'US',
          country: 'United States',
          region_code: code,
          region: rule.name,
          minimum_rate: { label: 'State Tax', rate: rule.rate },
          average_rate: { label: 'Tax', rate: Number((rule.rate + rule.local / 2).toFixed(5)) },
        })),
        ...Object.entries(COUNTRIES).map(([code, rule]) => ({
          country_code: code,
          country: rule.name,
          region_code: null,
          region: null,
          minimum_rate: { label: 'VAT', rate: rule.standard },
          average_rate: { label: 'VAT', rate: rule.standard },
        })),
      ],
    }));
    route('GET', 'validation', ({ query }) => {
      const vat = String(query.vat ?? '')
        .replaceAll(/\s/g, '')
        .toUpperCase();
      const country = vat.slice(0, 2);
      const isValid = country in COUNTRIES && /^[A-Z]{2}[A-Z0-9]{8,12}$/.test(vat);
      return {
        validation: {
          valid: isValid,
          exists: isValid,
          vies_available: true,
          vies_response: {
            country_code: country,
            vat_number: vat.slice(2),
            request_date: context.clock.now().toISOString().slice(0, 10),
            valid: isValid,
            name: isValid ? 'TEST COMPANY' : '',
            address: '',
          },
        },
      };
    });
    route('POST', 'addresses/validate', ({ body }) => {
      const state = stateOfZip(String(body.zip ?? ''));
      if (!body.zip || (body.state && state !== String(body.state).toUpperCase())) throw notFound();
      return {
        addresses: [{ country: 'US', state, zip: body.zip, city: body.city ?? null, street: body.street ?? null }],
      };
    });
    transactions(route, 'order', orders);
    transactions(route, 'refund', refunds);
    customerRoutes(route, customers);
    scope.all('/taxjar/v2/*', (request, reply) =>
      exchange(context, 'taxjar', request, reply, () => written(notFound())),
    );
  });
}

function answer(request: FastifyRequest, handler: (call: Call) => unknown): Answer {
  try {
    if (!/^(Bearer .+|Token token=.+)$/i.test(request.headers.authorization ?? ''))
      throw new TaxJarFailure(
        401,
        'Unauthorized',
        `Not Authorized for route '${request.method} ${request.url.replace('/taxjar', '').split('?')[0]}'`,
      );
    const body = typeof request.body === 'string' && request.body ? (JSON.parse(request.body) as Raw) : {};
    const { id = '' } = request.params as { id?: string };
    const result = handler({ id, body, query: request.query as Record<string, string> });
    const isNew = request.method === 'POST' && /\/(orders|refunds|customers)$/.test(request.url);
    return { status: isNew ? 201 : 200, body: result };
  } catch (error) {
    if (error instanceof TaxJarFailure) return written(error);
    if (error instanceof SyntaxError)
      return written(new TaxJarFailure(400, 'Bad Request', 'The request body is not valid JSON'));
    throw error;
  }
}

/** TaxJar shows rates as text. */
function showRates(zip: string, query: Record<string, string>): Raw {
  const country = (query.country ?? 'US').toUpperCase();
  const foreign = COUNTRIES[country];
  if (foreign)
    return {
      country,
      name: foreign.name,
      standard_rate: String(foreign.standard),
      reduced_rate: String(foreign.reduced),
      super_reduced_rate: '0.0',
      parking_rate: '0.0',
      distance_sale_threshold: '0.0',
      freight_taxable: true,
    };
  if (country === 'CA') {
    const province = (query.state ?? '').toUpperCase();
    const [gst, pst] = PROVINCES[province] ?? [];
    if (gst === undefined || pst === undefined) throw notFound();
    return {
      zip,
      state: province,
      country: 'CA',
      combined_rate: String(Number((gst + pst).toFixed(5))),
      freight_taxable: true,
    };
  }
  const state = stateOfZip(zip);
  if (!state || !/^\d{5}/.test(zip)) throw notFound();
  const rates = ratesFor(state, zip);
  return {
    zip,
    country: 'US',
    country_rate: '0.0',
    state,
    state_rate: String(rates.state),
    county: rates.countyName ?? '',
    county_rate: String(rates.county),
    city: (query.city ?? '').toUpperCase(),
    city_rate: String(rates.city),
    combined_district_rate: String(rates.special),
    combined_rate: String(rates.combined),
    freight_taxable: STATES[state]?.freight === true,
  };
}

const REQUIRED = [
  'transaction_id',
  'transaction_date',
  'to_country',
  'to_zip',
  'to_state',
  'amount',
  'shipping',
  'sales_tax',
];

/** Orders and refunds reported for filing; both kinds work alike. */
function transactions(
  route: (method: Method, path: string, handler: (call: Call) => unknown) => void,
  noun: 'order' | 'refund',
  shelf: Collection<Raw>,
): void {
  const plural = `${noun}s`;
  const byId = (id: string): Raw => {
    const known = shelf.get(id);
    if (!known) throw notFound();
    return known;
  };
  route('GET', `transactions/${plural}`, ({ query }) => {
    const from = query.from_transaction_date ?? query.transaction_date ?? '0000';
    const to = query.to_transaction_date ?? query.transaction_date ?? '9999';
    const day = (item: Raw): string => String(item.transaction_date).slice(0, 10).replaceAll('/', '-');
    const wanted = shelf.filter(
      (item) => day(item) >= from.replaceAll('/', '-') && day(item) <= to.replaceAll('/', '-'),
    );
    return { [plural]: wanted.map((item) => item.transaction_id) };
  });
  route('GET', `transactions/${plural}/:id`, ({ id }) => ({ [noun]: byId(id) }));
  route('POST', `transactions/${plural}`, ({ body }) => {
    const required = noun === 'refund' ? [...REQUIRED, 'transaction_reference_id'] : REQUIRED;
    for (const field of required)
      if (body[field] === undefined || body[field] === '')
        throw new TaxJarFailure(400, 'Bad Request', `No ${field.replaceAll('_', ' ')} provided`);
    const id = String(body.transaction_id);
    if (shelf.get(id))
      throw new TaxJarFailure(
        422,
        'Unprocessable Entity',
        'Provider transaction already imported for your user account',
      );
    return {
      [noun]: shelf.set(id, {
        user_id: 1,
        provider: 'api',
        exemption_type: null,
        transaction_reference_id: null,
        ...body,
      }),
    };
  });
  route('PUT', `transactions/${plural}/:id`, ({ id, body }) => ({ [noun]: shelf.set(id, { ...byId(id), ...body }) }));
  route('DELETE', `transactions/${plural}/:id`, ({ id }) => {
    const gone = byId(id);
    shelf.delete(id);
    return {
      [noun]: {
        ...Object.fromEntries(Object.keys(gone).map((key) => [key, null])),
        transaction_id: id,
        user_id: 1,
        provider: 'api',
        line_items: [],
      },
    };
  });
}

function customerRoutes(
  route: (method: Method, path: string, handler: (call: Call) => unknown) => void,
  customers: Collection<Raw>,
): void {
  const byId = (id: string): Raw => {
    const known = customers.get(id);
    if (!known) throw notFound();
    return known;
  };
  route('GET', 'customers', () => ({ customers: customers.all().map((customer) => customer.customer_id) }));
  route('GET', 'customers/:id', ({ id }) => ({ customer: byId(id) }));
  route('POST', 'customers', ({ body }) => {
    if (!body.customer_id || !body.exemption_type || !body.name)
      throw new TaxJarFailure(400, 'Bad Request', 'customer_id, exemption_type and name are required');
    return { customer: customers.set(String(body.customer_id), { exempt_regions: [], ...body }) };
  });
  route('PUT', 'customers/:id', ({ id, body }) => ({ customer: customers.set(id, { ...byId(id), ...body }) }));
  route('DELETE', 'customers/:id', ({ id }) => {
    const customer = byId(id);
    customers.delete(id);
    return { customer };
  });
}
