import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { ContentType, Platform } from '../../core/database/enums.js';
import { PermanentJobError, TransientJobError } from '../../core/queue/job-errors.js';
import type { JobContext } from '../../core/queue/job-handler.js';
import {
  type ContentGenerationRepository,
  type QuotableItem,
  type SavedContent,
  type SpeakingBrand,
  UNDESCRIBED_BRAIN,
  type WrittenContent,
} from '../content-generation.repository.js';
import type { Answered, OpenAiClient, Question } from '../openai/openai.client.js';
import { GenerateContentHandler } from './generate-content.handler.js';
import type { GenerateContentPayload } from './generate-content.job.js';

const { TWITTER, LINKEDIN } = Platform;

const brand: SpeakingBrand = {
  name: 'Acme',
  website: null,
  industry: null,
  brain: { ...UNDESCRIBED_BRAIN, mustMention: ['Acme'], doNotMention: ['cheap'] },
};

const item: QuotableItem = { id: 'item1', title: 'A page', url: null, publishedAt: null, summary: null, content: 'x' };

const unexpected = (name: string) => () => {
  throw new Error(`${name} was not expected`);
};

/** Knows what it is told; anything else fails the test. */
function fakeRepository(known: Partial<ContentGenerationRepository>): ContentGenerationRepository {
  return {
    findByJob: async () => null,
    findBrand: async () => brand,
    findContextItems: async () => [],
    findActiveLearnings: async () => [],
    save: unexpected('save'),
    ...known,
  } as Partial<ContentGenerationRepository> as ContentGenerationRepository;
}

function savingRepository(saved: WrittenContent[], known: Partial<ContentGenerationRepository> = {}) {
  return fakeRepository({
    ...known,
    save: async (content) => {
      saved.push(content);
      const variations = content.variations.map((variation) => ({ ...variation, id: `id-${variation.platform}` }));
      return { ...content, id: 'item', variations };
    },
  });
}

/** Gives the answers in turn and keeps the questions; a further one fails the test. */
class FakeModel {
  readonly models = ['gpt-5.5'] as const;
  readonly questions: Question<unknown>[] = [];

  constructor(private readonly answers: (Partial<Answered<unknown>> & { answer: unknown })[]) {}

  async ask(question: Question<unknown>): Promise<Answered<unknown>> {
    this.questions.push(question);
    const next = this.answers.shift();
    if (!next) throw new Error('the model was asked once more than expected');
    const usage = { inputTokens: 100, cachedInputTokens: 0, outputTokens: 10 };
    return { model: 'gpt-5.5', usage, ...next, answer: question.schema.parse(next.answer) };
  }
}

function contextOf(changes: Partial<JobContext<GenerateContentPayload>> = {}): JobContext<GenerateContentPayload> {
  return {
    jobId: 'job1',
    organizationId: 'org1',
    payload: { brandId: 'brand1', topic: 'Autumn', platforms: [TWITTER, LINKEDIN] },
    attempt: 1,
    dryRun: false,
    token: 7n,
    signal: new AbortController().signal,
    effect: unexpected('effect'),
    progress: () => undefined,
    log: pino({ enabled: false }),
    ...changes,
  };
}

function handlerOf(repository: ContentGenerationRepository, model: FakeModel): GenerateContentHandler {
  return new GenerateContentHandler(repository, model as Pick<OpenAiClient, 'ask' | 'models'> as OpenAiClient);
}

const good = { TWITTER: { content: 'Acme on X #autumn' }, LINKEDIN: { content: 'Acme on LinkedIn' } };
const lastTurn = (question: Question<unknown> | undefined) => question?.messages.at(-1)?.content;

