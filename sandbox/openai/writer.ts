import twitterText from 'twitter-text';
import type { Brief, PlatformName } from './brief.js';
import { Draw } from './draw.js';
import {
  BULLET,
  DIRECT_CALLS,
  EMOJIS,
  GENERAL_HASHTAGS,
  INSTAGRAM_DIRECT_CALL,
  PHRASES,
  type Register,
  SECTIONS,
} from './phrases.js';

const PLATFORMS: readonly PlatformName[] = ['TWITTER', 'LINKEDIN', 'FACEBOOK', 'INSTAGRAM'];
const HASHTAGS_OF: Readonly<Record<PlatformName, number>> = { TWITTER: 2, LINKEDIN: 4, FACEBOOK: 2, INSTAGRAM: 8 };
const LIMIT_OF: Readonly<Record<PlatformName, number>> = {
  TWITTER: 280,
  LINKEDIN: 3_000,
  FACEBOOK: 63_206,
  INSTAGRAM: 2_200,
};
/** Weight kept free for ` 1/5` at the end of a thread's post. */
const NUMBERING = 6;

/** Writes the posts of one brief from templates, keeping to what the brief asks. */
export class Writer {
  readonly #register: Register;
  readonly #topic: string;

  constructor(
    private readonly brief: Brief,
    private readonly draw: Draw,
  ) {
    this.#register = registerOf(brief);
    const topic = capitalize(shorten(this.#clean(brief.topic), 140));
    this.#topic = this.#isAllowed(topic) ? topic : 'Something new';
  }

  /** One text for a platform. */
  post(platform: PlatformName): string {
    if (platform === 'TWITTER') return this.#shortPost();
    const isLong = this.brief.contentType !== 'POST';
    const paragraphs = isLong ? this.#longParagraphs(platform) : this.#paragraphs(platform);
    return this.#finish(platform, paragraphs);
  }

  /** The posts of a thread on X, numbered. */
  thread(): string[] {
    const bodies = this.#bodies(6);
    const middle = [this.#extras(), bodies.slice(0, 2), bodies.slice(2, 4), bodies.slice(4)];
    const told = [this.#opener('TWITTER'), ...middle.map((lines) => fitOnX(lines, ''))];
    const posts = [...told, this.#mustLine(told.join(' ')), this.#call('TWITTER')].filter((post) => post !== '');
    const last = posts.length - 1;
    posts[last] = fitOnX([posts[last]!], this.#hashtags('TWITTER'));
    return posts.map((post, index) => `${post} ${index + 1}/${posts.length}`);
  }

  /** A text that breaks every rule it can: too long, and with what the brand bans. */
  spoil(platform: PlatformName, text: string): string {
    const { doNotMention, bannedHashtags } = this.brief.brand;
    const banned = [...doNotMention, ...bannedHashtags.map((tag) => `#${tag.replace(/^#/, '')}`)].join(' ');
    const repeats = Math.ceil(LIMIT_OF[platform] / text.length) + 1;
    return `${`${text}\n`.repeat(repeats)}${banned}`;
  }

  #shortPost(): string {
    const opener = this.#emoji() + this.#opener('TWITTER');
    const [body = ''] = this.draw.some([...this.#extras(), ...this.#bodies(2)], 1);
    return fitOnX([opener, this.#mustLine(opener), body, this.#call('TWITTER')], this.#hashtags('TWITTER'));
  }

  #paragraphs(platform: PlatformName): string[] {
    const bodies = this.#bodies(platform === 'LINKEDIN' ? 4 : 3);
    const opener = platform === 'LINKEDIN' ? this.#opener(platform) : this.#emoji() + this.#opener(platform);
    if (platform === 'INSTAGRAM') return [opener, bodies.join('\n'), ...this.#extras().slice(0, 1)];
    const extras = this.#extras().slice(0, 2).join(' ');
    return [opener, bodies.slice(0, 2).join(' '), extras, bodies.slice(2).join(' ')];
  }

  #longParagraphs(platform: PlatformName): string[] {
    if (platform === 'INSTAGRAM')
      return [this.#emoji() + this.#opener(platform), ...this.#bodies(6), this.#extras().join(' ')];
    const bodies = this.#bodies(11);
    const list = bodies.splice(0, 3).map((body) => `${BULLET} ${body}`);
    const sections = this.draw
      .some(SECTIONS.filter(this.#isAllowed), 4)
      .sort((a, b) => SECTIONS.indexOf(a) - SECTIONS.indexOf(b))
      .map((heading) => [heading, bodies.splice(0, 2).join(' ')])
      .filter(([, text]) => text !== '')
      .map((section) => section.join('\n'));
    return [
      this.#topic,
      this.#opener(platform),
      this.#extras().join(' '),
      ...sections,
      `In short:\n${list.join('\n')}`,
    ];
  }

  #finish(platform: PlatformName, paragraphs: string[]): string {
    const written = [...paragraphs, this.#mustLine(paragraphs.join(' ')), this.#call(platform)];
    return [...written, this.#hashtags(platform)].filter((paragraph) => paragraph !== '').join('\n\n');
  }

  /** Every platform of a brief begins differently. */
  #opener(platform: PlatformName): string {
    const openers = PHRASES[this.#register].openers.map((phrase) => this.#fill(phrase)).filter(this.#isAllowed);
    const complete = openers.filter((opener) => this.#mustLine(opener) === '');
    const usable = complete.length > 0 ? complete : openers;
    const shuffled = new Draw(this.brief.brand.name + this.brief.topic).some(usable, usable.length);
    return shuffled[PLATFORMS.indexOf(platform) % usable.length] ?? `${this.#topic}.`;
  }

  #bodies(count: number): string[] {
    return this.draw.some(PHRASES[this.#register].bodies.filter(this.#isAllowed), count);
  }

  /** What only this brief has: its key messages, values, audience and sources. */
  #extras(): string[] {
    const { keyMessages, values, audience } = this.brief.brand;
    const [source] = this.draw.some(this.brief.quotedMaterial, 1);
    const [message] = this.draw.some(keyMessages, 1);
    const [value] = this.draw.some(values, 1);
    return [
      message && asSentence(this.#clean(message)),
      source && `Worth a read on this: “${shorten(this.#clean(source.title), 100)}”.`,
      value && isShort(value) && `${capitalize(this.#clean(value))} is more than a word to us.`,
      isShort(audience) && `Written with ${this.#clean(audience)} in mind.`,
    ].filter((line): line is string => typeof line === 'string' && line.length <= 200 && this.#isAllowed(line));
  }

  #call(platform: PlatformName): string {
    const { ctaStyle, website } = this.brief.brand;
    if (ctaStyle === 'none') return '';
    const direct =
      platform === 'INSTAGRAM' ? [INSTAGRAM_DIRECT_CALL] : website ? [`Find out more: ${website}`] : DIRECT_CALLS;
    const calls = ctaStyle === 'direct' ? direct : PHRASES[this.#register].softCalls;
    return this.draw.some(calls.filter(this.#isAllowed), 1)[0] ?? '';
  }

  #mustLine(text: string): string {
    const missing = this.brief.brand.mustMention.filter((phrase) => phrase.trim() !== '' && !hasWord(text, phrase));
    return missing.length === 0 ? '' : `Always part of the picture: ${missing.join(', ')}.`;
  }

  #hashtags(platform: PlatformName): string {
    const { brand } = this.brief;
    if (!brand.useHashtags) return '';
    const own = [...brand.preferredHashtags, brand.name, ...this.#topic.split(/\s+/).filter((word) => word.length > 5)];
    const tags = [...own, ...(platform === 'INSTAGRAM' ? GENERAL_HASHTAGS : [])]
      .map((tag) => capitalize(tag.replace(/[^\p{L}\p{N}\p{M}_]/gu, '')))
      .filter((tag) => /\p{L}/u.test(tag) && this.#isAllowed(tag))
      .filter((tag) => !brand.bannedHashtags.some((banned) => fold(banned).replace('#', '') === fold(tag)));
    return [...new Set(tags)]
      .slice(0, HASHTAGS_OF[platform])
      .map((tag) => `#${tag}`)
      .join(' ');
  }

  #emoji(): string {
    return this.brief.brand.useEmojis ? `${this.draw.some(EMOJIS, 1)[0]} ` : '';
  }

  #fill(phrase: string): string {
    const topic = phrase.startsWith('{topic}') ? this.#topic : keepNames(this.#topic);
    return phrase
      .replace('{topic}', () => topic)
      .replace('{brand}', () => shorten(this.#clean(this.brief.brand.name), 60));
  }

  /** Without what the brand may not want and what would count as a tag or a mention. */
  #clean(text: string): string {
    const plain = this.brief.brand.useEmojis ? text : text.replace(/\p{Extended_Pictographic}|\uFE0F/gu, '');
    return plain
      .replace(/[#＃@]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/[.!?:;,…]+$/, '');
  }

  readonly #isAllowed = (text: string): boolean =>
    !this.brief.brand.doNotMention.some((phrase) => phrase.trim() !== '' && contains(text, phrase));
}

function registerOf({ brand, tone }: Brief): Register {
  const voice = `${tone ?? ''} ${tone ? '' : brand.voiceTone}`.toLowerCase();
  if (/play|fun|humou?r|witty|cheeky/.test(voice)) return 'playful';
  if (/formal|professional|serious|expert|authorit/.test(voice)) return 'formal';
  return brand.formality >= 4 ? 'formal' : 'casual';
}

/** Joins those of the parts that fit into one post with the hashtags, the earlier ones first. */
function fitOnX(parts: readonly string[], hashtags: string): string {
  const ending = hashtags === '' ? '' : `\n\n${hashtags}`;
  const text = parts.reduce((sofar, part) => {
    const longer = `${sofar} ${part}`.trim();
    return weigh(longer + ending) <= LIMIT_OF.TWITTER - NUMBERING ? longer : sofar;
  }, '');
  return text + ending;
}

function weigh(text: string): number {
  return twitterText.parseTweet(text).weightedLength;
}

/** In the middle of a sentence a topic begins in lower case, unless its first word is a name or says something alone. */
function keepNames(topic: string): string {
  const first = topic.slice(0, topic.indexOf(' '));
  const plain =
    /^(A|An|The|How|Why|What|When|Where|Our|Your|My|New|In|On|For|Launch|Opening|Introducing|Announcing|Tips)$/;
  return plain.test(first) ? topic.charAt(0).toLowerCase() + topic.slice(1) : topic;
}

/** Cuts a text at a word, or anywhere in a script without spaces, to at most this weight on X. */
function shorten(text: string, weight: number): string {
  if (weigh(text) <= weight) return text;
  const characters = [...text];
  while (weigh(characters.join('')) > weight - 2) characters.pop();
  const cut = characters.join('');
  return `${cut.slice(0, cut.includes(' ') ? cut.lastIndexOf(' ') : cut.length)}…`;
}

function isShort(text: string): boolean {
  return text.trim() !== '' && text.length <= 60 && !/[.!?\n]/.test(text.trim());
}

function asSentence(text: string): string {
  return `${capitalize(text)}.`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function contains(text: string, phrase: string): boolean {
  return fold(text).includes(fold(phrase.trim()));
}

function hasWord(text: string, phrase: string): boolean {
  return ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(
    ` ${fold(phrase)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `,
  );
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
