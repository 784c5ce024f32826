// What works without a script, made quicker with one. Each part looks for its own elements and does nothing where there are none.

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function icon(name) {
  const sprite = one('use').getAttribute('href').split('#')[0];
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

const post = (url, body, options = {}) => fetch(url, {
  method: 'POST', body, redirect: 'manual', keepalive: true,
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, ...options,
});

const form = one('form[data-answer]');
const attempt = document.body.dataset.attempt;

// Answers that are not known to have arrived wait in the device's storage, one for each question of each attempt.

const queue = {
  key: 'touchstone.answers',
  read() {
    try { return JSON.parse(localStorage.getItem(this.key)) || {}; } catch { return {}; }
  },
  change(edit) {
    const entries = this.read();
    edit(entries);
    try { localStorage.setItem(this.key, JSON.stringify(entries)); } catch { /* private windows may refuse; the form still works */ }
  },
  put(entry) { this.change((entries) => { entries[entry.url] = entry; }); },
  drop(url) { this.change((entries) => { delete entries[url]; }); },
};

const words = {
  offline: 'You are offline. Your answers are kept on this device and will be sent.',
  unreachable: 'Touchstone cannot be reached. Your answers are kept on this device and will be sent.',
  409: 'was answered on another page in the meantime, and that answer is kept. What you chose here has not been sent.',
  410: 'could not be answered any more: the time had ended, or the answers had been sent. What you chose here has not been counted.',
};

// The region stands in the page from the start, so that what is put into it later is announced.
const banner = element('div', { role: 'status' });
document.body.append(banner);
let bannerFor = '';

function say(message, ...acts) {
  const telling = `${message} ${acts.length}`; // what can be done may change while what is said stays
  if (bannerFor === telling) return;
  bannerFor = telling;
  banner.className = message ? 'offline' : '';
  banner.replaceChildren();
  if (message) banner.append(element('div', { class: 'wrap' }, icon('wifi-off'), element('p', {}, message), ...acts));
}

function act(label, run) {
  const button = element('button', { type: 'button', class: 'as-link' }, label);
  button.addEventListener('click', run);
  return button;
}

// A copy of what waits, as the last resort.
function saveCopy() {
  const lines = Object.values(queue.read()).map((entry) => `Question ${entry.number} of attempt ${entry.attempt}, chosen ${entry.at}\n${entry.shown}\n`);
  const url = URL.createObjectURL(new Blob([lines.join('\n')], { type: 'text/plain' }));
  element('a', { href: url, download: 'answers.txt' }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function sayOffline() {
  const waiting = Object.keys(queue.read()).length > 0;
  say(navigator.onLine ? words.unreachable : words.offline, ...(waiting ? [act('Save a copy', saveCopy)] : []));
}

function sayRefused(entry) {
  const link = element('a', { href: entry.page }, `Open question ${entry.number}`);
  say(`Question ${entry.number} ${words[entry.refused] || 'could not be saved.'} You had chosen: ${entry.shown}.`,
    link, act('Save a copy', saveCopy), act('Forget it', () => { queue.drop(entry.url); say(''); }));
}

// What the fields of a form say, in words for a person.
function inWords(fields) {
  return all('input[name^="answer"], select[name^="answer"]', fields).map((field) => {
    const label = field.closest('label') || one(`label[for="${field.id}"]`, fields);
    const name = label ? (one('span', label) || label).textContent.trim() : '';
    if (field.type === 'radio' || field.type === 'checkbox') return field.checked ? name : '';
    if (field.tagName === 'SELECT') return field.value ? `${name}: ${field.selectedOptions[0].textContent.trim()}` : '';
    return field.value.trim();
  }).filter(Boolean).join('; ');
}

function entryOf(fields) {
  return {
    url: new URL(fields.action).pathname, page: location.pathname, attempt, number: fields.dataset.answer, next: fields.dataset.next,
    seq: Number(fields.elements.seq.value), body: new URLSearchParams(new FormData(fields)).toString(), shown: inWords(fields), at: new Date().toISOString(),
  };
}

// The page names what the server holds, as number:sequence. An entry older than that has arrived; one that the page itself shows needs no second way.
function settle() {
  const held = new Map((document.body.dataset.answered || '').split(' ').map((pair) => pair.split(':')));
  for (const entry of Object.values(queue.read())) {
    const arrived = entry.attempt === attempt && Number(held.get(entry.number)) > entry.seq && !entry.refused;
    const shown = entry.url === location.pathname || (form && 'refused' in form.dataset && new URL(form.action).pathname === entry.url);
    const old = Date.now() - Date.parse(entry.at) > 7 * 24 * 3600 * 1000;
    if (arrived || shown || old) queue.drop(entry.url);
  }
}

// An answer that was chosen here and not sent stands in the form again.
function restore() {
  const entry = form && queue.read()[new URL(form.action).pathname];
  if (!entry) return;
  const values = new URLSearchParams(entry.body);
  for (const field of form.elements) {
    if (!field.name || !field.name.startsWith('answer')) continue;
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = values.getAll(field.name).includes(field.value);
    else field.value = values.get(field.name) || '';
  }
}

let retry;
let sending = false;

async function flush() {
  if (sending) return;
  sending = true;
  clearTimeout(retry);
  try {
    for (const entry of Object.values(queue.read())) {
      if (entry.refused) { sayRefused(entry); continue; }
      const response = await post(entry.url, entry.body);
      if (response.type === 'opaqueredirect' || response.ok) {
        queue.drop(entry.url);
        say('');
        note(`Question ${entry.number} saved`);
        if (form && entry.page === location.pathname && entry.next) location.assign(entry.next);
      } else if (response.status >= 500 || response.status === 429) {
        throw new Error(`status ${response.status}`);
      } else {
        entry.refused = response.status;
        queue.put(entry);
        sayRefused(entry);
      }
    }
  } catch {
    sayOffline();
    retry = setTimeout(flush, 10000);
  } finally {
    sending = false;
  }
}

function note(message) {
  const place = one('[data-saved]');
  if (!place) return;
  place.classList.remove('nothing');
  place.replaceChildren(icon('check'), message);
}

function answers() {
  if (form) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      const entry = entryOf(form);
      if (!entry.shown) return;
      queue.put(entry);
      if (navigator.onLine) { form.dataset.sent = 'yes'; return; }
      event.preventDefault();
      note(`Question ${entry.number} is kept on this device`);
      sayOffline();
    });
    addEventListener('pageshow', () => { delete form.dataset.sent; });
    const flag = one('[data-flag]', form);
    flag.addEventListener('change', () => { post(flag.dataset.flag, `flag=${flag.checked ? 1 : 0}`).catch(sayOffline); });
  }
  addEventListener('offline', sayOffline);
  addEventListener('online', () => { say(''); flush(); });
  addEventListener('pageshow', () => {
    settle();
    restore();
    if (!navigator.onLine && attempt) sayOffline();
    else if (Object.keys(queue.read()).length) flush();
  });
}

