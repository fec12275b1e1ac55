// What is left of Quasar on our pages: three outer elements without a look, and messages that go by themselves.
(() => {
  const plain = { render() { return Vue.h('div', this.$slots.default?.()); } };
  const SHOWN_FOR = 5000;

  // An open dialog is above everything else, and nothing outside it can be reached: a message goes into it.
  const box = () => {
    const place = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
    let messages = document.querySelector('.wa-messages');
    if (!messages) {
      messages = document.createElement('div');
      messages.className = 'wa-messages';
    }
    if (messages.parentElement !== place) place.append(messages);
    return messages;
  };

  // A message stays as long as somebody points at it or is on its button.
  const goesLater = (message, time) => {
    if (!time) return;
    setTimeout(() => {
      if (message.matches(':hover, :focus-within')) goesLater(message, 1000);
      else message.remove();
    }, time);
  };

  const create = ({ message, type, closeBtn, timeout = SHOWN_FOR }) => {
    const shown = document.createElement('div');
    shown.className = 'wa-message';
    shown.dataset.type = type ?? '';
    shown.setAttribute('role', 'alert');
    shown.append(Object.assign(document.createElement('span'), { textContent: message }));
    if (closeBtn) {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: closeBtn });
      button.addEventListener('click', () => shown.remove());
      shown.append(button);
    }
    const messages = box();
    for (const same of [...messages.children]) if (same.firstChild.textContent === message) same.remove();
    messages.append(shown);
    goesLater(shown, timeout);
  };

  window.Quasar = {
    Notify: { create },
    install(app) { for (const tag of ['q-layout', 'q-page-container', 'q-page']) app.component(tag, plain); },
  };
})();
