import { LearningKind } from '../../core/database/enums.js';
import type { MeasuredText } from './measured-text.js';

/** Something that some posts of a brand on a platform have and others have not. */
export interface Trait {
  readonly kind: LearningKind;
  /** What tells it from the other traits of its kind; stays the same from sync to sync. */
  readonly key: string;
  /** Which posts, as the subject of a sentence. */
  readonly subject: string;
  readonly has: (post: MeasuredText) => boolean;
}

const WEEKDAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];

const LINK = /https?:\/\/\S+/g;
const QUESTION_MARK = /[?？؟]/;
const CALL =
  /\b(?:sign up|learn more|read more|find out|check (?:it )?out|join us|download|book (?:now|a|your)|order (?:now|your)|shop now|buy now|subscribe|register|get started|visit us|contact us|click|tap|follow us|tell us|let us know|share (?:this|your)|link in bio)\b/i;

const MAX_TOPICS = 10;
const SHORTEST_TOPIC = 4;
const FUNCTION_WORDS = new Set(
  'about after also because been before being does from have into more most much only other over some such than that their them then there these they this those very what when where which while will with without your'.split(
    ' ',
  ),
);

/** Whether a text asks something; a question mark in a link asks nothing. */
export function asksSomething({ text }: Pick<MeasuredText, 'text'>): boolean {
  return QUESTION_MARK.test(text.replace(LINK, ' '));
}

/** All that is asked about a platform's posts: hours and weekdays are those of UTC; a call to action is known in English only. */
export function traitsOf(posts: readonly MeasuredText[]): Trait[] {
  return [...hours(), ...weekdays(), ...lengths(posts), ...HASHTAGS, ...WORDINGS, ...topics(posts)];
}

function hours(): Trait[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const isThen = ({ publishedAt }: MeasuredText) => publishedAt.getUTCHours() === hour;
    const key = String(hour).padStart(2, '0');
    const subject = `Posts published between ${key}:00 and ${String((hour + 1) % 24).padStart(2, '0')}:00 UTC`;
    return [
      { kind: LearningKind.HOUR, key, subject, has: isThen },
      {
        kind: LearningKind.HOUR,
        key: `${key} question`,
        subject: `${subject} that ask a question`,
        has: (post: MeasuredText) => isThen(post) && asksSomething(post),
      },
    ];
  }).flat();
}

function weekdays(): Trait[] {
  return WEEKDAYS.map((name, day) => ({
    kind: LearningKind.WEEKDAY,
    key: String(day),
    subject: `Posts published on ${name} (UTC)`,
    has: ({ publishedAt }) => publishedAt.getUTCDay() === day,
  }));
}

/** Thirds by length. */
function lengths(posts: readonly MeasuredText[]): Trait[] {
  const sorted = posts.map(({ characterCount }) => characterCount).toSorted((a, b) => a - b);
  const low = sorted[Math.floor(sorted.length / 3)] ?? 0;
  const high = sorted[Math.floor((sorted.length * 2) / 3)] ?? 0;
  const kind = LearningKind.LENGTH;
  return [
    { kind, key: 'short', subject: `Posts of less than ${low} characters`, has: (post) => post.characterCount < low },
    {
      kind,
      key: 'medium',
      subject: `Posts of ${low} to ${high} characters`,
      has: (post) => post.characterCount >= low && post.characterCount <= high,
    },
    { kind, key: 'long', subject: `Posts of more than ${high} characters`, has: (post) => post.characterCount > high },
  ];
}

const HASHTAGS: Trait[] = [
  {
    kind: LearningKind.HASHTAGS,
    key: 'none',
    subject: 'Posts without hashtags',
    has: (post) => post.hashtagCount === 0,
  },
  {
    kind: LearningKind.HASHTAGS,
    key: 'few',
    subject: 'Posts with one or two hashtags',
    has: (post) => post.hashtagCount === 1 || post.hashtagCount === 2,
  },
  {
    kind: LearningKind.HASHTAGS,
    key: 'many',
    subject: 'Posts with three hashtags or more',
    has: (post) => post.hashtagCount > 2,
  },
];

const WORDINGS: Trait[] = [
  { kind: LearningKind.MEDIA, key: 'with', subject: 'Posts with an image', has: (post) => post.hasMedia },
  { kind: LearningKind.QUESTION, key: 'with', subject: 'Posts that ask a question', has: asksSomething },
  {
    kind: LearningKind.CALL_TO_ACTION,
    key: 'with',
    subject: 'Posts with a call to action',
    has: ({ text }) => CALL.test(text),
  },
];

/** The words that the most topics have. */
function topics(posts: readonly MeasuredText[]): Trait[] {
  const counts = new Map<string, number>();
  for (const { topic } of posts) for (const word of wordsOf(topic)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MAX_TOPICS)
    .map(([word]) => ({
      kind: LearningKind.TOPIC,
      key: word,
      subject: `Posts about "${word}"`,
      has: ({ topic }) => wordsOf(topic).has(word),
    }));
}

function wordsOf(topic: string): Set<string> {
  const words = topic.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.filter((word) => word.length >= SHORTEST_TOPIC && word.length <= 40 && !FUNCTION_WORDS.has(word)),
  );
}
