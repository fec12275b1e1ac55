// The role matrix: a real table with a native select per cell; on a phone every task is a card.
import * as unanswered from 'unanswered';

const ICONS = {
  fout: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM15 9l-6 6M9 9l6 6',
  waarschuwing: 'm21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3ZM12 9v4M12 17h.01',
  check: 'M20 6 9 17l-5-5',
  talk: 'M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z',
  pencil: 'M17 3a2.85 2.83 0 1 1 4 4L7.5 20.5 2 22l1.500-5.500ZM15 5l4 4',
};
const LEVELS = { fout: 'Fout: ', waarschuwing: 'Aandachtspunt: ' };
const SHOWN_FOR = 2600;
const NEWS_FOR = 12000;
const CARDS_BELOW = 620;
const TASK_WIDTH = 220;
const PARTY_WIDTH = 92;

// A row is a component of its own: a change renders one row anew, not all of them.
const ROW = {
  template: `
    <tr class="wa-rm__task" role="row" :id="'taak-' + task.id">
      <th scope="row" role="rowheader">
        <div class="wa-rm__name"><span>{{ task.name }}</span>
          <button v-if="editable" type="button" class="wa-rm__edit" :aria-label="'Taak wijzigen: ' + task.name" title="Taak wijzigen" @click="$emit('edit')"><svg viewBox="0 0 24 24" aria-hidden="true"><path :d="icons.pencil"/></svg></button>
          <button v-if="comment || said" type="button" class="wa-rm__edit wa-rm__say" :aria-label="'Reacties bij deze taak: ' + task.name + (said ? ', ' + said : '')" title="Reacties bij deze taak" @click="$emit('talk')"><svg viewBox="0 0 24 24" aria-hidden="true"><path :d="icons.talk"/></svg><span v-if="said" aria-hidden="true">{{ said }}</span></button>
        </div>
        <span v-if="task.explanation" class="wa-rm__explanation">{{ task.explanation }}</span>
        <span v-if="untouched" class="wa-rm__empty">Nog niet verdeeld</span>
      </th>
      <td v-for="party in parties" :key="party.id" role="cell" :data-off="only !== '' && only !== party.id" :data-fresh="fresh === party.id">
        <span class="wa-rm__box">
          <span class="wa-rm__letters" aria-hidden="true" :data-role="first(party.id)">{{ letters(party.id) }}</span>
          <span class="wa-rm__text" aria-hidden="true"><span class="wa-party" :style="{ '--wa-party-colour': party.colour }">{{ party.name }}</span><span>{{ word(party.id) }}</span></span>
          <select :id="'cel-' + task.id + '-' + party.id" class="wa-rm__select" :aria-label="task.name + ', ' + party.name" :disabled="readonly" :value="value(party.id)" :title="label(party.id)" @change="$emit('choose', party.id, $event.target.value)">
            <option v-for="option in optionsFor(value(party.id))" :key="option.value" :value="option.value">{{ option.label }}</option>
          </select>
          <span v-if="confirmed(party.id)" class="wa-rm__tick"><svg viewBox="0 0 24 24" aria-hidden="true"><path :d="icons.check"/></svg><span class="wa-visually-hidden">bevestigd door {{ party.name }}</span></span>
          <span v-if="talk?.[party.id]" class="wa-rm__talk" :data-blocks="talk[party.id].blocks > 0" :title="talkWords(party.id)"><svg viewBox="0 0 24 24" aria-hidden="true"><path :d="icons.talk"/></svg><span aria-hidden="true">{{ talk[party.id].blocks ? '!' : talk[party.id].count }}</span><span class="wa-visually-hidden">{{ talkWords(party.id) }}</span></span>
        </span>
      </td>
    </tr>
    <tr v-if="notes?.length" class="wa-rm__notes" role="row"><td role="cell" :colspan="parties.length + 1">
      <ul><li v-for="note in notes" :key="note.code + note.text" :data-level="note.level"><svg viewBox="0 0 24 24" aria-hidden="true"><path :d="icons[note.level]"/></svg><span><span class="wa-visually-hidden">{{ levels[note.level] }}</span>{{ note.text }}</span></li></ul>
    </td></tr>`,
  emits: ['choose', 'edit', 'talk'],
  props: {
    task: Object, parties: Array, options: Array, cells: Object, confirmations: Object, notes: Array, talk: Object,
    only: String, fresh: String, readonly: Boolean, editable: Boolean, comment: Boolean,
  },
  data() { return { icons: ICONS, levels: LEVELS }; },
  computed: {
    said() { return Object.values(this.talk ?? {}).reduce((sum, each) => sum + each.count, 0); },
    untouched() { return this.parties.every((party) => !this.value(party.id)); },
  },
  methods: {
    value(party) { return this.cells?.[party] ?? ''; },
    option(party) { return this.options.find((each) => each.value === this.value(party)); },
    letters(party) { return this.option(party)?.letters ?? ''; },
    label(party) { return this.option(party)?.label ?? ''; },
    word(party) { return this.label(party).replace(/^[^–]*– /, ''); },
    first(party) { return this.value(party).split('+')[0]; },
    optionsFor(value) { return this.options.filter((each, index) => index < 7 || each.value === value); },
    confirmed(party) { return this.confirmations?.[party] && this.value(party) !== ''; },
    talkWords(party) {
      const { count, blocks } = this.talk[party];
      return (count === 1 ? '1 reactie' : `${count} reacties`) + (blocks ? ', blokkeert de definitieve overeenkomst' : '');
    },
  },
};

