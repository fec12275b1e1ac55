// Radio buttons or checkboxes in a fieldset with a legend; what is not saved yet is kept on this device.
import * as unanswered from 'unanswered';

const AGAIN = 5000;

export default {
  template: `
    <fieldset class="wa-field">
      <legend class="wa-field__label">{{ legend }}</legend>
      <p v-if="help" class="wa-field__help">{{ help }}</p>
      <div :class="['wa-choices', several ? '' : 'wa-choices--single']">
        <label v-for="option in options" :key="option.value" class="wa-check">
          <input :type="several ? 'checkbox' : 'radio'" :name="id" :value="option.value" :checked="chosen.includes(option.value)" :disabled="readonly" @change="pick(option.value, $event.target.checked)">
          <span>{{ option.label }}<span v-if="option.text" class="wa-check__text">{{ option.text }}</span></span>
        </label>
      </div>
      <span class="wa-field__foot" :data-state="state" aria-live="polite">{{ message }}</span>
    </fieldset>`,
  // declared, so that the browser's own change event is not taken for ours
  emits: ['change'],
  props: { id: String, legend: String, help: String, options: Array, several: Boolean, value: Array, keep: String, readonly: Boolean },
  data() { return { chosen: [...this.value], state: '', message: '', number: 0, acknowledged: 0, timer: null }; },
  mounted() {
    const kept = sessionStorage.getItem(this.keep);
    if (kept === null || this.readonly) return;
    if (kept === JSON.stringify(this.value)) sessionStorage.removeItem(this.keep);
    else this.choose(JSON.parse(kept));
  },
  unmounted() {
    clearTimeout(this.timer);
    unanswered.remove(this);
  },
  methods: {
    pick(value, on) {
      if (!this.several) this.choose([value]);
      else this.choose(on ? [...this.chosen, value] : this.chosen.filter((each) => each !== value));
    },
    choose(values) {
      this.chosen = values;
      this.number += 1;
      this.message = 'Bezig met opslaan';
      this.state = 'bezig';
      sessionStorage.setItem(this.keep, JSON.stringify(values));
      unanswered.add(this);
      this.send();
    },
    send() {
      clearTimeout(this.timer);
      this.$emit('change', { value: [...this.chosen], number: this.number });
    },
    resend() { if (this.number > this.acknowledged) this.send(); },
    // what others chose meanwhile is in the answer; an answer to an earlier pick says nothing about the last
    settled(number, stored, refusal, again) {
      if (number < this.number) return;
      this.message = refusal || 'Opgeslagen';
      this.state = refusal ? 'fout' : 'opgeslagen';
      // the server cannot save at all: the same is offered again until it can
      if (again) {
        this.timer = setTimeout(() => this.send(), AGAIN);
        return;
      }
      this.acknowledged = number;
      this.chosen = [...stored];
      sessionStorage.removeItem(this.keep);
      unanswered.remove(this);
    },
    follow(value) {
      if (this.number > this.acknowledged) return;
      this.chosen = [...value];
      if (this.state !== 'fout') this.message = '';
    },
  },
};
