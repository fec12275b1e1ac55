// Somebody comes back to this page: its window gets the focus, or it is shown again, which on a phone is all there is.
export function whenBack(then, inUse = null) {
  const listening = new AbortController()
  const { signal } = listening
  const back = () => {
    if (document.hidden) return
    listening.abort()
    then()
  }
  addEventListener('focus', back, { signal })
  document.addEventListener('visibilitychange', back, { signal })
  // a window that has the focus already gets none; it is used
  for (const name of ['keydown', 'pointerdown']) inUse?.addEventListener(name, back, { signal })
  return () => listening.abort()
}