export default {
  components: { MatrixRow: ROW },
  template: `
    <div class="wa-rm" :data-wide="wide">
      <div class="wa-rm__tools">
        <div class="wa-rm__filter"><label for="toon-taken">Toon</label>
          <select id="toon-taken" class="wa-input" v-model="filter">
            <option value="all">alle taken</option>
            <option value="notes">taken met een aandachtspunt</option>
            <option value="empty">taken die nog niet verdeeld zijn</option>
            <option v-if="own" value="own">taken waar wij verantwoordelijk zijn</option>
          </select>
        </div>
        <div class="wa-rm__filter wa-rm__filter--party"><label for="toon-partij">Partij</label>
          <select id="toon-partij" class="wa-input" v-model="only">
            <option value="">alle partijen</option>
            <option v-for="party in shown.parties" :key="party.id" :value="party.id">alleen {{ party.name }}</option>
          </select>
        </div>
        <p class="wa-rm__status" role="status" :data-state="state_">{{ said }}</p>
      </div>
      <dl class="wa-rm__legend" aria-label="Wat de letters betekenen">
        <div v-for="role in shown.legend" :key="role.role" :title="role.text"><dt><span class="wa-rm__letters" :data-role="role.role">{{ role.letter }}</span></dt><dd>{{ role.name }}</dd></div>
        <div><dt><span class="wa-rm__tick"><svg viewBox="0 0 24 24" aria-hidden="true"><path :d="icons.check"/></svg><span class="wa-visually-hidden">Vinkje</span></span></dt><dd>bevestigd</dd></div>
      </dl>
      <div class="wa-rm__scroll" ref="scroll" :tabindex="wide ? 0 : null" :role="wide ? 'region' : null" :aria-label="wide ? 'Rolmatrix, schuif opzij voor meer partijen' : null">
        <table class="wa-rm__table" ref="table" role="table">
          <caption class="wa-visually-hidden">Rolmatrix: per taak de rol van elke partij</caption>
          <thead role="rowgroup"><tr role="row">
            <th scope="col" role="columnheader">Taak</th>
            <th v-for="party in shown.parties" :key="party.id" scope="col" role="columnheader"><span class="wa-party" :style="{ '--wa-party-colour': party.colour }">{{ soft(party.name) }}</span></th>
          </tr></thead>
          <tbody v-for="group in groups" :key="group.name" role="rowgroup">
            <tr class="wa-rm__group" role="row"><th scope="rowgroup" role="rowheader" :colspan="shown.parties.length + 1"><span>{{ group.name }}</span></th></tr>
            <matrix-row v-for="task in group.tasks" :key="task.id" :task="task" :parties="shown.parties" :options="shown.options" :cells="shown.cells[task.id]" :confirmations="shown.confirmed[task.id]" :notes="shown.notes[task.id]" :talk="shown.talk[task.id]" :comment="comment" :only="only" :fresh="freshIn(task.id)" :readonly="readonly" :editable="editable" @edit="$emit('edit', task.id)" @talk="$emit('talk', { task: task.id, party: '' })" @choose="(party, value) => choose(task.id, party, value)"></matrix-row>
          </tbody>
        </table>
        <p v-if="!groups.length" class="wa-empty">{{ filter === 'all' ? 'Er zijn nog geen taken.' : 'Geen taken om te tonen. Kies bij ‘Toon’ iets anders.' }}</p>
      </div>
      <p class="wa-rm__news" aria-live="polite"><span v-if="news">{{ news }}</span></p>
    </div>`,
  emits: ['choose', 'edit', 'talk'],
  props: { state: Object, readonly: Boolean, editable: Boolean, own: String, comment: Boolean, keep: String },
  data() {
    return {
      shown: this.state, filter: 'all', only: '', wide: false, news: '', fresh: '', number: 0, pending: {}, refusal: '', changed: false, last: '',
      icons: ICONS,
    };
  },
  computed: {
    groups() {
      const groups = this.shown.groups.map((group) => ({ ...group, tasks: group.tasks.filter((task) => this.passes(task.id)) }));
      return groups.filter((group) => group.tasks.length);
    },
    open() { return Object.keys(this.pending).length; },
    state_() { return this.refusal ? 'fout' : this.open ? 'bezig' : ''; },
    said() {
      if (this.refusal) return this.refusal;
      if (this.open) return 'Bezig met opslaan';
      return this.changed ? 'Opgeslagen' : '';
    },
  },
  watch: { filter() { this.last = ''; } },
  mounted() {
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.$refs.scroll);
    this.jump = () => this.goTo(decodeURIComponent(location.hash.slice(1)));
    this.again = (event) => {
      const link = event.target.closest?.('a[href*="#"]');
      if (link && link.hash === location.hash && link.pathname === location.pathname) this.jump();
    };
    addEventListener('hashchange', this.jump);
    document.addEventListener('click', this.again);
    this.$nextTick(this.jump);
    this.chooseKept();
  },
  unmounted() {
    this.observer.disconnect();
    unanswered.remove(this);
    removeEventListener('hashchange', this.jump);
    document.removeEventListener('click', this.again);
    clearTimeout(this.timer);
    clearTimeout(this.later);
  },
  methods: {
    // a long Dutch compound may break after its linking s: Bewoners-platform
    soft(name) { return name.replace(/(\p{L}{5,}s)(?=[b-df-hj-np-tv-z]\p{L}{5,})/gu, '$1\u00AD'); },
    value(task, party) { return this.shown.cells[task]?.[party] ?? ''; },
    notes(task) { return this.shown.notes[task] ?? []; },
    freshIn(task) { return this.fresh.startsWith(task + ' ') ? this.fresh.slice(task.length + 1) : ''; },
    untouched(task) { return this.shown.parties.every((party) => !this.value(task, party.id)); },
    passes(task) {
      if (task === this.last) return true;  // the row somebody is in does not go while they choose
      if (this.filter === 'notes') return this.notes(task).length > 0;
      if (this.filter === 'empty') return this.untouched(task);
      if (this.filter === 'own') return this.value(task, this.own).split('+').some((role) => role.endsWith('verantwoordelijk'));
      return true;
    },
    choose(task, party, value) {
      this.shown.cells[task] = { ...this.shown.cells[task], [party]: value };
      this.number += 1;
      this.pending[task + ' ' + party] = this.number;
      this.refusal = '';
      this.changed = true;
      this.last = task;
      this.remember();
      unanswered.add(this);
      this.$emit('choose', { task, party, value, number: this.number });
    },
    resend() {
      for (const [cell, number] of Object.entries(this.pending)) {
        const [task, party] = cell.split(' ');
        this.$emit('choose', { task, party, value: this.value(task, party), number });
      }
    },
    // what has no answer yet outlives a reload
    remember() {
      const cells = Object.keys(this.pending).map((cell) => [...cell.split(' '), this.value(...cell.split(' '))]);
      if (cells.length) sessionStorage.setItem(this.keep, JSON.stringify(cells));
      else sessionStorage.removeItem(this.keep);
    },
    chooseKept() {
      const kept = JSON.parse(sessionStorage.getItem(this.keep) ?? '[]');
      if (this.readonly) return;
      for (const [task, party, value] of kept) {
        const now = this.shown.cells[task]?.[party];
        if (now !== undefined && now !== value) this.choose(task, party, value);
      }
      this.remember();
    },
    settled(number, refusal, patch) {
      for (const cell of Object.keys(this.pending)) if (this.pending[cell] === number) delete this.pending[cell];
      this.remember();
      if (!this.open) unanswered.remove(this);
      if (!refusal) return;
      this.refusal = refusal;
      this.merge(patch);
    },
    patch(patch, news) {
      if (news) {
        this.news = news;
        clearTimeout(this.later);
        this.later = setTimeout(() => { this.news = ''; }, NEWS_FOR);
        this.mark(patch.cells);
      }
      this.merge(patch);
      if ('parties' in patch) this.$nextTick(() => this.measure());
    },
    merge(patch) {
      for (const [key, value] of Object.entries(patch)) {
        if (key === 'cells') this.mergeCells(value);
        else if (['confirmed', 'notes', 'talk'].includes(key)) this.shown[key] = { ...this.shown[key], ...value };
        else this.shown[key] = value;
      }
    },
    // a choice that is still on its way to the server is not undone by an older answer
    mergeCells(rows) {
      for (const [task, row] of Object.entries(rows)) {
        const own = Object.keys(row).filter((party) => this.pending[task + ' ' + party]);
        this.shown.cells[task] = { ...row, ...Object.fromEntries(own.map((party) => [party, this.value(task, party)])) };
      }
    },
    mark(rows) {
      for (const [task, row] of Object.entries(rows ?? {})) {
        const party = Object.keys(row).find((each) => row[each] !== this.value(task, each));
        if (party) this.fresh = task + ' ' + party;
      }
      clearTimeout(this.timer);
      this.timer = setTimeout(() => { this.fresh = ''; }, SHOWN_FOR);
    },
    openTalk(cell) {
      for (const task of this.shown.groups.flatMap((group) => group.tasks)) {
        const party = this.shown.parties.find((each) => `${task.id}-${each.id}` === cell);
        if (party) this.$emit('talk', { task: task.id, party: party.id });
      }
    },
    measure() {
      const room = this.$refs.scroll?.clientWidth ?? 0;
      this.wide = room >= CARDS_BELOW && TASK_WIDTH + PARTY_WIDTH * this.shown.parties.length > room;
    },
    goTo(anchor) {
      if (anchor.startsWith('reacties-cell-')) this.openTalk(anchor.slice(14));
      if (!/^(cel|taak)-/.test(anchor)) return;
      if (!document.getElementById(anchor)) this.filter = 'all';
      this.only = '';
      this.$nextTick(() => {
        const place = document.getElementById(anchor);
        const field = place?.matches('select') ? place : place?.querySelector('select');
        place?.scrollIntoView({ block: 'center' });
        field?.focus({ preventScroll: true });
      });
    },
  },
};
