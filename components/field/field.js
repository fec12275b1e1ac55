// One labelled native input that saves while you type, follows others, and keeps what is not saved yet on this device.
import * as unanswered from 'unanswered';

const WAIT = 350;
const AGAIN = 5000;
const WHOLE = { date: 'Vul een hele datum in.', time: 'Vul een hele tijd in.' };

export default {
  template: `
    <div :class="['wa-field', 'wa-field--' + kind]">
      <label v-if="kind === 'check'" class="wa-check">
        <input type="checkbox" ref="input" :id="id" :checked="local === true" :disabled="readonly" :aria-describedby="described" @change="picked($event.target.checked)">
        <span>{{ label }}<span v-if="help" class="wa-check__text" :id="id + '-help'">{{ help }}</span></span>
        <span v-if="state !== 'fout'" class="wa-field__state" :data-state="state" aria-live="polite">{{ said }}</span>
      </label>
      <template v-else>
        <span class="wa-field__head">
          <label :for="id" :class="hideLabel ? 'wa-visually-hidden' : 'wa-field__label'">{{ label }}</label>
          <span v-if="state !== 'fout'" class="wa-field__state" :data-state="state" aria-live="polite">{{ said }}</span>
        </span>
        <p v-if="help" class="wa-field__help" :id="id + '-help'">{{ help }}</p>
        <select v-if="kind === 'select'" ref="input" :id="id" class="wa-input" :disabled="readonly" :aria-describedby="described" :aria-invalid="invalid" @change="picked($event.target.value)">
          <option v-for="option in options" :key="option.value" :value="option.value" :selected="option.value === (local ?? '')">{{ option.label }}</option>
        </select>
        <textarea v-else-if="kind === 'area'" ref="input" :id="id" class="wa-input" :rows="rows" lang="nl" :readonly="readonly" :placeholder="placeholder" :value="local ?? ''" :aria-describedby="described" :aria-invalid="invalid" @input="typed($event.target.value)" @blur="leave"></textarea>
        <span v-else :class="['wa-field__unit', unit || mode ? 'wa-field__unit--short' : '']">
          <input ref="input" :id="id" class="wa-input" :type="type" :inputmode="mode" :readonly="readonly" :placeholder="placeholder" :value="half ? '' : local ?? ''" :list="suggestions.length ? id + '-list' : null" :aria-describedby="described" :aria-invalid="invalid" autocomplete="off" @input="typed($event.target.value)" @change="flush" @blur="leave" @keydown.enter="leave">
          <span v-if="unit" class="wa-subtle" aria-hidden="true">{{ unit }}</span>
        </span>
        <datalist v-if="suggestions.length" :id="id + '-list'"><option v-for="each in suggestions" :value="each"></option></datalist>
      </template>
      <span class="wa-field__foot" data-state="fout" :id="id + '-state'" aria-live="assertive">{{ state === 'fout' ? message : '' }}</span>
    </div>`,
  // declared, so that the browser's own change event is not taken for ours
  emits: ['change'],
  props: {
    id: String, kind: String, label: String, help: String, value: {}, options: { default: () => [] },
    suggestions: { default: () => [] }, readonly: Boolean, unit: String, rows: { default: 2 },
    placeholder: String, keep: String, hideLabel: Boolean,
  },
  data() {
    return { local: this.value, state: '', message: '', by: '', number: 0, acknowledged: 0, timer: null, half: false };
  },
  computed: {
    type() { return { date: 'date', time: 'time' }[this.kind] || 'text'; },
    mode() { return ['number', 'euro', 'year'].includes(this.kind) ? 'numeric' : null; },
    invalid() { return this.state === 'fout' ? 'true' : null; },
    described() { return [this.help && this.id + '-help', this.state === 'fout' && this.id + '-state'].filter(Boolean).join(' ') || null; },
    dirty() { return this.number > this.acknowledged; },
    said() {
      return { bezig: 'Bezig met opslaan', opgeslagen: 'Opgeslagen', ander: `Gewijzigd door ${this.by}` }[this.state] || '';
    },
  },
  mounted() {
    const kept = this.keep && sessionStorage.getItem(this.keep);
    if (kept !== null && kept !== undefined && kept !== '' && !this.readonly) {
      const value = JSON.parse(kept);
      if (value !== (this.value ?? '')) { this.typed(value); this.flush(); } else sessionStorage.removeItem(this.keep);
    }
    this.gone = () => this.flush();
    window.addEventListener('pagehide', this.gone);
  },
  unmounted() {
    this.flush();
    unanswered.remove(this);
    window.removeEventListener('pagehide', this.gone);
  },
  methods: {
    // a date or time of which a part is missing; to scripts its value is empty
    isHalf() { return this.kind in WHOLE && Boolean(this.$refs.input?.validity.badInput); },
    typed(value) {
      this.half = this.isHalf();
      if (this.half) return;
      this.local = value;
      this.number += 1;
      this.state = 'bezig';
      unanswered.add(this);
      if (this.keep) sessionStorage.setItem(this.keep, JSON.stringify(value));
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), WAIT);
    },
    picked(value) { this.typed(value); this.flush(); },
    leave() {
      if (this.isHalf()) {
        this.half = true;
        this.state = 'fout';
        this.message = WHOLE[this.kind];
      } else if (this.half) this.typed('');  // that the last part was cleared too, browsers do not tell
      this.flush();
    },
    flush() {
      if (!this.timer) return;
      clearTimeout(this.timer);
      this.timer = null;
      this.send();
    },
    send() { this.$emit('change', { value: this.local, number: this.number }); },
    resend() { if (this.dirty && !this.timer) this.send(); },
    saved(number) {
      if (number < this.number) return;
      this.acknowledged = number;
      unanswered.remove(this);
      if (!this.half) this.state = 'opgeslagen';
      else if (this.state === 'bezig') this.state = '';
      if (this.keep) sessionStorage.removeItem(this.keep);
    },
    refused(number, message, again) {
      if (number < this.number) return;
      this.message = message;
      this.state = 'fout';
      // the server cannot save at all: the same is offered again until it can
      if (again) this.timer = setTimeout(() => this.flush(), AGAIN);
      else {
        this.acknowledged = number;
        unanswered.remove(this);
      }
    },
    follow(value, by) {
      if (this.isHalf()) this.half = true;
      if (this.half) this.local = value;
      if (this.dirty || this.state === 'fout' || value === this.local) return;
      this.local = value;
      this.by = by;
      this.state = by ? 'ander' : '';
    },
    focus() { this.$refs.input?.focus(); },
  },
};
