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
      navigator.clipboard?.writeText(field.value).then(() => { button.lastElementChild.textContent = 'Gekopieerd'; });
      field.select();
    },
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-wa]');
    if (button) does[button.dataset.wa]?.(button);
  });
})();