// The time left: the server's clock, asked every 15 seconds; minutes alone until five are left.

function clock() {
  const box = one('[data-clock]');
  if (!box) return;
  const shown = one('.left', box);
  const digits = one('[data-time]', box);
  const warning = one('.warning', box);
  const limit = Number(box.dataset.limit);
  const marks = [...new Set([Math.floor(limit / 2), 600, 300, 60])].filter((mark) => mark < limit);
  let left = Number(box.dataset.left);
  let since = performance.now();
  let before = left;
  let over = false;

  const remaining = () => left - Math.floor((performance.now() - since) / 1000);

  const inMinutes = (seconds) => (seconds === 60 ? '1 minute' : `${Math.round(seconds / 60)} minutes`);

  function warn(message) {
    warning.textContent = message;
    shown.hidden = false;
  }

  async function end() {
    over = true;
    digits.textContent = 'The time has ended';
    warn('The time has ended. What you have chosen is being sent.');
    if (form && inWords(form) && !form.dataset.sent) {
      queue.put(entryOf(form));
      form.submit();
    } else {
      location.assign(box.dataset.end);
    }
  }

  function tick() {
    if (over) return;
    const now = remaining();
    if (now <= 0) { end(); return; }
    digits.textContent = now > 300 ? `${Math.ceil(now / 60)} min left` : `${Math.floor(now / 60)}:${String(now % 60).padStart(2, '0')} left`;
    const crossed = marks.filter((mark) => before > mark && now <= mark).sort((a, b) => a - b)[0];
    if (crossed) warn(crossed === Math.floor(limit / 2) ? `Half of the time is left: ${inMinutes(crossed)}.` : `${inMinutes(crossed)} left.`.replace(/^1 minute left/, '1 minute is left'));
    before = now;
  }

  async function ask() {
    if (over || document.hidden || !navigator.onLine) return;
    try {
      const answer = await (await fetch(box.dataset.clock, { headers: { Accept: 'application/json' } })).json();
      if (answer.left === null) { location.assign(box.dataset.end); return; }
      const gained = answer.left - remaining();
      left = answer.left;
      since = performance.now();
      if (gained >= 30) {
        before = left;
        warn(`You have been given ${inMinutes(Math.max(60, gained))} more.`);
      }
      tick();
    } catch { /* the page's own count goes on until the server can be asked again */ }
  }

  setInterval(tick, 1000);
  setInterval(ask, 15000);
  document.addEventListener('visibilitychange', ask);

  const hide = one('[data-hide-time]', box);
  hide.addEventListener('submit', (event) => {
    event.preventDefault();
    const field = hide.elements.hide;
    post(hide.action, new URLSearchParams(new FormData(hide)).toString()).catch(() => {});
    shown.hidden = field.value === '1';
    one('button', hide).textContent = shown.hidden ? 'Show the time' : 'Hide the time';
    field.value = shown.hidden ? '0' : '1';
  });
}

