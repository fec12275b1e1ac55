// What the inputs of a page sent, or are about to, and got no answer to: who closes the window then is asked first.
// Field registers it; all pages have it.
const SLOW = 1500;
const AGAIN = 1000; // ms after a new connection; answers that were on their way come first
const open = new Map();
let listens = false;

// what was sent into a connection that died without a word is lost, as on a phone that leaves its wifi
const sendAgain = () => setTimeout(() => [...open.keys()].forEach((input) => input.resend?.()), AGAIN);

function listen() {
  if (listens) return;
  if (!window.socket) return void setTimeout(listen, 50);
  listens = true;
  window.socket.on('connect', sendAgain);
}

// a page that found a server begun anew loads itself again, and its inputs then send what they kept
const loadsItself = () => window.socket?.active === false;

// who goes on to another page right after typing is not asked: on a line that works the words arrive
const isInDoubt = () => !window.socket?.connected || [...open.values()].some((since) => Date.now() - since > SLOW);

const ask = (event) => {
  if (!loadsItself() && isInDoubt()) event.preventDefault();
};

// An input has something that the server should answer. Its method resend, if it has one, sends what has no answer yet.
export function add(input) {
  listen();
  if (!open.size) addEventListener('beforeunload', ask);
  open.set(input, Date.now());
}

// All that an input had is answered, or the input is gone.
export function remove(input) {
  if (open.delete(input) && !open.size) removeEventListener('beforeunload', ask);
}
