// NiceGUI reloads the page when its own connection comes back late. A reload passes only when every editor is in step
// and saved; else what was typed meanwhile would depend on the copy on the device alone.
const LONGEST = 30000 // ms; by then the copy on the device has to do

const editors = new Set()

export function guardReload(editor) {
  editors.add(editor)
  install()
  return () => editors.delete(editor)
}

// whether an open editor holds what is not on the server's disk
export function unsaved() {
  return [...editors].some((editor) => editor.unsaved)
}

function install() {
  const socket = window.socket
  if (!socket || !socket.listeners('connect_error').length) return setTimeout(install, 50)
  if (socket.guarded) return
  socket.guarded = true
  const listeners = socket.listeners('connect_error')
  socket.off('connect_error')
  socket.on('connect_error', async (error) => {
    if (error.message === 'timeout') {
      socket.io.opts.transports = ['polling', 'websocket'] // NiceGUI would reload here, although there is no network
      return
    }
    if (error.message === 'Implicit handshake failed') await quiet()
    for (const listener of listeners) listener(error)
  })
}

async function quiet() {
  const end = Date.now() + LONGEST
  while (Date.now() < end && [...editors].some((editor) => !editor.safe())) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
