// What the inputs of a page sent, or are about to, and got no answer to: who closes the window then is asked first.
// Field registers it; all pages have it.
const SLOW = 1500;
const open = new Map();

// a page that found a server begun anew loads itself again, and its inputs then send what they kept
const loadsItself = () => window.socket?.active === false;

// who goes on to another page right after typing is not asked: on a line that works the words arrive
const isInDoubt = () => !window.socket?.connected || [...open.values()].some((since) => Date.now() - since > SLOW);

const ask = (event) => {
  if (!loadsItself() && isInDoubt()) event.preventDefault();
};

// An input has something that the server should answer.
export function add(input) {
  if (!open.size) addEventListener('beforeunload', ask);
  open.set(input, Date.now());
}

// All that an input had is answered, or the input is gone.
export function remove(input) {
  if (open.delete(input) && !open.size) removeEventListener('beforeunload', ask);
}
