// What comments are made of: a box to write in, the facts of an open point, and one thread.
const ICONS = {
  talk: 'M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z',
  stop: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM15 9l-6 6M9 9l6 6',
  done: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM16 9l-5.5 5.500L8 12',
};
const LINK = /(https:\/\/[^\s<>"'‘’]+[^\s<>"'‘’.,;:!?)\]])/;

export const Glyph = {
  props: { name: String },
  data: () => ({ icons: ICONS }),
  template: '<span class="wa-icon" aria-hidden="true"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path :d="icons[name]"/></svg></span>',
};

// A text that is sent with a button; it stays in the box, and on the device, until the server has it.
export const Box = {
  props: { talk: Object, k: String, label: String, button: String, leave: Boolean },
  emits: ['send'],
  computed: {
    id() { return `vak-${this.talk.anchor}-${this.k}`.replace(/[^\w-]/g, '-'); },
    text() { return this.talk.drafts[this.k] ?? ''; },
    error() { return this.talk.errors[this.k]; },
    left() { return this.talk.longest - this.text.trim().length; },
  },
  template: `
    <form class="wa-talk__box" @submit.prevent="$emit('send', text)">
      <label class="wa-field__label" :for="id">{{ label }}</label>
      <textarea class="wa-input" :id="id" rows="2" lang="nl" :value="text" :aria-invalid="error ? 'true' : null" :aria-describedby="id + '-zegt'" @input="talk.draft(k, $event.target.value)" @keydown.ctrl.enter.prevent="$emit('send', text)"></textarea>
      <p class="wa-field__foot" v-if="left < 200">{{ left >= 0 ? 'Nog ' + left + ' tekens.' : -left + ' tekens te veel.' }}</p>
      <p class="wa-field__foot" data-state="fout" :id="id + '-zegt'" aria-live="assertive">{{ error }}</p>
      <div class="wa-actions">
        <slot></slot>
        <button type="submit" class="wa-button wa-button--second" :aria-disabled="!!talk.busy[k]">{{ talk.busy[k] ? 'Bezig' : button }}</button>
        <button v-if="leave" type="button" class="wa-button wa-button--quiet" @click="talk.drop(k)">Annuleren</button>
      </div>
    </form>`,
};

export const Facts = {
  components: { Glyph },
  props: { thread: Object },
  template: `
    <span class="wa-talk__facts" v-if="thread.point || thread.resolved">
      <span v-if="thread.resolved" class="wa-badge wa-badge--klaar"><glyph name="done"/>{{ thread.resolved }}</span>
      <span v-else-if="thread.blocks" class="wa-badge wa-badge--knelpunt"><glyph name="stop"/>Blokkeert definitief</span>
      <span v-else class="wa-badge">Open punt</span>
      <span v-if="thread.owner">{{ thread.owner }}</span>
      <span v-if="thread.when" :class="{ 'wa-talk__late': thread.late }">{{ thread.when }}</span>
    </span>`,
};

const Plan = {
  props: { thread: Object, talk: Object },
  computed: { id() { return `plan-${this.talk.anchor}-${this.thread.id}`; } },
  methods: {
    value(what) { return this.talk.plans[`${this.thread.id}.${what}`] ?? this.thread[what]; },
    error() { return ['point', 'owner', 'due', 'blocks'].map((what) => this.talk.errors[`${this.thread.id}.${what}`]).find(Boolean); },
  },
  template: `
    <details class="wa-details wa-details--quiet wa-talk__plan">
      <summary><span>{{ thread.point ? 'Afspraken over dit punt' : 'Maak er een open punt van' }}</span></summary>
      <div class="wa-details__body wa-stack wa-stack--small">
        <label class="wa-check"><input type="checkbox" :checked="value('point')" @change="talk.plan(thread, 'point', $event.target.checked)"><span>Dit is een open punt</span></label>
        <template v-if="value('point')">
          <div class="wa-fields">
            <div class="wa-field"><label class="wa-field__label" :for="id + '-wie'">Wie zoekt het uit?</label>
              <input class="wa-input" :id="id + '-wie'" :list="id + '-namen'" maxlength="300" autocomplete="off" :value="value('owner')" @input="talk.plan(thread, 'owner', $event.target.value, true)" @change="talk.plan(thread, 'owner', $event.target.value)">
              <datalist :id="id + '-namen'"><option v-for="name in talk.owners" :value="name"></option></datalist></div>
            <div class="wa-field"><label class="wa-field__label" :for="id + '-datum'">Vóór wanneer?</label>
              <input type="date" class="wa-input" :id="id + '-datum'" :value="value('due')" @change="!$event.target.validity.badInput && talk.plan(thread, 'due', $event.target.value)"></div>
          </div>
          <label class="wa-check"><input type="checkbox" :checked="value('blocks')" @change="talk.plan(thread, 'blocks', $event.target.checked)"><span>Blokkeert de definitieve overeenkomst<span class="wa-check__text">Zolang dit open staat, kan de overeenkomst niet definitief worden.</span></span></label>
        </template>
        <p class="wa-field__foot" data-state="fout" aria-live="assertive">{{ error() }}</p>
      </div>
    </details>`,
};

export const Thread = {
  components: { Box, Facts, Glyph, Plan },
  props: { thread: Object, talk: Object },
  data: () => ({ sure: '' }),
  methods: {
    parts(text) { return text.split(LINK).map((part, at) => ({ text: part, link: at % 2 === 1 })); },
    edit(post) { return `${this.thread.id}/${post.id}`; },
    take(post) {
      if (this.sure !== post.id) { this.sure = post.id; return; }
      this.sure = '';
      this.talk.send('takeback', { thread: this.thread.id, post: post.id }, this.edit(post));
    },
  },
  template: `
    <div class="wa-talk__in">
      <p v-if="talk.listed || talk.places.length > 1" class="wa-talk__where"><a v-if="talk.listed && thread.link" :href="thread.link">Ga naar {{ thread.where }}</a><span v-else-if="!talk.listed">Bij de rol van {{ talk.named(thread.place) }}</span></p>
      <facts v-if="!talk.listed" :thread="thread"/>
      <ol class="wa-talk__posts">
        <li v-for="post in thread.posts" :key="post.id" :style="{ '--wa-party-colour': post.colour }">
          <p class="wa-talk__who"><span class="wa-party">{{ post.who || 'Eerder opgeschreven' }}</span> <time v-if="post.at" :datetime="post.at">{{ post.when }}</time><span v-if="post.edited && !post.removed"> (gewijzigd)</span></p>
          <p v-if="post.removed" class="wa-subtle">Deze reactie is verwijderd.</p>
          <box v-else-if="talk.drafts[edit(post)] !== undefined" :talk="talk" :k="edit(post)" label="Uw reactie wijzigen" button="Wijzigen" leave @send="talk.send('reword', { thread: thread.id, post: post.id, text: $event }, edit(post))"/>
          <p v-else class="wa-talk__text"><template v-for="part in parts(post.text)"><a v-if="part.link" :href="part.text" target="_blank" rel="noopener noreferrer nofollow">{{ part.text }}</a><template v-else>{{ part.text }}</template></template></p>
          <p v-if="post.mine && talk.drafts[edit(post)] === undefined" class="wa-talk__own">
            <button type="button" class="wa-talk__small" @click="talk.begin(edit(post), post.text)">Wijzig<span class="wa-visually-hidden"> uw reactie</span></button>
            <button type="button" class="wa-talk__small" @click="take(post)" @blur="sure = ''">{{ sure === post.id ? 'Zeker weten? Verwijder' : 'Verwijder' }}<span class="wa-visually-hidden"> uw reactie</span></button>
            <span class="wa-talk__error" aria-live="assertive">{{ talk.errors[edit(post)] }}</span>
          </p>
        </li>
      </ol>
      <box v-if="talk.drafts[thread.id] !== undefined" :talk="talk" :k="thread.id" label="Uw antwoord" button="Plaatsen" leave @send="talk.send('reply', { thread: thread.id, text: $event }, thread.id)"/>
      <div class="wa-talk__acts">
        <button v-if="talk.comment && !talk.summary.mute && !thread.resolved && talk.drafts[thread.id] === undefined" type="button" class="wa-button wa-button--quiet wa-talk__reply" @click="talk.begin(thread.id, '')">Reageer</button>
        <button v-if="thread.settle" type="button" class="wa-button wa-button--quiet" @click="talk.send('settle', { thread: thread.id, done: !thread.resolved }, thread.id + '.settle')"><glyph v-if="!thread.resolved" name="done"/>{{ thread.resolved ? 'Opnieuw openen' : 'Afhandelen' }}</button>
        <span class="wa-talk__error" aria-live="assertive">{{ talk.errors[thread.id + '.settle'] }}</span>
        <plan v-if="talk.may_plan && !thread.resolved" :thread="thread" :talk="talk"/>
      </div>
    </div>`,
};
