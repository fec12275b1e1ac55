// Light or dark before the first paint: the visitor's choice, else that of the device.
(() => {
  const device = matchMedia('(prefers-color-scheme: dark)');
  const show = () => {
    const chosen = localStorage.getItem('wa-theme');
    document.documentElement.dataset.theme = chosen || (device.matches ? 'dark' : 'light');
  };
  show();
  device.addEventListener('change', show);
  const does = {
    theme() {
      localStorage.setItem('wa-theme', document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
      show();
    },
    steps(button) {
      const nav = button.closest('nav');
      const open = nav.dataset.open !== 'true';
      nav.dataset.open = open;
      button.setAttribute('aria-expanded', open);
    },
    go(button) { location.href = button.dataset.waTo; },
    print() { window.print(); },
    copy(button) {
      const field = document.getElementById(button.dataset.waFrom);
      field.focus();
      field.select();
      // without https browsers offer no clipboard, and somebody may have forbidden it
      const copied = navigator.clipboard?.writeText(field.value) ?? Promise.reject();
      copied.then(() => answer(button, 'Gekopieerd'), () => answer(button, 'Druk op Ctrl+C om te kopiëren.'));
    },
  };
  const ANSWERED = 5000;
  const answered = new WeakMap();
  // What a button did, said in its own words for a while.
  const answer = (button, words) => {
    const place = button.lastElementChild;
    const { before, timer } = answered.get(button) ?? { before: place.textContent };
    clearTimeout(timer);
    place.setAttribute('aria-live', 'polite');
    place.textContent = words;
    const back = setTimeout(() => {
      place.textContent = before;
      answered.delete(button);
    }, ANSWERED);
    answered.set(button, { before, timer: back });
  };
  // Signing out leaves nothing of the texts on this device, also where the browser ignores Clear-Site-Data.
  const forget = async () => {
    window.wijkakkoord = { ...window.wijkakkoord, forgetting: true }; // an open editor keeps nothing either, when the page goes
    const ours = (name) => name.startsWith('wijkakkoord/') || name.startsWith('wa:');
    for (const store of [localStorage, sessionStorage]) Object.keys(store).filter(ours).forEach((key) => store.removeItem(key));
    const names = ((await indexedDB.databases?.()) || []).map(({ name }) => name).filter(ours);
    await Promise.all(names.map((name) => new Promise((done) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = request.onerror = request.onblocked = done;
    })));
  };
  const UNSAVED = 'Er staat nog tekst op dit apparaat die niet is opgeslagen. Wilt u toch uitloggen? Die tekst verdwijnt dan.';
  // An editor that is open knows; one that was left, or is in another window, has put its text aside.
  const unsaved = () => window.wijkakkoord?.unsaved?.() || Object.keys(localStorage).some((key) => key.startsWith('wijkakkoord/'));
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.getAttribute('action') !== '/uitloggen') return;
    event.preventDefault();
    if (unsaved() && !confirm(UNSAVED)) return;
    const late = new Promise((done) => setTimeout(done, 1500));
    Promise.race([forget(), late]).finally(() => form.submit());
  });
  // A link to a part that is folded away opens it; the page is built after the address was read, so wait for it.
  const reveal = (tries = 40) => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!location.hash || (!target && tries === 0)) return;
    if (!target) { setTimeout(() => reveal(tries - 1), 100); return; }
    for (let part = target; part; part = part.parentElement) if (part.tagName === 'DETAILS') part.open = true;
    target.scrollIntoView({ block: 'start' });
    const place = target.tabIndex === -1 && target.hasAttribute('tabindex') ? target : target.querySelector('summary, input, select, textarea, [contenteditable=true]');
    place?.focus({ preventScroll: true });
  };
  window.addEventListener('hashchange', () => reveal());
  window.addEventListener('load', () => reveal());
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-wa]');
    if (button) does[button.dataset.wa]?.(button);
  });
})();