// Number keys choose, Enter continues, f flags, ? shows the keys. They can be turned off in the preferences.

function keys() {
  if (!attempt || document.body.dataset.keys === 'off') return;
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    const target = event.target;
    if (target.closest('select, textarea, [contenteditable], input:not([type=radio], [type=checkbox])') || one('dialog[open]')) return;
    if (event.key === 'Enter') {
      if (target.closest('a, button, summary')) return;
      const go = one('[data-continue]') || one('.acts form button');
      if (form) form.requestSubmit(); else if (go) go.click(); else return;
    } else if (/^[1-9]$/.test(event.key)) {
      const option = form && one(`#o${event.key}`, form);
      if (!option) return;
      option.focus();
      option.click();
    } else if (event.key === 'f' && form) {
      one('[data-flag]', form).click();
    } else if (event.key === '?') {
      help();
    } else {
      return;
    }
    event.preventDefault();
  });
}

function help() {
  let dialog = one('.keys-help');
  if (!dialog) {
    const list = element('dl');
    for (const [key, does] of [['1 to 9', 'choose an answer'], ['Enter', 'continue'], ['f', 'flag the question for later'], ['?', 'show this list']]) {
      list.append(element('dt', {}, element('kbd', {}, key)), element('dd', {}, does));
    }
    const close = element('form', { method: 'dialog', class: 'row' }, element('button', { class: 'button' }, 'Close'), element('a', { href: '/me/preferences' }, 'Turn the keys off'));
    dialog = element('dialog', { class: 'keys-help', 'aria-labelledby': 'keys-name' }, element('h2', { id: 'keys-name' }, 'Keys'), list, close);
    document.body.append(dialog);
  }
  dialog.showModal();
}

// Small things.

function copies() {
  if (!navigator.clipboard) return;
  const button = (text) => {
    const made = element('button', { type: 'button', class: 'as-link copy' }, 'Copy');
    made.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text());
      made.textContent = 'Copied';
    });
    return made;
  };
  for (const pre of all('.code pre')) pre.previousElementSibling.append(button(() => pre.textContent));
  for (const code of all('[data-copy]')) code.after(' ', button(() => code.textContent));
}

function reveals() {
  for (const box of all('[data-reveal]')) {
    box.closest('label').hidden = false;
    box.addEventListener('change', () => { document.getElementById(box.dataset.reveal).type = box.checked ? 'text' : 'password'; });
  }
  for (const button of all('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
}

const first = one('.problem') || (location.hash ? null : one('[data-focus]'));
if (first) first.focus();
answers();
clock();
keys();
copies();
reveals();
