// The page of a study guide, made quicker: questions answered in their place, meanings of terms, and the place in the list of contents.

const one = (selector, root = document) => root.querySelector(selector);

// Questions are answered and asked in their place. Where that fails, the page is loaded as it is without a script.
function checks() {
  const put = async (event, url) => {
    const box = event.target.closest('[data-check]');
    event.preventDefault();
    try {
      const response = await fetch(url, { headers: { 'X-Only': 'check' } });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const fresh = one('[data-check]', page.body);
      box.replaceWith(fresh);
      (one('.outcome', fresh) || one('input[type=radio]', fresh)).focus();
    } catch {
      location.assign(url);
    }
  };
  document.addEventListener('submit', (event) => {
    const { target } = event;
    if (target.matches('form[data-check]')) put(event, Object.assign(new URL(target.action), { search: new URLSearchParams(new FormData(target)) }));
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-ask]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) put(event, link.href);
  });
}

// What a term means is shown while it is pointed at or has the focus, stays while it is pointed at itself, and goes with Escape.
function meanings() {
  let open;
  let timer;
  const hide = () => {
    clearTimeout(timer);
    if (open) open.hidden = true;
    open = null;
  };
  const show = (term) => {
    hide();
    open = document.getElementById(term.getAttribute('aria-describedby'));
    open.hidden = false;
    const line = [...term.getClientRects()].pop();
    const origin = open.offsetParent.getBoundingClientRect();
    const box = open.getBoundingClientRect();
    const below = line.bottom + box.height < innerHeight || line.top < box.height;
    open.style.left = `${Math.max(16, Math.min(line.left, document.documentElement.clientWidth - box.width - 16)) - origin.left}px`;
    open.style.top = `${(below ? line.bottom : line.top - box.height) - origin.top}px`;
  };
  const later = (run, wait) => {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  };
  document.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    const term = event.target.closest('.term');
    if (term) later(() => show(term), 150);
    else if (open && event.target.closest('.meaning') === open) clearTimeout(timer);
    else later(hide, 250);
  });
  document.addEventListener('focusin', ({ target }) => { if (target.matches('.term:focus-visible')) show(target); else hide(); });
  document.addEventListener('focusout', hide);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
}

// You are here, for browsers that do not mark it by themselves.
function contents() {
  const links = [...document.querySelectorAll('[data-contents] a')];
  if (!links.length || CSS.supports('selector(:target-current)')) return;
  const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const mark = () => {
    let here = 0;
    targets.forEach((target, i) => { if (target.getBoundingClientRect().top < innerHeight * 0.3) here = i; });
    links.forEach((link, i) => { if (i === here) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current'); });
  };
  let waiting = false;
  addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();
}

checks();
meanings();
contents();
