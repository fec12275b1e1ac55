// The messages of the y-websocket protocol, and two of ours.
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export const SYNC = 0
export const AWARENESS = 1
export const SAVED = 100
export const NOTICE = 101
export const STEP1 = 0
export const STEP2 = 1
export const UPDATE = 2

export function sync(kind, data) {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SYNC)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, data)
  })
}

export function awareness(data) {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, AWARENESS)
    encoding.writeVarUint8Array(encoder, data)
  })
}

export function isChange(message) {
  return message[0] === SYNC && message[1] !== STEP1
}

export function read(message) {
  const decoder = decoding.createDecoder(message)
  const kind = decoding.readVarUint(decoder)
  if (kind === SYNC) return { kind, step: decoding.readVarUint(decoder), data: decoding.readVarUint8Array(decoder) }
  if (kind === SAVED) return { kind, state: decoding.readVarUint8Array(decoder), count: decoding.readVarUint(decoder) }
  if (kind === AWARENESS) return { kind, data: decoding.readVarUint8Array(decoder) }
  if (kind === NOTICE) return { kind, ...JSON.parse(new TextDecoder().decode(decoding.readVarUint8Array(decoder))) }
  return { kind }
}

// the body of a POST: session, request number, messages; the answer is messages only
export function pack(session, number, messages) {
  return encoding.encode((encoder) => {
    encoding.writeVarString(encoder, session)
    encoding.writeVarUint(encoder, number)
    for (const message of messages) encoding.writeVarUint8Array(encoder, message)
  })
}

export function unpack(body) {
  const decoder = decoding.createDecoder(body)
  const messages = []
  while (decoding.hasContent(decoder)) messages.push(decoding.readVarUint8Array(decoder))
  return messages
}
