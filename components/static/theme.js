// Light or dark before the first paint: the visitor's choice, else that of the device.
(() => {
  const device = matchMedia('(prefers-color-scheme: dark)');
  const show = () => {
    const chosen = localStorage.getItem('wa-theme');
    document.documentElement.dataset.theme = chosen || (device.matches ? 'dark' : 'light');
  };
  show();
  device.addEventListener('change', show);
  window.wijkakkoord = window.wijkakkoord || {};
  window.wijkakkoord.switchTheme = () => {
    localStorage.setItem('wa-theme', document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    show();
  };
})();
