// The Vue face of a live text: makes the editor when shown, ends it when it goes.
export default {
  template: '<div class="live-text-host"></div>',
  props: {
    dossier: String,
    text: String,
    label: String,
    query: String,
    epoch: String,
    person: String,
    may_write: Boolean,
    placeholder: String,
    min_lines: Number,
  },
  async mounted() {
    const { LiveText } = await import('live-text')
    if (this.gone) return
    const { dossier, text, label, query, epoch, person, placeholder } = this
    const options = { dossier, text, label, query, epoch, person, placeholder, mayWrite: this.may_write, minLines: this.min_lines }
    this.live = Vue.markRaw(new LiveText(this.$el, options))
  },
  beforeUnmount() {
    this.gone = true
    this.live?.destroy()
  },
}
