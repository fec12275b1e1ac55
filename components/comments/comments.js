// Comments at a place: a quiet button, and below it what people say. Words that were not sent yet stay on this device.
import { Box, Facts, Glyph, Thread } from 'comment-parts';
import * as unanswered from 'unanswered';

const WAIT = 800;

export default {
  components: { Box, Facts, Glyph, Thread },
  template: `
    <div class="wa-talk" :class="{ 'wa-noprint': !listed }">
      <details v-if="!listed" v-show="comment || summary.ids.length" ref="fold" class="wa-details wa-details--quiet" :id="anchor" @toggle="toggled">
        <summary><glyph name="talk"/><span>Reacties<span v-if="summary.count"> ({{ summary.count }})</span><span class="wa-visually-hidden"> bij {{ about }}</span></span>
          <span v-if="summary.blocking" class="wa-badge wa-badge--knelpunt"><glyph name="stop"/>{{ summary.blocking }} {{ summary.blocking === 1 ? 'blokkeert' : 'blokkeren' }}</span></summary>
        <div class="wa-details__body wa-stack wa-stack--small">
          <p v-if="loaded && !open.length" class="wa-subtle wa-small">{{ done.length ? 'Alles is afgehandeld.' : 'Nog geen reacties.' }}</p>
          <ul class="wa-talk__list"><li v-for="each in open" :key="each.id" :id="'draad-' + each.id" class="wa-talk__thread" tabindex="-1"><thread :thread="each" :talk="this_"/></li></ul>
          <details v-if="done.length" class="wa-details wa-details--quiet"><summary><span>Afgehandeld ({{ done.length }})</span></summary>
            <ul class="wa-talk__list wa-details__body"><li v-for="each in done" :key="each.id" :id="'draad-' + each.id" class="wa-talk__thread" tabindex="-1"><thread :thread="each" :talk="this_"/></li></ul></details>
          <p v-if="summary.mute" class="wa-subtle wa-small">{{ summary.mute }}</p>
          <box v-if="comment && (!summary.mute || isTyping(place))" :talk="this_" :k="place" label="Nieuwe reactie" button="Plaatsen" @send="say">
            <label v-if="places.length > 1" class="wa-talk__choice"><span>Bij de rol van</span> <select class="wa-input" v-model="place"><option v-for="each in places" :key="each.id" :value="each.id">{{ each.name }}</option></select></label>
          </box>
        </div>
      </details>
      <template v-else>
        <div class="wa-talk__filter"><label :for="anchor + '-toon'">Toon</label>
          <select :id="anchor + '-toon'" class="wa-input" v-model="filter"><option v-for="[key, name] in filters" :key="key" :value="key">{{ name }} ({{ kinds[key].length }})</option></select></div>
        <p v-if="loaded && !open.length" class="wa-empty">{{ filter === 'points' ? 'Er zijn geen open punten.' : 'Hier staat nog niets.' }}</p>
        <ul class="wa-talk__list" :id="anchor"><li v-for="each in open" :key="each.id"><details :id="'draad-' + each.id" class="wa-details" :open="opened === each.id">
          <summary><span class="wa-talk__line"><span>{{ each.words }}</span><span class="wa-talk__sub"><facts :thread="each"/><span v-if="each.place !== 'dossier'" class="wa-subtle">{{ each.where }}</span></span></span></summary>
          <div class="wa-details__body"><thread :thread="each" :talk="this_"/></div></details></li></ul>
        <box v-if="comment" :talk="this_" :k="place" :label="may_plan ? 'Wat moet er nog gebeuren?' : 'Nieuwe reactie'" :button="may_plan ? 'Open punt toevoegen' : 'Plaatsen'" @send="say"/>
      </template>
      <p class="wa-visually-hidden" role="status">{{ said }}</p>
    </div>`,
  emits: ['open', 'say', 'reply', 'reword', 'takeback', 'settle', 'plan'],
  props: {
    anchor: String, places: Array, about: String, listed: Boolean, first: Object, comment: Boolean, may_plan: Boolean, longest: Number, keep: String, unfolded: Boolean,
  },
  data() {
    return {
      summary: this.first, threads: {}, loaded: false, asked: false, drafts: {}, errors: {}, busy: {}, sent: {}, left: {}, plans: {}, timers: {}, owners: [], said: '', opened: '', filter: 'points',
      place: this.places[0].id, filters: [['points', 'Open punten'], ['talk', 'Andere reacties'], ['done', 'Afgehandeld']],
    };
  },
  computed: {
    this_() { return this; },
    all() { return Object.values(this.threads).filter((each) => this.summary.ids.includes(each.id) || this.isTyping(each.id)); },
    kinds() {
      const points = this.all.filter((each) => each.point && !each.resolved);
      points.sort((a, b) => b.blocks - a.blocks || (a.due || '9').localeCompare(b.due || '9'));
      return { points, talk: this.all.filter((each) => !each.point && !each.resolved), done: this.all.filter((each) => each.resolved) };
    },
    open() {
      if (!this.listed) return this.all.filter((each) => !each.resolved || this.isTyping(each.id));
      const wanted = this.kinds[this.filter];
      return [...wanted, ...this.all.filter((each) => this.isTyping(each.id) && !wanted.includes(each))];
    },
    done() { return this.all.filter((each) => each.resolved && !this.isTyping(each.id)); },
  },
  watch: {
    // words go along to the role they are about, unless something was written there
    place(now, before) {
      if (!this.drafts[before] || this.drafts[now] || this.busy[before]) return;
      this.draft(now, this.drafts[before]);
      this.draft(before, '');
    },
  },
  mounted() {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(this.keep + ':')) this.drafts[key.slice(this.keep.length + 1)] = sessionStorage.getItem(key);
    }
    this.place = (this.places.find((each) => this.drafts[each.id]) ?? this.places[0]).id;
    // what was on its way when the page was left, and may have arrived
    for (const key of Object.keys(this.drafts).filter((each) => this.isOurs(each))) {
      const kept = sessionStorage.getItem(this.sentAt(key));
      if (kept) this.left[key] = JSON.parse(kept);
    }
    this.jump = () => this.goTo(decodeURIComponent(location.hash.slice(1)));
    addEventListener('hashchange', this.jump);
    const kept = Object.keys(this.drafts).some((key) => this.isOurs(key));
    if (this.listed) this.load();
    else if (kept || this.unfolded) this.$refs.fold.open = true;
    this.$nextTick(this.jump);
  },
  unmounted() {
    removeEventListener('hashchange', this.jump);
    Object.values(this.timers).forEach((timer) => timer.flush());
    unanswered.remove(this);
  },
  methods: {
    isOurs(key) { return this.isPlace(key) || this.summary.ids.includes(key.split('/')[0]); },
    // what somebody is writing stays where it is, also when others end or remove what it answers
    isTyping(id) { return Object.keys(this.drafts).some((key) => key.split('/')[0] === id); },
    isPlace(key) { return this.places.some((each) => each.id === key); },
    sentAt(key) { return `${this.keep}-verstuurd:${key}`; },
    named(place) { return this.places.find((each) => each.id === place)?.name ?? ''; },
    toggled() { if (this.$refs.fold.open) this.load(); },
    load() {
      if (!this.asked) this.$emit('open');
      this.asked = true;
    },
    own(names) { this.owners = names; },
    show(summary, fresh, news) {
      this.summary = summary;
      for (const thread of fresh) this.threads[thread.id] = thread;
      this.loaded = this.asked;
      if (news) this.tell(news);
      if (this.loaded) this.clearArrived();
      if (this.wanted && this.threads[this.wanted]) this.reveal(this.wanted);
    },
    goTo(anchor) {
      const id = anchor.startsWith('draad-') ? anchor.slice(6) : '';
      if (!id || !this.summary.ids.includes(id)) return;
      this.wanted = id;
      if (this.$refs.fold) this.$refs.fold.open = true;
      if (this.threads[id]) this.reveal(id);
    },
    reveal(id) {
      this.wanted = '';
      const kind = Object.keys(this.kinds).find((key) => this.kinds[key].some((each) => each.id === id));
      if (this.listed && kind) this.filter = kind;
    },
    // equal words twice are a change as well, or they would be read aloud once
    tell(words) { this.said = words === this.said ? `${words}\u00A0` : words; },
    // how often somebody said this where a draft belongs
    timesSaid(key, text) {
      const [thread, post] = key.split('/');
      const begun = Object.values(this.threads).filter((each) => each.place === key).flatMap((each) => each.posts.slice(0, 1));
      const posts = this.isPlace(key) ? begun : (this.threads[thread]?.posts ?? []).filter((each) => !post || each.id === post);
      return posts.filter((each) => each.mine && each.text === text.trim()).length;
    },
    clearArrived() {
      for (const [key, { text, before }] of Object.entries(this.left)) {
        if (this.drafts[key] !== text || this.timesSaid(key, text) <= before) continue;
        this.clear(key);
        this.tell('Uw reactie staat er.');
      }
    },
    clear(key) {
      this.draft(key, '');
      if (!this.isPlace(key)) delete this.drafts[key];
      delete this.left[key];
      sessionStorage.removeItem(this.sentAt(key));
    },
    draft(key, text) {
      this.drafts[key] = text;
      delete this.errors[key];
      if (text.trim()) sessionStorage.setItem(`${this.keep}:${key}`, text);
      else sessionStorage.removeItem(`${this.keep}:${key}`);
    },
    begin(key, text) {
      this.draft(key, text);
      this.$nextTick(() => document.getElementById(`vak-${this.anchor}-${key}`.replace(/[^\w-]/g, '-'))?.focus());
    },
    drop(key) {
      this.clear(key);
      this.focusThread(key.split('/')[0]);
    },
    // for whoever pressed something that is gone now; who went on to something else stays there
    focusThread(id) {
      this.$nextTick(() => {
        if (document.activeElement !== document.body) return;
        const thread = this.$el.querySelector(`#draad-${CSS.escape(id)}`);
        const place = thread?.querySelector('.wa-talk__reply') ?? thread?.querySelector('summary') ?? thread;
        (place ?? this.$el.querySelector(this.listed ? 'select' : 'summary'))?.focus();
      });
    },
    say(text) { this.send('say', { place: this.place, text }, this.place); },
    send(name, args, key) {
      if (this.busy[key]) return;
      delete this.errors[key];
      delete this.left[key];
      this.busy[key] = name;
      if ('text' in args) {
        this.sent[key] = args.text;
        if (this.loaded) sessionStorage.setItem(this.sentAt(key), JSON.stringify({ text: args.text, before: this.timesSaid(key, args.text) }));
      }
      unanswered.add(this);
      this.$emit(name, { ...args, ref: key });
    },
    plan(thread, what, value, wait) {
      const key = `${thread.id}.${what}`;
      this.plans[key] = value;
      unanswered.add(this);
      clearTimeout(this.timers[key]?.number);
      const flush = () => {
        clearTimeout(this.timers[key]?.number);
        delete this.timers[key];
        delete this.errors[key];
        this.busy[key] = 'plan';
        this.$emit('plan', { thread: thread.id, what, value, ref: key });
      };
      if (wait) this.timers[key] = { number: setTimeout(flush, WAIT), flush };
      else flush();
    },
    // the button that was pressed has gone with its thread to another list
    settled() {
      this.tell('Gedaan.');
      this.$nextTick(() => this.$el.querySelector(this.listed ? 'select' : 'summary')?.focus());
    },
    answered(key, refusal, made) {
      const [did, text] = [this.busy[key], this.sent[key]];
      for (const each of [this.busy, this.sent]) delete each[key];
      sessionStorage.removeItem(this.sentAt(key));
      if (!Object.keys(this.busy).length && !Object.keys(this.timers).length) unanswered.remove(this);
      if (refusal) { this.errors[key] = refusal; return; }
      if (key in this.plans && !this.timers[key]) delete this.plans[key];
      if (did === 'settle') this.settled();
      if (did === 'takeback') {
        this.tell('Verwijderd.');
        this.focusThread(key.split('/')[0]);
      }
      if (text !== undefined) this.posted(key, text, made);
    },
    posted(key, text, made) {
      if (this.drafts[key] && this.drafts[key] !== text) {
        this.tell('Uw reactie staat er. Wat u daarna typte, staat nog in het vak.');
        return;
      }
      this.tell('Uw reactie staat er.');
      if (this.isPlace(key)) this.clear(key);
      else if (key in this.drafts) this.drop(key);
      if (this.listed && made in this.threads) this.opened = made;
    },
  },
};
