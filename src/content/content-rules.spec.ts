import { describe, expect, it } from 'vitest';
import { ContentType, Platform } from '../core/database/enums.js';
import { checkPublishable, editVariation, MEDIA_LIMITS, type RuledVariation, rulesBroken } from './content-rules.js';

const { TWITTER, LINKEDIN, INSTAGRAM } = Platform;

const variationOf = (platform: Platform, over: Partial<RuledVariation> = {}): RuledVariation => ({
  platform,
  content: 'Tea',
  posts: [],
  characterCount: 3,
  hashtags: [],
  mediaUrls: [],
  ...over,
});
const images = (count: number) => Array.from({ length: count }, (_, index) => `https://example.com/${index}.jpg`);
const thread = variationOf(TWITTER, { content: 'One\n\nTwo', posts: ['One', 'Two'], characterCount: 6 });

describe('editVariation', () => {
  it('trims a text, counts it and reads its hashtags', () => {
    expect(editVariation(variationOf(TWITTER), ContentType.POST, { content: ' 日本 #Tea\n' })).toEqual({
      edited: { ...variationOf(TWITTER), content: '日本 #Tea', characterCount: 9, hashtags: ['Tea'] },
    });
  });

  it('makes the content of a thread from its posts', () => {
    expect(editVariation(thread, ContentType.THREAD, { posts: ['Three ', '#Four', 'Five'] })).toEqual({
      edited: {
        ...thread,
        content: 'Three\n\n#Four\n\nFive',
        posts: ['Three', '#Four', 'Five'],
        characterCount: 14,
        hashtags: ['Four'],
      },
    });
  });

  it('keeps the text where only the images change', () => {
    expect(editVariation(thread, ContentType.THREAD, { mediaUrls: images(1) })).toEqual({
      edited: { ...thread, mediaUrls: images(1) },
    });
  });

  it.each([
    [thread, ContentType.THREAD, { content: 'One' }, 'content', 'The text for X is changed by its posts.'],
    [
      variationOf(TWITTER),
      ContentType.POST,
      { posts: ['a', 'b'] },
      'posts',
      'The text for X is changed by its content.',
    ],
    [
      variationOf(LINKEDIN),
      ContentType.THREAD,
      { content: 'a', posts: ['a'] },
      'posts',
      'The text for LinkedIn is changed by its content.',
    ],
    [thread, ContentType.THREAD, {}, '', 'Send what is to change: posts or mediaUrls.'],
    [thread, ContentType.THREAD, { posts: ['One'] }, 'posts', 'A thread on X needs 2 posts or more.'],
    [variationOf(LINKEDIN), ContentType.POST, { content: ' ' }, 'content', 'The text is empty.'],
  ])('refuses %j as a %s to be %j', (variation, contentType, edit, path, message) => {
    const issues = [{ path: path === '' ? [] : [path], message }];
    expect(editVariation(variation, contentType, edit)).toEqual({ issues });
  });

  it.each(Object.values(Platform))('takes as many images as %s does and no more', (platform) => {
    const most = MEDIA_LIMITS[platform];
    const edit = (count: number) =>
      editVariation(variationOf(platform), ContentType.POST, { mediaUrls: images(count) });
    expect(edit(most)).toHaveProperty('edited.mediaUrls', images(most));
    expect(edit(most + 1)).toMatchObject({ issues: [{ path: ['mediaUrls'] }] });
  });
});

describe('checkPublishable', () => {
  it('wants every text to keep the rules of its platform, and an image on Instagram', () => {
    const variations = [
      variationOf(TWITTER, { content: 'a'.repeat(281) }),
      variationOf(INSTAGRAM),
      variationOf(LINKEDIN),
    ];
    const issues = checkPublishable({ contentType: ContentType.POST, variations });
    expect(issues).toEqual([
      { path: ['variations', 0, 'content'], message: expect.stringContaining('281 characters') as string },
      { path: ['variations', 1, 'mediaUrls'], message: 'A post on Instagram needs an image.' },
    ]);
    expect(rulesBroken(issues)).toMatchObject({
      status: 400,
      code: 'VALIDATION_ERROR',
      message: `${issues[0]!.message} ${issues[1]!.message}`,
      details: { issues },
    });
  });

  it('finds nothing against texts that keep them', () => {
    const variations = [thread, variationOf(INSTAGRAM, { mediaUrls: images(1) })];
    expect(checkPublishable({ contentType: ContentType.THREAD, variations })).toEqual([]);
  });
});
