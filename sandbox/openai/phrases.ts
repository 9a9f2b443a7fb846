/** How a text sounds. */
export type Register = 'casual' | 'formal' | 'playful';

interface Phrases {
  /** First lines; {topic} stands where any noun phrase, question or headline reads well. */
  readonly openers: readonly string[];
  /** Sentences that say nothing that could be wrong about any brand. */
  readonly bodies: readonly string[];
  readonly softCalls: readonly string[];
}

export const PHRASES: Readonly<Record<Register, Phrases>> = {
  casual: {
    openers: [
      'On our minds at {brand} this week: {topic}.',
      '{topic}. Here is how we see it at {brand}.',
      'Something we keep coming back to at {brand}: {topic}.',
      'Worth two minutes of your day: {topic}.',
      'Let’s talk about this one: {topic}.',
      'Straight from the {brand} team: {topic}.',
    ],
    bodies: [
      'Small choices, made with care, add up to something you can feel.',
      'We would rather do a few things well than a lot of things fast.',
      'The best part is how simple it looks when it is done right.',
      'There is no big secret here, just attention to the things that matter.',
      'Good work takes a little patience, and it shows in the result.',
      'We like to know why we do things, not only how.',
      'Details are easy to skip. They are also what people remember.',
      'It is the kind of thing you notice once and then never unsee.',
      'Every question you ask us makes the next answer better.',
      'Getting it right matters more to us than getting it out first.',
      'Sometimes the slow way turns out to be the shortest one.',
      'We are still learning, and that is half of the fun.',
    ],
    softCalls: [
      'How do you see it? Tell us below.',
      'We would love to hear your take.',
      'What would you add?',
      'Got a question? Ask away, we read every one.',
    ],
  },
  formal: {
    openers: [
      '{topic}: a perspective from {brand}.',
      'One subject deserves a closer look: {topic}.',
      'At {brand}, we have given this some thought: {topic}.',
      '{topic}. What it means, and why it matters.',
      'A subject that guides our work at {brand}: {topic}.',
    ],
    bodies: [
      'Good results rarely come from a single decision; they come from many small ones, made consistently.',
      'Quality is decided in the details, and the details deserve attention.',
      'Clear priorities are what separates effort from progress.',
      'Trust is earned slowly, by doing what was said and saying what was done.',
      'The most useful improvements are often the least visible ones.',
      'Careful preparation is what makes the outcome look effortless.',
      'It pays to ask the simple questions first and to answer them honestly.',
      'What can be explained plainly has usually been understood well.',
      'Lasting work is built with the people it is meant for.',
      'A considered pace leaves room for better decisions.',
      'Experience is valuable when it is shared, and more so when it is questioned.',
      'Consistency is a promise that has to be kept every day.',
    ],
    softCalls: [
      'We welcome your perspective.',
      'How does your team approach this?',
      'We would be glad to hear your experience.',
      'Which part of this matters most in your work?',
    ],
  },
  playful: {
    openers: [
      'Stop scrolling, this one is for you: {topic}.',
      'Plot twist from {brand}: {topic}.',
      'Today’s happy obsession at {brand}: {topic}.',
      '{topic}. Yes, we could talk about it all day.',
      'Raise your hand if you have thought about this: {topic}.',
    ],
    bodies: [
      'We may have got a little carried away. No regrets.',
      'Warning: you might start noticing it everywhere.',
      'It is a small thing. So is a spark.',
      'Someone on the team did a little dance about it. We are not naming names.',
      'Serious about the work, not too serious about ourselves.',
      'If it makes you smile, we are halfway there.',
      'Simple? Yes. Boring? Never.',
      'Good things take time. Great things take time and snacks.',
      'The details had a meeting, and they all wanted to be noticed.',
      'We could keep it to ourselves, but where is the joy in that?',
    ],
    softCalls: [
      'Team yes or team tell-me-more?',
      'Tag the friend who needs to see this.',
      'Your turn: what would you add?',
      'Tell us everything. We are all ears.',
    ],
  },
};

export const DIRECT_CALLS = ['Get in touch with us today.', 'Write to us today to find out more.'];
export const INSTAGRAM_DIRECT_CALL = 'Tap the link in our bio to find out more.';

/** Headings of a long text's sections. */
export const SECTIONS = ['Why it matters', 'How we go about it', 'What we keep in mind', 'What comes next'];

export const EMOJIS = ['✨', '💡', '🌱', '🙌', '☕', '📌', '🔍', '💬', '🌟', '🎯'];
export const BULLET = '•';

/** What any brand may put under a picture. */
export const GENERAL_HASHTAGS = [
  'BehindTheScenes',
  'DoneWithCare',
  'DetailsMatter',
  'GoodThings',
  'StoryOfTheDay',
  'MadeToLast',
  'OurTeam',
];
