// Radio buttons or checkboxes in a fieldset with a legend.
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
  props: { id: String, legend: String, help: String, options: Array, several: Boolean, value: Array, readonly: Boolean },
  data() { return { chosen: [...this.value], state: '', message: '' }; },
  methods: {
    pick(value, on) {
      if (!this.several) this.chosen = [value];
      else this.chosen = on ? [...this.chosen, value] : this.chosen.filter((each) => each !== value);
      this.message = 'Bezig met opslaan';
      this.state = 'bezig';
      this.$emit('change', [...this.chosen]);
    },
    answered(refusal) { this.state = refusal ? 'fout' : 'opgeslagen'; this.message = refusal || 'Opgeslagen'; },
    follow(value) { this.chosen = [...value]; this.message = ''; },
  },
};
