// What somebody types in an editor before its text is there: kept, shown, and put behind the text once it has come.

export class TypedAhead {
  constructor(field, onChange) {
    this.words = ''
    this.stop = new AbortController()
    const hear = (event) => {
      const words = after(this.words, event)
      if (words === undefined) return
      event.preventDefault()
      this.words = words
      onChange()
    }
    field.addEventListener('keydown', hear, { signal: this.stop.signal })
  }

  // ends listening; gives what belongs behind this text
  behind(text) {
    this.stop.abort()
    const apart = this.words && /\S$/.test(text) && /^\S/.test(this.words)
    return apart ? ` ${this.words}` : this.words
  }
}

// the words after a key, or nothing where the key is not one that writes
function after(words, event) {
  const command = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState('AltGraph')
  if (command) return undefined
  if (event.key === 'Enter') return `${words}\n`
  if (event.key === 'Backspace') return [...words].slice(0, -1).join('')
  return [...event.key].length === 1 ? words + event.key : undefined
}
