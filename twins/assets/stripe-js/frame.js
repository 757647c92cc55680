// The document inside an element's frame. It alone sees card numbers, and sends them to the API of its own origin.
(() => {
  const root = document.getElementById('root');
  const query = new URLSearchParams(location.search);
  const type = query.get('type');
  const api = new URL('../v1/', location.href.split('?')[0]).href;

  let port = null;
  let settings = { options: {}, elements: {}, key: '', locale: 'en' };
  /** Fields by name: { input, error, check } */
  const fields = new Map();
  let lastChange = '';

  const COUNTRIES = {
    US: 'United States',
    CA: 'Canada',
    GB: 'United Kingdom',
    AU: 'Australia',
    AT: 'Austria',
    BE: 'Belgium',
    DK: 'Denmark',
    FI: 'Finland',
    FR: 'France',
    DE: 'Germany',
    IE: 'Ireland',
    IT: 'Italy',
    JP: 'Japan',
    LU: 'Luxembourg',
    NL: 'Netherlands',
    NZ: 'New Zealand',
    NO: 'Norway',
    PL: 'Poland',
    PT: 'Portugal',
    ES: 'Spain',
    SE: 'Sweden',
    CH: 'Switzerland',
  };
  const POSTAL = {
    US: ['ZIP code', /^\d{5}(-\d{4})?$/, '12345'],
    GB: ['Postal code', /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i, 'WS11 1DB'],
    CA: ['Postal code', /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i, 'M5T 1T4'],
  };
  const BRANDS = [
    ['visa', /^4/, 'VISA'],
    ['mastercard', /^(5[1-5]|2[2-7])/, 'MASTERCARD'],
    ['amex', /^3[47]/, 'AMEX'],
    ['discover', /^(6011|64|65)/, 'DISCOVER'],
    ['diners', /^3[0689]/, 'DINERS'],
    ['jcb', /^35/, 'JCB'],
  ];

  const digits = (text) => text.replace(/\D/g, '');
  const brandOf = (number) => BRANDS.find(([, pattern]) => pattern.test(number)) ?? ['unknown', /^/, ''];
  const lengthOf = (brand) => (brand === 'amex' ? 15 : brand === 'diners' ? 16 : 16);

  function luhn(number) {
    let sum = 0;
    [...number].reverse().forEach((digit, index) => {
      const doubled = index % 2 ? Number(digit) * 2 : Number(digit);
      sum += doubled > 9 ? doubled - 9 : doubled;
    });
    return sum % 10 === 0;
  }

  function groupNumber(number) {
    const groups = brandOf(number)[0] === 'amex' ? [4, 6, 5] : [4, 4, 4, 4, 3];
    const parts = [];
    let rest = number;
    for (const size of groups) {
      if (!rest) break;
      parts.push(rest.slice(0, size));
      rest = rest.slice(size);
    }
    return parts.join(' ');
  }

  // Each check answers undefined, or the code and sentence of what is wrong.
  const wrong = (code, message) => ({ type: 'validation_error', code, message });
  const CHECKS = {
    number(value) {
      const number = digits(value);
      if (!number || number.length < lengthOf(brandOf(number)[0]))
        return wrong('incomplete_number', 'Your card number is incomplete.');
      if (!luhn(number)) return wrong('invalid_number', 'Your card number is invalid.');
    },
    expiry(value) {
      const [month, year] = value.split('/').map((part) => digits(part ?? ''));
      if (!month || !year || year.length < 2)
        return wrong('incomplete_expiry', "Your card's expiration date is incomplete.");
      const now = new Date();
      const fullYear = 2000 + Number(year);
      if (Number(month) < 1 || Number(month) > 12)
        return wrong('invalid_expiry_month', "Your card's expiration month is invalid.");
      if (fullYear > now.getFullYear() + 50)
        return wrong('invalid_expiry_year', "Your card's expiration year is invalid.");
      if (fullYear < now.getFullYear())
        return wrong('invalid_expiry_year_past', "Your card's expiration year is in the past.");
      if (fullYear === now.getFullYear() && Number(month) < now.getMonth() + 1)
        return wrong('invalid_expiry_month_past', "Your card's expiration date is in the past.");
    },
    cvc(value) {
      const wanted = brandOf(digits(fields.get('number')?.input.value ?? ''))[0] === 'amex' ? 4 : 3;
      if (digits(value).length < wanted) return wrong('incomplete_cvc', "Your card's security code is incomplete.");
    },
    postal(value) {
      const country = fields.get('country')?.input.value ?? 'US';
      const rule = POSTAL[country];
      if (!value.trim() || (rule && !rule[1].test(value.trim())))
        return country === 'US'
          ? wrong('incomplete_zip', value.trim() ? 'Your ZIP is invalid.' : 'Your ZIP is incomplete.')
          : wrong('incomplete_zip', 'Your postal code is incomplete.');
    },
    email(value) {
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()))
        return wrong(
          value.trim() ? 'invalid_email' : 'incomplete_email',
          value.trim() ? 'Your email is invalid.' : 'Your email is incomplete.',
        );
    },
    filled(value) {
      if (!value.trim()) return wrong('incomplete_field', 'This field is incomplete.');
    },
  };

  function element(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes))
      if (value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
    node.append(...children);
    return node;
  }

  /** A labelled input with its own error line. */
  function field(name, label, { check, className = '', hideLabel = false, options, value = '', ...attributes } = {}) {
    const id = `Field-${name}Input`;
    const input = options
      ? element(
          'select',
          { id, name, ...attributes },
          ...options.map(([key, text]) => element('option', { value: key, selected: key === value }, text)),
        )
      : element('input', {
          id,
          name,
          type: 'text',
          value,
          'aria-describedby': `${id}-error`,
          'aria-invalid': 'false',
          spellcheck: 'false',
          ...attributes,
        });
    const box = element('span', { class: `box${options ? ' select' : ''}` }, input);
    const error = element('p', { class: 'error', id: `${id}-error`, role: 'alert' });
    const labelNode = element('label', { class: hideLabel ? 'hidden-label' : 'label', for: id }, label);
    fields.set(name, { input, error, check, box, label: labelNode, touched: false });
    input.addEventListener('input', () => {
      if (fields.get(name).touched) show(name);
      changed();
    });
    input.addEventListener('focus', () => say('focus'));
    input.addEventListener('blur', () => {
      if (input.value) {
        fields.get(name).touched = true;
        show(name);
      }
      say('blur');
    });
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') say('escape');
    });
    return element('div', { class: `field ${className}` }, labelNode, box, hideLabel ? '' : error);
  }

  function show(name) {
    const { input, error, check } = fields.get(name);
    const problem = check?.(input.value);
    input.setAttribute('aria-invalid', String(Boolean(problem)));
    error.textContent = problem?.message ?? '';
    resize();
    return problem;
  }

  function bindCardFormatting() {
    const number = fields.get('number').input;
    const expiry = fields.get('expiry').input;
    const cvc = fields.get('cvc').input;
    const badge = element('span', { class: 'brand', hidden: true, 'aria-live': 'polite' });
    fields.get('number').box.append(badge);
    number.addEventListener('input', () => {
      const before = digits(number.value.slice(0, number.selectionStart)).length;
      const [brand, , title] = brandOf(digits(number.value));
      const clean = digits(number.value).slice(0, brand === 'unknown' ? 19 : lengthOf(brand));
      number.value = groupNumber(clean);
      let position = 0;
      for (let seen = 0; position < number.value.length && seen < before; position += 1)
        if (/\d/.test(number.value[position])) seen += 1;
      number.setSelectionRange(position, position);
      badge.textContent = title;
      badge.hidden = !title || !clean;
      cvc.maxLength = brand === 'amex' ? 4 : 3;
      cvc.placeholder = brand === 'amex' ? '1234' : 'CVC';
      if (
        clean.length === lengthOf(brand) &&
        luhn(clean) &&
        document.activeElement === number &&
        position === number.value.length
      )
        expiry.focus();
    });
    expiry.addEventListener('input', (event) => {
      let text = digits(expiry.value);
      if (/^[2-9]$/.test(text)) text = `0${text}`;
      // "1 / " and then Backspace must not put the slash back.
      const isErasing = event.inputType?.startsWith('delete');
      if (text.length > 4 && text.length >= 6) text = text.slice(0, 2) + text.slice(4, 6);
      text = text.slice(0, 4);
      expiry.value =
        text.length >= 2 && !(isErasing && text.length === 2) ? `${text.slice(0, 2)} / ${text.slice(2)}` : text;
      if (text.length === 4 && !CHECKS.expiry(expiry.value) && document.activeElement === expiry) cvc.focus();
    });
    cvc.addEventListener('input', () => {
      cvc.value = digits(cvc.value).slice(0, cvc.maxLength > 0 ? cvc.maxLength : 4);
    });
  }

  // ---------------------------------------------------------------- what each element looks like

  const countryOptions = () => Object.entries(COUNTRIES);
  const cardAttributes = {
    number: { placeholder: '1234 1234 1234 1234', inputmode: 'numeric', autocomplete: 'cc-number' },
    expiry: { placeholder: 'MM / YY', inputmode: 'numeric', autocomplete: 'cc-exp' },
    cvc: { placeholder: 'CVC', inputmode: 'numeric', autocomplete: 'cc-csc', maxlength: '3' },
  };

  function defaults() {
    return settings.options.defaultValues?.billingDetails ?? {};
  }

  /** 'never' hides a field the page collects itself. */
  function hides(part, detail) {
    const wish = settings.options.fields?.billingDetails;
    if (wish === 'never') return true;
    const inner = wish?.[part];
    return inner === 'never' || inner?.[detail] === 'never';
  }

  function drawPayment() {
    const country = defaults().address?.country ?? 'US';
    const grid = element(
      'div',
      { class: 'grid' },
      field('number', 'Card number', { check: CHECKS.number, className: 'wide', ...cardAttributes.number }),
      field('expiry', 'Expiration date', {
        check: CHECKS.expiry,
        'aria-label': 'Expiration date MM / YY',
        ...cardAttributes.expiry,
      }),
      field('cvc', 'Security code', { check: CHECKS.cvc, 'aria-label': 'Security code CVC', ...cardAttributes.cvc }),
    );
    if (!hides('address', 'country'))
      grid.append(
        field('country', 'Country', { options: countryOptions(), value: country, autocomplete: 'billing country' }),
      );
    if (!hides('address', 'postalCode'))
      grid.append(
        field('postal', POSTAL[country]?.[0] ?? 'Postal code', {
          check: CHECKS.postal,
          autocomplete: 'billing postal-code',
          placeholder: POSTAL[country]?.[2] ?? '',
          value: defaults().address?.postal_code ?? '',
        }),
      );
    root.append(grid);
    if (settings.options.terms?.card !== 'never' && settings.elements.setupFutureUsage === 'off_session')
      root.append(
        element(
          'p',
          { class: 'hint' },
          'By providing your card information, you allow this shop to charge your card for future payments in accordance with their terms.',
        ),
      );
    fields.get('country')?.input.addEventListener('change', () => {
      const postal = fields.get('postal');
      const rule = POSTAL[fields.get('country').input.value];
      if (!postal) return;
      postal.label.textContent = rule?.[0] ?? 'Postal code';
      postal.input.placeholder = rule?.[2] ?? '';
      if (postal.touched) show('postal');
      changed();
    });
    bindCardFormatting();
  }

  function drawCard() {
    const line = element(
      'div',
      { class: 'line' },
      field('number', 'Card number', {
        check: CHECKS.number,
        hideLabel: true,
        className: 'number',
        ...cardAttributes.number,
      }),
      field('expiry', 'Expiration date MM / YY', {
        check: CHECKS.expiry,
        hideLabel: true,
        className: 'short',
        ...cardAttributes.expiry,
      }),
      field('cvc', 'CVC', { check: CHECKS.cvc, hideLabel: true, className: 'cvc', ...cardAttributes.cvc }),
    );
    if (!settings.options.hidePostalCode)
      line.append(
        field('postal', 'ZIP', {
          check: CHECKS.filled,
          hideLabel: true,
          className: 'short',
          placeholder: 'ZIP',
          autocomplete: 'billing postal-code',
        }),
      );
    root.append(line);
    bindCardFormatting();
  }

  function drawAddress() {
    const given = settings.options.defaultValues ?? {};
    const address = given.address ?? {};
    root.append(
      element(
        'div',
        { class: 'grid' },
        field('name', 'Full name', {
          check: CHECKS.filled,
          className: 'wide',
          autocomplete: 'name',
          placeholder: 'First and last name',
          value: given.name ?? '',
        }),
        field('country', 'Country or region', {
          options: countryOptions().filter(
            ([code]) => !settings.options.allowedCountries || settings.options.allowedCountries.includes(code),
          ),
          value: address.country ?? 'US',
          className: 'wide',
          autocomplete: 'country',
        }),
        field('line1', 'Address line 1', {
          check: CHECKS.filled,
          className: 'wide',
          autocomplete: 'address-line1',
          placeholder: 'Street address',
          value: address.line1 ?? '',
        }),
        field('line2', 'Address line 2', {
          className: 'wide',
          autocomplete: 'address-line2',
          placeholder: 'Apt., suite, unit number, etc. (optional)',
          value: address.line2 ?? '',
        }),
        field('city', 'City', { check: CHECKS.filled, autocomplete: 'address-level2', value: address.city ?? '' }),
        field('state', 'State', { autocomplete: 'address-level1', value: address.state ?? '' }),
        field('postal', 'ZIP code', {
          check: CHECKS.postal,
          autocomplete: 'postal-code',
          value: address.postal_code ?? '',
        }),
        ...(settings.options.fields?.phone === 'always'
          ? [
              field('phone', 'Phone number', {
                check: CHECKS.filled,
                autocomplete: 'tel',
                inputmode: 'tel',
                value: given.phone ?? '',
              }),
            ]
          : []),
      ),
    );
  }

  function drawLink() {
    root.append(
      field('email', 'Email', {
        check: CHECKS.email,
        type: 'email',
        autocomplete: 'email',
        inputmode: 'email',
        placeholder: 'you@example.com',
        value: settings.options.defaultValues?.email ?? '',
      }),
    );
  }

  function drawWallets() {
    const wishes = settings.options.paymentMethods ?? {};
    const offered = [
      ['google_pay', 'Google Pay', wishes.googlePay],
      ['apple_pay', 'Apple Pay', wishes.applePay],
      ['link', 'Link', wishes.link],
    ].filter(([, , wish]) => wish !== 'never');
    const row = element('div', { class: 'wallets' });
    for (const [name, title] of offered) {
      const button = element('button', { type: 'button', 'aria-label': `${title} (test)` }, `${title} · test`);
      button.addEventListener('click', () => say('confirm', { expressPaymentType: name }));
      row.append(button);
    }
    root.append(row);
  }

  /** The sheet a wallet button opens: a document of its own, over the page. */
  function drawSheet() {
    const money = (minor) =>
      new Intl.NumberFormat('en', { style: 'currency', currency: query.get('currency') ?? 'usd' }).format(minor / 100);
    const lines = JSON.parse(query.get('lines') ?? '[]');
    const answer = (result) => parent.postMessage({ twin: 'overlay', result }, '*');
    const list = element(
      'dl',
      {},
      ...lines.flatMap((line) => [element('dt', {}, line.name), element('dd', {}, money(line.amount))]),
      element('dt', { class: 'total' }, 'Total'),
      element('dd', { class: 'total' }, money(Number(query.get('amount')))),
    );
    const pay = element('button', { type: 'button' }, 'Pay');
    const cancel = element('button', { type: 'button', class: 'quiet' }, 'Cancel');
    pay.addEventListener('click', () => answer(true));
    cancel.addEventListener('click', () => answer(false));
    document.addEventListener('keydown', (event) => event.key === 'Escape' && answer(false));
    document.body.replaceChildren(
      element(
        'main',
        { class: 'sheet' },
        element('h1', {}, 'Test wallet'),
        element('p', {}, 'Visa ···· 4242 · Ada Lovelace, 1 Market Street, San Francisco'),
        list,
        element('span', { class: 'spacer' }),
        pay,
        cancel,
      ),
    );
    pay.focus();
  }

  const DRAW = {
    payment: drawPayment,
    card: drawCard,
    address: drawAddress,
    linkAuthentication: drawLink,
    expressCheckout: drawWallets,
  };

  // ---------------------------------------------------------------- talking to the page

  function say(event, data) {
    port?.postMessage({ event, data });
  }

  function problems() {
    return [...fields].map(([name, { input, check }]) => [name, check?.(input.value)]).filter(([, problem]) => problem);
  }

  function addressValue() {
    const read = (name) => fields.get(name)?.input.value.trim() || null;
    return {
      name: read('name'),
      ...(fields.has('phone') ? { phone: read('phone') } : {}),
      address: {
        line1: read('line1'),
        line2: read('line2'),
        city: read('city'),
        state: read('state'),
        postal_code: read('postal'),
        country: read('country'),
      },
    };
  }

  function value() {
    const complete = problems().length === 0;
    const isNew = true;
    if (type === 'address')
      return { complete, isNewAddress: isNew, mode: settings.options.mode ?? 'shipping', value: addressValue() };
    if (type === 'linkAuthentication') return { complete, value: { email: fields.get('email').input.value.trim() } };
    return { complete };
  }

  function changed() {
    const open = problems();
    const isEmpty = [...fields.values()].every(({ input }) => input.tagName === 'SELECT' || !input.value);
    const shown = open.find(([name]) => fields.get(name).touched);
    const brand = fields.has('number') ? brandOf(digits(fields.get('number').input.value))[0] : undefined;
    const event = {
      complete: open.length === 0,
      empty: isEmpty,
      collapsed: false,
      ...(type === 'payment' ? { value: { type: 'card' } } : {}),
      ...(type === 'card'
        ? { brand, value: { postalCode: fields.get('postal')?.input.value ?? '' }, error: shown?.[1] }
        : {}),
      ...(type === 'address' || type === 'linkAuthentication' ? value() : {}),
    };
    if (JSON.stringify(event) === lastChange) return;
    lastChange = JSON.stringify(event);
    say('change', event);
  }

  function resize() {
    port?.postMessage({ event: 'resize', height: Math.ceil(root.getBoundingClientRect().height) });
  }

  function paint() {
    const appearance = settings.elements.appearance ?? {};
    const variables = appearance.variables ?? {};
    const style = document.documentElement.style;
    document.documentElement.dataset.theme = appearance.theme ?? 'stripe';
    document.documentElement.lang =
      String(settings.locale).slice(0, 2) === 'au' ? 'en' : String(settings.locale).slice(0, 2);
    const MAP = {
      colorPrimary: '--primary',
      colorBackground: '--background',
      colorText: '--text',
      colorTextSecondary: '--secondary',
      colorTextPlaceholder: '--placeholder',
      colorDanger: '--danger',
      colorBorder: '--border',
      fontFamily: '--font',
      fontSizeBase: '--size',
      borderRadius: '--radius',
      spacingUnit: '--unit',
    };
    for (const [name, property] of Object.entries(MAP)) {
      const wish = variables[name];
      // Values come from the page: kept to one declaration's worth of harmless characters.
      if (typeof wish === 'string' && /^[\w#%.,()\s'"/+*-]+$/.test(wish)) style.setProperty(property, wish);
      else style.removeProperty(property);
    }
    const border = /(#[0-9a-f]{3,8}|rgba?\([^)]+\)|hsla?\([^)]+\)|oklch\([^)]+\))/i.exec(
      appearance.rules?.['.Input']?.border ?? appearance.rules?.['.Input']?.borderColor ?? '',
    )?.[1];
    if (border) style.setProperty('--border', border);
    const cardStyle = settings.options.style?.base;
    if (type === 'card' && cardStyle?.color) style.setProperty('--text', cardStyle.color);
    if (type === 'card' && cardStyle?.fontSize) style.setProperty('--size', cardStyle.fontSize);
    const isLocked = settings.options.readOnly === true || settings.options.disabled === true;
    for (const { input } of fields.values()) input.disabled = isLocked;
    resize();
  }

  function validateAll() {
    for (const [name, entry] of fields) {
      entry.touched = true;
      show(name);
    }
    changed();
    const [first] = problems();
    if (first) fields.get(first[0]).input.focus();
    return first?.[1];
  }

  function methodData(details, params) {
    const [month, year] = fields.get('expiry').input.value.split('/').map(digits);
    const billing = details.billing ?? {};
    const read = (name) => fields.get(name)?.input.value.trim() || undefined;
    const asked = params?.payment_method_data?.billing_details ?? params?.billing_details ?? {};
    return {
      type: 'card',
      ...(params?.payment_method_data?.allow_redisplay ? {} : {}),
      billing_details: {
        name: asked.name ?? billing.name,
        email: asked.email ?? billing.email,
        phone: asked.phone ?? billing.phone,
        address: {
          ...clean(billing.address),
          ...clean({ country: read('country'), postal_code: read('postal') }),
          ...clean(asked.address),
        },
      },
      card: {
        number: digits(fields.get('number').input.value),
        exp_month: month,
        exp_year: year,
        cvc: fields.get('cvc').input.value,
      },
    };
  }

  const clean = (object) =>
    Object.fromEntries(Object.entries(object ?? {}).filter(([, entry]) => entry !== null && entry !== undefined));

  function form(data) {
    const body = new URLSearchParams();
    (function walk(entry, name) {
      if (entry === undefined || entry === null) return;
      if (typeof entry === 'object')
        for (const [key, inner] of Object.entries(entry)) walk(inner, name ? `${name}[${key}]` : key);
      else body.append(name, String(entry));
    })(data, '');
    return body;
  }

  async function post(path, data) {
    try {
      const response = await fetch(api + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${settings.key}` },
        body: form(data),
      });
      return await response.json();
    } catch {
      return {
        error: {
          type: 'api_connection_error',
          message:
            'We are experiencing issues connecting to our payments provider. You have not been charged. Please check your internet connection and try again.',
        },
      };
    }
  }

  const VERBS = {
    settings(data) {
      settings = data;
      paint();
    },
    submit() {
      const problem = validateAll();
      return problem ? { error: problem } : {};
    },
    value,
    focus: () => void fields.values().next().value?.input.focus(),
    blur: () => void document.activeElement?.blur(),
    collapse: () => undefined,
    clear() {
      for (const { input } of fields.values()) if (input.tagName !== 'SELECT') input.value = '';
      changed();
    },
    async createConfirmationToken({ details, params, context, common }) {
      const problem = validateAll();
      if (problem) return { error: problem };
      const shipping = params.shipping ?? details.shipping;
      const body = await post('confirmation_tokens', {
        ...common,
        shipping,
        client_context: context,
        payment_method_data: methodData(details, params),
      });
      return body.error ? { error: body.error } : { confirmationToken: body };
    },
    async createPaymentMethod({ details, params }) {
      const problem = validateAll();
      if (problem) return { error: problem };
      const body = await post('payment_methods', methodData(details ?? {}, params ?? {}));
      return body.error ? { error: body.error } : { paymentMethod: body };
    },
  };

  async function heard({ data: message }) {
    const answer = await VERBS[message.verb]?.(message.data);
    if (message.number) port.postMessage({ number: message.number, data: answer });
  }

  if (type === 'wallet') {
    drawSheet();
    return;
  }

  window.addEventListener('message', (event) => {
    if (event.source !== parent || event.data?.twin !== 'start' || port) return;
    port = event.ports[0];
    settings = event.data.settings;
    DRAW[type]?.();
    port.onmessage = (message) => void heard(message);
    paint();
    new ResizeObserver(resize).observe(root);
    say(
      'ready',
      type === 'expressCheckout' ? { availablePaymentMethods: { googlePay: true, applePay: true, link: true } } : {},
    );
    if ([...fields.values()].some(({ input }) => input.tagName !== 'SELECT' && input.value)) changed();
  });
  parent.postMessage('twin-frame-ready', '*');
})();
