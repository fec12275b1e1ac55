// @y/websocket-server as its own src/server.js starts it; with a folder also y-leveldb, which it used to bring along.
import http from 'node:http'
import { setPersistence, setupWSConnection } from '@y/websocket-server/utils'
import WebSocket from 'ws'
import * as Y from 'yjs'

const [port, folder] = process.argv.slice(2)

if (folder) await keepIn(folder)
const server = http.createServer((_request, response) => response.end('okay'))
const sockets = new WebSocket.Server({ noServer: true })
sockets.on('connection', setupWSConnection)
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request))
})
server.listen(Number(port), '127.0.0.1')

async function keepIn(folder) {
  const { LeveldbPersistence } = await import('y-leveldb')
  const store = new LeveldbPersistence(folder)
  setPersistence({
    provider: store,
    bindState: async (name, doc) => {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(await store.getYDoc(name)))
      doc.on('update', (update) => store.storeUpdate(name, update))
    },
    writeState: async () => {},
  })
}
