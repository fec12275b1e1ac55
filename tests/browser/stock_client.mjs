// For the tests: two stock y-websocket clients, as others would use them, meet in one text.
import { WebsocketProvider } from 'y-websocket'
import WebSocket from 'ws'
import * as Y from 'yjs'

const [server, room] = process.argv.slice(2)
const errors = []
console.error = (...values) => errors.push(values.join(' '))

function client(als) {
  const doc = new Y.Doc()
  const options = { WebSocketPolyfill: WebSocket, params: { als }, disableBc: true }
  const provider = new WebsocketProvider(server, room, doc, options)
  return { doc, provider, text: doc.getText('text') }
}

const until = async (done) => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 10))
}

const henk = client('henk')
const fatima = client('fatima')
await until(() => henk.provider.synced && fatima.provider.synced)
henk.provider.awareness.setLocalStateField('user', { name: 'Iemand anders' })
for (const [one, two] of ['hé', '😀!', 'x\n'].map((part) => [part, part.toUpperCase()])) {
  henk.text.insert(henk.text.length, one)
  fatima.text.insert(0, two)
}
const length = 2 * 'hé😀!x\n'.length
await until(() => henk.text.length === length && henk.text.toString() === fatima.text.toString())
const states = () => fatima.provider.awareness.getStates()
await until(() => states().get(henk.doc.clientID)?.user)
const { name } = states().get(henk.doc.clientID).user
henk.provider.destroy()
await until(() => !states().has(henk.doc.clientID))
fatima.provider.destroy()
console.log(JSON.stringify({ text: fatima.text.toString(), name, errors: errors.filter((text) => !/compute message/.test(text)) }))
process.exit(0)
