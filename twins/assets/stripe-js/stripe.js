// Stands in for Stripe.js on a shop's page: the same global, the same objects, no card data. Card fields live in frames of
// this script's own origin; the page talks to them through one MessageChannel per element.
(() => {
  if (window.Stripe?.version) return;

  var script = document.currentScript;
  var base = new URL(script ? script.src : '/', location.href).href
    .replace(/[?#].*$/, '')
    .replace(/\/(stripe\.js\/(v3|endive\/stripe\.js)|v3|endive\/stripe\.js)\/?$/, '');
  var origin = new URL(`${base}/`).origin;

  /** Element types this twin draws, and the height each frame starts with, in pixels. */
  var TYPES = { payment: 330, card: 44, address: 360, linkAuthentication: 76, expressCheckout: 48 };
  var nextId = 1;

  function copy(value) {
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  }

  function merge(target, change) {
    Object.keys(change || {}).forEach((key) => {
      target[key] = change[key];
    });
    return target;
  }

  function integrationError(message) {
    var error = new Error(message);
    error.name = 'IntegrationError';
    return error;
  }

  /** `{ a: { b: 1 }, c: [2] }` as Stripe's form fields. */
  function encode(data) {
    var form = new URLSearchParams();
    (function walk(value, name) {
      if (value === undefined || value === null) return;
      if (typeof value === 'object')
        Object.keys(value).forEach((key) => {
          walk(value[key], name ? `${name}[${key}]` : key);
        });
      else form.append(name, String(value));
    })(data, '');
    return form;
  }

  function emitterOf(target) {
    var handlers = {};
    target.on =
      target.addListener =
      target.addEventListener =
        (type, handler) => {
          handlers[type] = handlers[type] || [];
          handlers[type].push(handler);
          return target;
        };
    target.once = (type, handler) => {
      function once(event) {
        target.off(type, once);
        handler(event);
      }
      return target.on(type, once);
    };
    target.off =
      target.removeListener =
      target.removeEventListener =
        (type, handler) => {
          handlers[type] = (handlers[type] || []).filter((other) => handler && other !== handler);
          return target;
        };
    target.removeAllListeners = () => {
      handlers = {};
      return target;
    };
    target._emit = (type, event) => {
      (handlers[type] || []).slice().forEach((handler) => {
        handler(event);
      });
    };
    target._hears = (type) => (handlers[type] || []).length > 0;
    return target;
  }

  // ---------------------------------------------------------------- one element

  function createElement(stripe, elements, type, options) {
    var id = nextId++;
    var frame = null;
    var port = null;
    var parent = null;
    var questions = {};
    var nextQuestion = 1;
    var destroyed = false;
    var ready = null;
    var element = emitterOf({});

    element._type = type;
    element._elementType = type;
    element._isMounted = () => frame !== null;

    /** Asks the frame to do something and waits for its answer. */
    element._ask = (verb, data) => {
      if (!frame)
        return Promise.resolve({ error: { type: 'validation_error', message: 'The element is not mounted.' } });
      return ready.then(
        () =>
          new Promise((resolve) => {
            var number = nextQuestion++;
            questions[number] = resolve;
            port.postMessage({ verb: verb, number: number, data: data });
          }),
      );
    };

    function settings() {
      return {
        type: type,
        options: copy(options || {}),
        elements: copy(elements._settings()),
        key: stripe._apiKey,
        locale: elements._settings().locale || document.documentElement.lang || 'en',
      };
    }

    function heard(message) {
      if (message.number) {
        const resolve = questions[message.number];
        delete questions[message.number];
        if (resolve) resolve(message.data);
        return;
      }
      if (message.event === 'resize') frame.style.height = `${message.height}px`;
      else if (message.event === 'confirm') wallet(message.data);
      else element._emit(message.event, merge({ elementType: type }, message.data || {}));
    }

    /** A wallet button: the page may refuse the click, then learns what the customer chose. */
    function wallet(data) {
      var answered = false;
      function open(details) {
        if (answered) return;
        answered = true;
        var lines = details?.lineItems || [];
        walletSheet(elements._settings(), data.expressPaymentType, lines).then((accepted) => {
          if (!accepted) return element._emit('cancel', { elementType: type });
          elements._wallet = data.expressPaymentType;
          element._emit('confirm', {
            elementType: type,
            expressPaymentType: data.expressPaymentType,
            billingDetails: {
              name: 'Ada Lovelace',
              email: 'ada@example.com',
              phone: '+14155550100',
              address: WALLET_ADDRESS,
            },
            shippingAddress: { name: 'Ada Lovelace', address: WALLET_ADDRESS },
            shippingRate: (details?.shippingRates || [])[0],
            paymentFailed: () => {},
          });
        });
      }
      if (element._hears('click'))
        element._emit('click', {
          elementType: type,
          expressPaymentType: data.expressPaymentType,
          resolve: open,
          reject: () => {
            answered = true;
          },
        });
      else open();
    }

    element.mount = (target) => {
      if (destroyed) throw integrationError('This Element has already been destroyed. Please create a new one.');
      var node = typeof target === 'string' ? document.querySelector(target) : target;
      if (!node)
        throw integrationError(
          `The selector you specified (${target}) applies to no DOM elements that are currently on the page.`,
        );
      if (parent === node) return element;
      if (frame) element.unmount();
      parent = node;
      node.classList.add('StripeElement');
      while (node.firstChild) node.removeChild(node.firstChild);
      frame = document.createElement('iframe');
      frame.name = `__privateStripeFrame${id}`;
      frame.title =
        type === 'expressCheckout'
          ? 'Secure express checkout frame'
          : type === 'address'
            ? 'Secure address input frame'
            : 'Secure payment input frame';
      frame.setAttribute('allow', 'payment *; clipboard-write');
      frame.style.cssText =
        'border:0;display:block;width:100%;min-width:100%;margin:0;padding:0;overflow:hidden;color-scheme:normal;background:transparent;height:' +
        TYPES[type] +
        'px';
      var mounted = frame;
      ready = new Promise((resolve) => {
        function greet(event) {
          if (event.source !== mounted.contentWindow || event.origin !== origin || event.data !== 'twin-frame-ready')
            return;
          window.removeEventListener('message', greet);
          var channel = new MessageChannel();
          port = channel.port1;
          port.onmessage = (message) => {
            if (message.data.event === 'ready') resolve();
            heard(message.data);
          };
          mounted.contentWindow.postMessage({ twin: 'start', settings: settings() }, origin, [channel.port2]);
        }
        window.addEventListener('message', greet);
      });
      frame.addEventListener('error', () => {
        element._emit('loaderror', {
          elementType: type,
          error: { type: 'api_connection_error', message: 'The payment fields could not be loaded.' },
        });
      });
      setTimeout(() => {
        element._emit('loaderstart', { elementType: type });
      }, 0);
      frame.src = `${base}/stripe.js/frame?type=${type}`;
      node.appendChild(frame);
      return element;
    };

    element.unmount = () => {
      if (frame) frame.remove();
      if (parent) parent.classList.remove('StripeElement');
      if (port) port.close();
      frame = port = parent = null;
      return element;
    };

    element.destroy = () => {
      if (destroyed) throw integrationError('This Element has already been destroyed.');
      element.unmount();
      destroyed = true;
      elements._forget(element);
      return element;
    };

    element.update = (change) => {
      options = merge(options || {}, copy(change));
      if (port) port.postMessage({ verb: 'settings', data: settings() });
      return element;
    };

    element._refresh = () => {
      if (port) port.postMessage({ verb: 'settings', data: settings() });
    };

    ['focus', 'blur', 'clear', 'collapse'].forEach((verb) => {
      element[verb] = () => {
        if (verb === 'focus' && frame) frame.focus();
        void element._ask(verb);
        return element;
      };
    });
    element.getValue = () => element._ask('value');
    return element;
  }

  var WALLET_ADDRESS = {
    line1: '1 Market Street',
    line2: null,
    city: 'San Francisco',
    state: 'CA',
    postal_code: '94105',
    country: 'US',
  };

  // ---------------------------------------------------------------- a group of elements

  function createElements(stripe, options) {
    var settings = copy(options) || {};
    var children = [];
    var group = {};
    if (settings.clientSecret === undefined && settings.mode === 'payment' && !(settings.amount >= 0))
      throw integrationError(
        'Invalid value for elements(): amount must be given, in the smallest unit of the currency, when mode is "payment".',
      );

    group._settings = () => settings;
    group._forget = (element) => {
      children = children.filter((other) => other !== element);
    };
    group._first = (types) => children.filter((element) => types.indexOf(element._type) >= 0)[0];
    group._wallet = null;

    group.create = (type, elementOptions) => {
      if (!TYPES[type])
        throw integrationError(
          'A valid Element name must be provided. Valid Elements are: ' +
            Object.keys(TYPES).join(', ') +
            '; you passed: ' +
            type +
            '.',
        );
      if (group._first([type])) throw integrationError(`Can only create one Element of type ${type}.`);
      var element = createElement(stripe, group, type, elementOptions);
      children.push(element);
      return element;
    };
    group.getElement = (type) => {
      var name = typeof type === 'function' ? type.__elementType : type;
      return group._first([name]) || null;
    };
    group.update = (change) => {
      merge(settings, copy(change));
      children.forEach((element) => {
        element._refresh();
      });
    };
    group.fetchUpdates = () => {
      if (!settings.clientSecret) return Promise.resolve({});
      return stripe.retrievePaymentIntent(settings.clientSecret).then((result) => {
        if (result.error) return { error: result.error };
        group.update({ amount: result.paymentIntent.amount, currency: result.paymentIntent.currency });
        return {};
      });
    };
    group.submit = () => {
      if (group._wallet) return Promise.resolve({ selectedPaymentMethod: group._wallet });
      return Promise.all(
        children
          .filter((element) => element._type !== 'expressCheckout' && element._isMounted())
          .map((element) => element._ask('submit')),
      ).then((answers) => {
        var refused = answers.filter((answer) => answer?.error)[0];
        group._submitted = !refused;
        return refused ? { error: refused.error } : { selectedPaymentMethod: 'card' };
      });
    };

    /** What the other elements know about the customer, for the payment method made in the card frame. */
    group._details = () => {
      var address = group._first(['address']);
      var link = group._first(['linkAuthentication']);
      return Promise.all([address?._ask('value'), link?._ask('value')]).then((values) => {
        var details = {};
        var isBilling = address && values[0]?.value;
        if (isBilling) details[values[0].mode === 'shipping' ? 'shipping' : 'billing'] = values[0].value;
        if (values[1]?.value?.email) details.billing = merge(details.billing || {}, { email: values[1].value.email });
        return details;
      });
    };
    return group;
  }

  // ---------------------------------------------------------------- things drawn over the page

  function overlay(label, draw) {
    return new Promise((resolve) => {
      var before = document.activeElement;
      var layer = document.createElement('div');
      layer.style.cssText =
        'position:fixed;inset:0;z-index:2147483647;display:flex;align-items:center;justify-content:center;background:rgba(15,23,42,.55);backdrop-filter:blur(3px)';
      layer.setAttribute('role', 'dialog');
      layer.setAttribute('aria-modal', 'true');
      layer.setAttribute('aria-label', label);
      var frame = document.createElement('iframe');
      frame.title = label;
      frame.style.cssText =
        'border:0;width:min(420px,calc(100vw - 32px));height:min(460px,calc(100vh - 32px));border-radius:14px;box-shadow:0 24px 60px rgba(0,0,0,.35);background:#fff';
      function heard(event) {
        if (event.source !== frame.contentWindow || event.origin !== origin) return;
        if (event.data?.twin !== 'overlay') return;
        window.removeEventListener('message', heard);
        layer.remove();
        if (before?.focus) before.focus();
        resolve(event.data.result);
      }
      window.addEventListener('message', heard);
      frame.src = draw;
      layer.appendChild(frame);
      document.body.appendChild(layer);
      frame.focus();
    });
  }

  function walletSheet(settings, name, lines) {
    var query = new URLSearchParams({
      type: 'wallet',
      wallet: name,
      amount: String(settings.amount || 0),
      currency: settings.currency || 'usd',
      lines: JSON.stringify(lines),
    });
    return overlay('Pay with a test wallet', `${base}/stripe.js/frame?${query}`);
  }

  function challenge(intent, clientSecret) {
    var url =
      base +
      '/stripe/3ds/' +
      encodeURIComponent(intent.id) +
      '?secret=' +
      encodeURIComponent(clientSecret) +
      '&overlay=1';
    return overlay('3D Secure authentication', url);
  }

  // ---------------------------------------------------------------- Stripe(key)

  function Stripe(key, options) {
    if (typeof key !== 'string' || !/^pk_/.test(key))
      throw integrationError(
        'Please call Stripe() with your publishable key. You used a secret key or an empty string.',
      );

    var stripe = {};
    stripe._apiKey = key;
    stripe._keyMode = /^pk_live_/.test(key) ? 'live' : 'test';
    stripe._options = options || {};
    stripe._registerWrapper = () => {};
    stripe.registerAppInfo = () => {};

    function call(method, path, data) {
      var form = encode(data || {});
      var url = base + path + (method === 'GET' && form.toString() ? `?${form}` : '');
      return fetch(url, {
        method: method,
        headers: { authorization: `Bearer ${key}` },
        body: method === 'GET' ? undefined : form,
      })
        .then((response) => response.json())
        .catch(() => ({
          error: {
            type: 'api_connection_error',
            message:
              'We are experiencing issues connecting to our payments provider. You have not been charged. Please check your internet connection and try again.',
          },
        }));
    }

    function intentResult(body) {
      return body.error ? { error: body.error } : { paymentIntent: body };
    }

    function idOf(clientSecret) {
      var match = /^(pi_[A-Za-z0-9]+)_secret_/.exec(clientSecret || '');
      if (!match)
        throw integrationError(
          'Invalid value for stripe.confirmPayment intent secret: value should be a client secret, pi_…_secret_….',
        );
      return match[1];
    }

    /** Runs the challenge an intent asks for and returns the intent as it is afterwards. */
    function follow(result, clientSecret) {
      var intent = result.paymentIntent;
      if (result.error || intent.status !== 'requires_action') return Promise.resolve(result);
      return challenge(intent, clientSecret).then(() =>
        stripe.retrievePaymentIntent(clientSecret).then((after) => {
          if (after.error) return after;
          var last = after.paymentIntent.last_payment_error;
          return after.paymentIntent.status === 'requires_payment_method' && last
            ? { error: merge({ payment_intent: after.paymentIntent }, last) }
            : after;
        }),
      );
    }

    function methodFrom(elements, verb, data) {
      var element = elements._first(['payment', 'card']);
      if (elements._wallet) return Promise.resolve({ wallet: elements._wallet });
      if (!element) throw integrationError('Could not find a mounted payment or card Element to read from.');
      return elements
        ._details()
        .then((details) => element._ask(verb, merge({ details: details, context: contextOf(elements) }, data || {})));
    }

    function contextOf(elements) {
      var settings = elements._settings();
      return settings.clientSecret
        ? {}
        : {
            mode: settings.mode,
            amount: settings.amount,
            currency: settings.currency,
            capture_method: settings.captureMethod,
          };
    }

    stripe.elements = (elementsOptions) => createElements(stripe, elementsOptions);

    stripe.createConfirmationToken = (input) => {
      var elements = input.elements;
      var params = input.params || {};
      if (elements && elements._settings().clientSecret === undefined && !elements._submitted && !elements._wallet)
        return Promise.reject(
          integrationError('elements.submit() must be called before stripe.createConfirmationToken().'),
        );
      var common = {
        return_url: params.return_url || location.href,
        shipping: params.shipping,
        setup_future_usage: params.setup_future_usage || elements?._settings().setupFutureUsage || undefined,
      };
      if (elements?._wallet)
        return call(
          'POST',
          '/v1/confirmation_tokens',
          merge(common, {
            payment_method_data: merge(
              { type: 'card', wallet: elements._wallet === 'apple_pay' ? 'apple_pay' : 'google_pay' },
              params.payment_method_data || {},
            ),
            client_context: contextOf(elements),
          }),
        ).then((body) => (body.error ? { error: body.error } : { confirmationToken: body }));
      if (!elements)
        return call('POST', '/v1/confirmation_tokens', merge(common, { payment_method: input.payment_method })).then(
          (body) => (body.error ? { error: body.error } : { confirmationToken: body }),
        );
      return methodFrom(elements, 'createConfirmationToken', { params: copy(params), common: common });
    };

    stripe.createPaymentMethod = (input, card, billing) => {
      if (typeof input === 'string') input = { type: input, card: card, billing_details: billing?.billing_details };
      if (input.elements)
        return methodFrom(input.elements, 'createPaymentMethod', { params: copy(input.params || {}) });
      if (input.card?._ask)
        return input.card._ask('createPaymentMethod', {
          params: { billing_details: copy(input.billing_details) },
          details: {},
        });
      return call('POST', '/v1/payment_methods', input).then((body) =>
        body.error ? { error: body.error } : { paymentMethod: body },
      );
    };

    stripe.createToken = () =>
      Promise.resolve({
        error: {
          type: 'invalid_request_error',
          message: 'Tokens are not supported; use a ConfirmationToken or a PaymentMethod.',
        },
      });

    stripe.retrievePaymentIntent = (clientSecret) =>
      call('GET', `/v1/payment_intents/${idOf(clientSecret)}`, { client_secret: clientSecret }).then(intentResult);

    stripe.handleNextAction = (input) =>
      stripe.retrievePaymentIntent(input.clientSecret).then((result) => follow(result, input.clientSecret));
    stripe.handleCardAction = (clientSecret) => stripe.handleNextAction({ clientSecret: clientSecret });

    stripe.confirmPayment = (input) => {
      var elements = input.elements;
      var confirmParams = input.confirmParams || {};
      var clientSecret = input.clientSecret || elements?._settings().clientSecret;
      if (!confirmParams.return_url && input.redirect !== 'if_required')
        return Promise.reject(
          integrationError(
            "stripe.confirmPayment(): the `confirmParams.return_url` argument is required when `redirect` is not 'if_required'.",
          ),
        );
      var id = idOf(clientSecret);
      var path = `/v1/payment_intents/${id}/confirm`;

      var making =
        confirmParams.confirmation_token || confirmParams.payment_method
          ? Promise.resolve({ ready: true })
          : (elements._submitted || elements._wallet ? Promise.resolve({}) : elements.submit()).then((submitted) => {
              if (submitted.error) return submitted;
              return stripe.createConfirmationToken({
                elements: elements,
                params: {
                  payment_method_data: confirmParams.payment_method_data,
                  shipping: confirmParams.shipping,
                  return_url: confirmParams.return_url,
                },
              });
            });
      return making
        .then((made) => {
          if (made.error) return made;
          return call(
            'POST',
            path,
            merge(
              {
                client_secret: clientSecret,
                return_url: confirmParams.return_url,
                use_stripe_sdk: true,
                receipt_email: confirmParams.receipt_email,
              },
              made.confirmationToken
                ? { confirmation_token: made.confirmationToken.id }
                : {
                    payment_method: confirmParams.payment_method,
                    confirmation_token: confirmParams.confirmation_token,
                  },
            ),
          ).then(intentResult);
        })
        .then((result) => follow(result, clientSecret))
        .then((result) => {
          if (elements) elements._submitted = false;
          if (result.error || input.redirect === 'if_required') return result;
          var url = new URL(confirmParams.return_url, location.href);
          url.searchParams.set('payment_intent', id);
          url.searchParams.set('payment_intent_client_secret', clientSecret);
          url.searchParams.set('redirect_status', 'succeeded');
          location.assign(url.href);
          return new Promise(() => {});
        });
    };

    stripe.confirmCardPayment = (clientSecret, data, handling) => {
      var path = `/v1/payment_intents/${idOf(clientSecret)}/confirm`;
      var method = data?.payment_method || undefined;
      var making = method?.card?._ask
        ? stripe.createPaymentMethod({ type: 'card', card: method.card, billing_details: method.billing_details })
        : Promise.resolve({ paymentMethod: typeof method === 'string' ? { id: method } : undefined });
      return making.then((made) => {
        if (made.error) return made;
        return call('POST', path, {
          client_secret: clientSecret,
          use_stripe_sdk: true,
          payment_method: made.paymentMethod?.id,
          return_url: data?.return_url,
        })
          .then(intentResult)
          .then((result) => (handling && handling.handleActions === false ? result : follow(result, clientSecret)));
      });
    };
    return stripe;
  }

  Stripe.version = 'endive';
  window.Stripe = Stripe;
})();