describe('GenerateContentHandler', () => {
  it('saves a text for each platform with what it took', async () => {
    const saved: WrittenContent[] = [];
    const result = await handlerOf(savingRepository(saved), new FakeModel([{ answer: good }])).handle(contextOf());
    expect(result).toEqual({
      contentItemId: 'item',
      variations: [
        { platform: TWITTER, variationId: 'id-TWITTER', content: 'Acme on X #autumn', characterCount: 17 },
        { platform: LINKEDIN, variationId: 'id-LINKEDIN', content: 'Acme on LinkedIn', characterCount: 16 },
      ],
      tokensUsed: 110,
      model: 'gpt-5.5',
      costMicroUsd: 100 * 5 + 10 * 30,
      generationTimeMs: expect.any(Number),
    });
    expect(saved[0]).toMatchObject({ jobId: 'job1', organizationId: 'org1', contentType: 'POST', topic: 'Autumn' });
    expect(saved[0]?.variations[0]?.hashtags).toEqual(['autumn']);
  });

  it('gives back what an earlier attempt saved without asking', async () => {
    const variations = [LINKEDIN, TWITTER].map((platform) => {
      return { id: `id-${platform}`, platform, content: 'text', posts: [], characterCount: 4, hashtags: [] };
    });
    const earlier: SavedContent = { id: 'item0', model: 'gpt-5.4', tokensUsed: 5, costMicroUsd: null, variations };
    const repository = fakeRepository({ findByJob: async () => earlier, findBrand: unexpected('findBrand') });
    const result = await handlerOf(repository, new FakeModel([])).handle(contextOf({ attempt: 2 }));
    expect(result).toMatchObject({ contentItemId: 'item0', tokensUsed: 5, costMicroUsd: null });
    expect(result.variations.map(({ platform }) => platform)).toEqual([TWITTER, LINKEDIN]);
  });

  it('sends back only what breaks a rule, with what is wrong, and adds up all calls', async () => {
    const model = new FakeModel([
      { answer: { ...good, TWITTER: { content: `cheap ${'a'.repeat(280)}` } } },
      { answer: { TWITTER: { content: 'Acme again' } } },
    ]);
    const result = await handlerOf(savingRepository([]), model).handle(contextOf());
    expect(result.variations.map(({ content }) => content)).toEqual(['Acme again', 'Acme on LinkedIn']);
    expect(result.tokensUsed).toBe(220);
    expect(lastTurn(model.questions[1])).toBe(
      'These texts break rules. Write only these again, whole:\n- TWITTER: The text has 286 characters as X counts ' +
        'them, 6 more than the 280 of X. It does not mention "Acme", which it must. It mentions "cheap", which it must not.',
    );
  });

  it('gives up after two corrections with the sentences', async () => {
    const bad = { answer: { TWITTER: { content: 'no name' } } };
    const model = new FakeModel([{ answer: { ...good, ...bad.answer } }, bad, bad]);
    await expect(handlerOf(fakeRepository({}), model).handle(contextOf())).rejects.toMatchObject({
      constructor: PermanentJobError,
      code: 'CONTENT_RULES_UNMET',
      message: 'The text still breaks rules after 2 corrections. X: It does not mention "Acme", which it must.',
    });
    expect(model.questions).toHaveLength(3);
  });

  it('keeps the posts of a thread on X', async () => {
    const posts = ['Acme one', 'two'];
    const model = new FakeModel([{ answer: { ...good, TWITTER: { posts } } }]);
    const payload = { ...contextOf().payload, contentType: ContentType.THREAD };
    const result = await handlerOf(savingRepository([]), model).handle(contextOf({ payload }));
    expect(result.variations[0]).toMatchObject({ posts, content: 'Acme one\n\ntwo', characterCount: 11 });
    expect(result.variations[1]).not.toHaveProperty('posts');
  });

  it('says null for tokens and cost that one of the calls did not tell', async () => {
    const model = new FakeModel([
      { answer: { ...good, TWITTER: { content: 'no name' } } },
      { answer: { TWITTER: { content: 'Acme' } }, usage: null, model: 'local' },
    ]);
    const result = await handlerOf(savingRepository([]), model).handle(contextOf());
    expect(result).toMatchObject({ tokensUsed: null, costMicroUsd: null, model: 'local' });
  });

  it('plans only, when it is a dry run', async () => {
    const repository = fakeRepository({ findContextItems: async () => [item] });
    const payload = { ...contextOf().payload, contextItemIds: ['item1'] };
    const result = await handlerOf(repository, new FakeModel([])).handle(contextOf({ dryRun: true, payload }));
    expect(result).toEqual({
      contentItemId: null,
      variations: [],
      tokensUsed: 0,
      model: 'gpt-5.5',
      costMicroUsd: 0,
      generationTimeMs: expect.any(Number),
      plan: { platforms: [TWITTER, LINKEDIN], promptCharacters: expect.any(Number), contextItems: 1 },
    });
    expect(result.plan?.promptCharacters).toBeGreaterThan(1_000);
  });

  it.each([
    ['BRAND_NOT_FOUND', fakeRepository({ findBrand: async () => null })],
    ['CONTEXT_ITEM_NOT_FOUND', fakeRepository({ findContextItems: async () => [item] })],
  ])('fails for good with %s', async (code, repository) => {
    const payload = { ...contextOf().payload, contextItemIds: ['item1', 'gone'] };
    const handled = handlerOf(repository, new FakeModel([])).handle(contextOf({ payload }));
    await expect(handled).rejects.toMatchObject({ constructor: PermanentJobError, code });
  });

  it('passes on that the lease was lost when it saves', async () => {
    const lost = new TransientJobError('lost', { code: 'LEASE_LOST' });
    const repository = fakeRepository({ save: () => Promise.reject(lost) });
    await expect(handlerOf(repository, new FakeModel([{ answer: good }])).handle(contextOf())).rejects.toBe(lost);
  });

  it('saves nothing once its signal has aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('shutdown');
    const model = new FakeModel([{ answer: good }]);
    const context = contextOf({ signal: controller.signal, progress: () => controller.abort(reason) });
    await expect(handlerOf(fakeRepository({}), model).handle(context)).rejects.toBe(reason);
  });
});
