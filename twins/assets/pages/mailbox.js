const node = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick') made.addEventListener('click', value);
    else if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const list = document.getElementById('mails');
const view = document.getElementById('mail');
const search = document.getElementById('search');
const receiver = document.getElementById('receiver');

let mails = [];
let openId = location.hash.slice(1) || null;
let tab = 'html';

const when = (iso) => {
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  return date.toLocaleString([], isToday ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' });
};

function matching() {
  const wanted = search.value.trim().toLowerCase();
  return mails.filter((mail) => {
    if (receiver.value && !mail.to.includes(receiver.value)) return false;
    return (
      !wanted ||
      [mail.subject, mail.from, ...mail.to, mail.text ?? '', mail.html ?? ''].some((text) =>
        text.toLowerCase().includes(wanted),
      )
    );
  });
}

function drawList() {
  const found = matching();
  list.replaceChildren(
    ...found.map((mail) =>
      node(
        'li',
        {},
        node(
          'button',
          { 'aria-current': String(mail.id === openId), onclick: () => open(mail.id) },
          node(
            'div',
            { class: 'who' },
            node('span', {}, mail.to.join(', ')),
            node('time', { datetime: mail.createdAt }, when(mail.createdAt)),
          ),
          node('div', { class: 'subject' }, mail.subject),
        ),
      ),
    ),
  );
  if (found.length === 0)
    list.append(
      node(
        'li',
        { class: 'empty' },
        mails.length ? 'Nothing matches.' : 'No mail yet. Place an order, or ask for a sign-in link.',
      ),
    );
}

function drawReceivers() {
  const chosen = receiver.value;
  const all = [...new Set(mails.flatMap((mail) => mail.to))].sort();
  receiver.replaceChildren(
    node('option', { value: '' }, 'All receivers'),
    ...all.map((address) => node('option', { value: address }, address)),
  );
  receiver.value = all.includes(chosen) ? chosen : '';
}

function bodyOf(mail) {
  if (tab === 'html' && mail.html) {
    // No scripts and no origin of its own; links open outside the frame.
    const frame = node('iframe', {
      sandbox: 'allow-popups allow-popups-to-escape-sandbox',
      title: `Mail: ${mail.subject}`,
    });
    frame.srcdoc = `<base target="_blank">${mail.html}`;
    return frame;
  }
  if (tab === 'headers') {
    const lines = {
      From: mail.from,
      To: mail.to.join(', '),
      Cc: mail.cc.join(', '),
      Bcc: mail.bcc.join(', '),
      'Reply-To': mail.replyTo.join(', '),
      Subject: mail.subject,
      Date: new Date(mail.createdAt).toUTCString(),
      'Message-ID': `<${mail.id}>`,
      ...mail.headers,
      ...Object.fromEntries(mail.tags.map((tag) => [`Tag ${tag.name}`, tag.value])),
    };
    return node(
      'pre',
      {},
      Object.entries(lines)
        .filter(([, value]) => value)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
    );
  }
  if (tab === 'files')
    return node(
      'ul',
      { class: 'files' },
      ...mail.attachments.map((file) =>
        node(
          'li',
          {},
          node(
            'a',
            {
              download: file.filename,
              href: file.content ? `data:application/octet-stream;base64,${file.content}` : file.path,
            },
            `${file.filename} (${file.contentType})`,
          ),
        ),
      ),
    );
  return node('pre', {}, mail.text ?? '(no text part)');
}

function drawMail() {
  const mail = mails.find((each) => each.id === openId);
  if (!mail) return view.replaceChildren(node('div', { class: 'empty' }, mails.length ? 'Choose a mail.' : ''));
  const tabs = [
    ['html', 'Message', mail.html],
    ['text', 'Plain text', mail.text],
    ['headers', 'Headers', true],
    ['files', `Attachments (${mail.attachments.length})`, mail.attachments.length],
  ].filter(([, , has]) => has);
  if (!tabs.some(([name]) => name === tab)) tab = tabs[0][0];
  view.replaceChildren(
    node(
      'div',
      { class: 'head' },
      node('h2', {}, mail.subject),
      node(
        'dl',
        {},
        node('dt', {}, 'From'),
        node('dd', {}, mail.from),
        node('dt', {}, 'To'),
        node('dd', {}, mail.to.join(', ')),
        node('dt', {}, 'Sent'),
        node('dd', {}, new Date(mail.createdAt).toLocaleString()),
      ),
    ),
    node(
      'div',
      { class: 'tabs', role: 'tablist' },
      ...tabs.map(([name, title]) =>
        node(
          'button',
          {
            role: 'tab',
            'aria-selected': String(name === tab),
            onclick: () => {
              tab = name;
              drawMail();
            },
          },
          title,
        ),
      ),
    ),
    node('div', { class: 'body', role: 'tabpanel' }, bodyOf(mail)),
  );
}

function open(id) {
  openId = id;
  history.replaceState(null, '', `#${id}`);
  drawList();
  drawMail();
}

async function refresh() {
  const known = openId;
  mails = await (await fetch('control/mail?limit=500')).json();
  if (!openId && mails[0]) openId = mails[0].id;
  drawReceivers();
  drawList();
  if (known !== openId || !view.firstChild) drawMail();
}

search.addEventListener('input', drawList);
receiver.addEventListener('change', drawList);
document.addEventListener('keydown', (event) => {
  if (event.target.matches('input, select') || !['j', 'k', 'ArrowDown', 'ArrowUp'].includes(event.key)) return;
  event.preventDefault();
  const found = matching();
  const step = event.key === 'j' || event.key === 'ArrowDown' ? 1 : -1;
  const next = found[found.findIndex((mail) => mail.id === openId) + step];
  if (next) open(next.id);
});
new EventSource('control/live').addEventListener('mail', () => void refresh());
await refresh();
