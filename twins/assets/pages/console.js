const node = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick') made.addEventListener('click', value);
    else if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(
    ...children
      .filter((child) => child !== null && child !== undefined)
      .map((child) => (child instanceof Node ? child : String(child))),
  );
  return made;
};

const get = async (path) => (await fetch(path)).json();
const send = (path, body, method = 'POST') =>
  fetch(path, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
  });

const clock = (iso) => new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });

function table(target, heads, rows, empty) {
  const place = document.getElementById(target);
  if (rows.length === 0) return place.replaceChildren(node('div', { class: 'empty' }, empty));
  const head = node('tr', {}, ...heads.map((text) => node('th', { scope: 'col' }, text)));
  place.replaceChildren(node('table', {}, node('thead', {}, head), node('tbody', {}, ...rows)));
}

const SENTENCES = {
  pre_transit: 'label made',
  in_transit: 'in transit',
  out_for_delivery: 'out for delivery',
  delivered: 'delivered',
};

async function parcels() {
  const all = await get('control/easypost/trackers');
  const move = (code, to) => async () => {
    await send(`control/easypost/trackers/${encodeURIComponent(code)}/advance`, to ? { to } : {});
    await parcels();
  };
  const rows = all.map((parcel) =>
    node(
      'tr',
      { id: `tracker-${parcel.trackingCode}` },
      node('td', { class: 'code' }, parcel.trackingCode),
      node('td', {}, [parcel.carrier, parcel.service].filter(Boolean).join(' · ')),
      node('td', {}, parcel.to ?? '—'),
      node('td', {}, node('span', { class: 'tag' }, SENTENCES[parcel.status] ?? parcel.status)),
      node(
        'td',
        {},
        parcel.labelUrl ? node('a', { href: parcel.labelUrl, target: '_blank', rel: 'noopener' }, 'label') : '—',
      ),
      node(
        'td',
        {},
        parcel.next
          ? node(
              'button',
              {
                class: 'main',
                onclick: move(parcel.trackingCode),
                'aria-label': `${SENTENCES[parcel.next]}: ${parcel.trackingCode}`,
              },
              `→ ${SENTENCES[parcel.next]}`,
            )
          : '',
        ' ',
        parcel.next && parcel.next !== 'delivered'
          ? node('button', { onclick: move(parcel.trackingCode, 'delivered') }, 'deliver')
          : '',
        ' ',
        parcel.next ? node('button', { onclick: move(parcel.trackingCode, 'return_to_sender') }, 'return') : '',
      ),
    ),
  );
  table(
    'parcels',
    ['Tracking', 'Service', 'To', 'State', 'Label', 'Move'],
    rows,
    'No parcels yet. Buy a label in the shop’s warehouse.',
  );
}

async function requests() {
  const rows = (await get('control/requests')).map((entry) =>
    node(
      'tr',
      {},
      node('td', {}, clock(entry.at)),
      node('td', {}, entry.service),
      node('td', { class: 'code path' }, `${entry.method} ${entry.path}`),
      node('td', { class: entry.status === 'no answer' || entry.status >= 400 ? 'bad' : 'good' }, entry.status),
      node('td', {}, `${entry.durationMs} ms`),
      node('td', { class: 'bad' }, entry.note ?? ''),
    ),
  );
  table('requests', ['At', 'Service', 'Request', 'Answer', 'Took', ''], rows, 'No requests yet.');
}

async function webhooks() {
  const rows = (await get('control/webhooks')).slice(0, 60).map((entry) =>
    node(
      'tr',
      {},
      node('td', {}, clock(entry.createdAt)),
      node('td', { class: 'code path' }, entry.eventType),
      node(
        'td',
        { class: entry.status === 'delivered' ? 'good' : entry.status === 'failed' || entry.lastError ? 'bad' : '' },
        entry.status,
      ),
      node('td', {}, `${entry.attempts}×`),
      node(
        'td',
        {},
        node(
          'button',
          {
            onclick: () => send(`control/events/${entry.eventId}/redeliver`, { times: 1 }),
            'aria-label': `Send ${entry.eventType} again`,
          },
          'again',
        ),
      ),
    ),
  );
  table('webhooks', ['At', 'Event', 'State', 'Tries', ''], rows, 'Nothing sent yet.');
}

async function cards() {
  const rows = (await get('control/stripe/test-cards')).map((card) =>
    node(
      'tr',
      {},
      node('td', { class: 'code steady' }, card.number.replace(/(\d{4})(?=\d)/g, '$1 ')),
      node('td', {}, card.title),
      node(
        'td',
        {},
        node(
          'button',
          { onclick: () => navigator.clipboard?.writeText(card.number), 'aria-label': `Copy ${card.number}` },
          'copy',
        ),
      ),
    ),
  );
  table('cards', ['Number', 'What it does', ''], rows, '');
}

async function faults() {
  const armed = await get('control/faults');
  document
    .getElementById('faults')
    .replaceChildren(
      ...armed.map((fault) =>
        node(
          'p',
          {},
          node('span', { class: 'tag' }, fault.service),
          ` ${fault.kind}, ${fault.count - fault.hits} left, ${fault.match.path ?? 'any path'}`,
        ),
      ),
    );
}

async function mailCount() {
  const state = await get('control/state');
  const count = state.counts['resend.mails'] ?? 0;
  document.getElementById('mail-count').textContent = count ? `(${count})` : '';
}

document.getElementById('fault-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const path = String(form.get('path')).trim();
  await send('control/faults', {
    service: form.get('service'),
    kind: form.get('kind'),
    status: Number(form.get('status')),
    count: Number(form.get('count')),
    match: path ? { path } : {},
  });
  await faults();
});
document.getElementById('clear-faults').addEventListener('click', async () => {
  await send('control/faults', undefined, 'DELETE');
  await faults();
});

/** At most one refresh of each kind every 250 ms, however much happens. */
const waiting = new Set();
function soon(refresh) {
  if (waiting.has(refresh)) return;
  waiting.add(refresh);
  setTimeout(() => {
    waiting.delete(refresh);
    void refresh();
  }, 250);
}

const live = new EventSource('control/live');
live.addEventListener('requests', () => {
  soon(requests);
  soon(faults);
});
live.addEventListener('webhooks', () => soon(webhooks));
live.addEventListener('trackers', () => {
  soon(parcels);
  soon(webhooks);
});
live.addEventListener('mail', () => soon(mailCount));

await Promise.all([parcels(), requests(), webhooks(), cards(), faults(), mailCount()]);
if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView();
