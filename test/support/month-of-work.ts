import { type At, hasFailed, jobOf, jobsOf, newId, type Row, TOPICS, waiting } from './month-of-jobs.js';
import { runStatement } from './run-statement.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const TEXTS: Record<string, string> = {
  TWITTER:
    'Worth two minutes of your morning. Got a question? Ask away, we read every one.\n\n#NorthwindCoffee #HomeBrewing',
  LINKEDIN:
    'We changed how we roast this year, and wrote down why.\n\nSmaller batches, twice a week, shipped the same day. Here is what that did for the coffee, and for the people who make it.\n\n#NorthwindCoffee',
};

const FOUND = [
  ['HOUR', 'Posts at 07:00 UTC got 1.8 times the engagement of the others.', 1.8, 1.35, 2.4, 0.0004, 'ACTIVE'],
  ['QUESTION', 'Posts with a question got 1.4 times the engagement of those without.', 1.4, 1.1, 1.8, 0.004, 'ACTIVE'],
  ['HASHTAGS', 'Posts with more than three hashtags got half the engagement.', 0.55, 0.38, 0.8, 0.003, 'ACTIVE'],
  ['MEDIA', 'Posts with an image got 1.2 times the engagement of those without.', 1.2, 0.92, 1.56, 0.18, 'CANDIDATE'],
] as const;

/** Puts a month of work of a brand into the record: what its people would see on each page by then. */
export async function addMonthOfWork(databaseUrl: string, organizationId: string, brandId: string): Promise<void> {
  const now = Date.now();
  const at = (ms: number) => new Date(now + ms).toISOString();
  const owned = { organization_id: organizationId, brand_id: brandId, updated_at: at(0) };
  const accounts = [
    ['TWITTER', '2244994945', 'Northwind Coffee', 'northwindcoffee', 'ACTIVE', null],
    ['LINKEDIN', 'urn:li:organization:2414183', 'Northwind Coffee', null, 'ACTIVE', null],
    [
      'INSTAGRAM',
      '17841405822304914',
      'northwind.coffee',
      'northwind.coffee',
      'NEEDS_REAUTH',
      'Instagram has revoked the token.',
    ],
  ].map(([platform, platformId, displayName, username, status, reason], index) => ({
    ...owned,
    id: newId(),
    platform,
    platform_id: `${platformId}${organizationId.length}`,
    display_name: displayName,
    username,
    access_token: 'none',
    tokens_at: at(-20 * DAY),
    token_expires_at: at((12 + 9 * index) * DAY),
    status,
    status_reason: reason,
    last_sync_at: at(-25 * MINUTE),
    created_at: at(-30 * DAY),
  }));
  const posts = postsOf(owned, accounts, at);
  const jobs = jobsOf(owned, at);
  // A shard that nothing else writes.
  const counted = { organization_id: organizationId, shard: 99 };
  const statements = [
    insert('social_accounts', accounts),
    insert('context_sources', sourcesOf(owned, at)),
    insert('content_items', posts.items),
    insert('content_variations', posts.variations),
    insert('publications', posts.publications),
    insert('post_metrics', posts.metrics),
    insert('jobs', [...posts.planned, ...jobs]),
    insert('engine.unfinished', posts.planned.map(waiting)),
    insert('engine.job_days', [{ ...counted, day: at(0), completed: 412, cancelled: 6 }]),
    insert('engine.attention', [{ ...counted, failed: jobs.filter(hasFailed).length, unread: 0 }]),
    insert('monthly_usage', [
      { ...counted, month: `${at(0).slice(0, 7)}-01`, tokens: 318_204, cost_micro_usd: 4_820_000 },
    ]),
    insert('learnings', learningsOf(owned, at)),
    insert('notifications', notificationsOf(organizationId, at, String(jobs.find(hasFailed)!.id), accounts[2]!.id)),
  ];
  await runStatement(databaseUrl, statements.join(';\n'));
}

/** A text every other day, on X and LinkedIn, with its numbers; drafts, and what is planned. */
function postsOf(owned: Row, accounts: Row[], at: At) {
  const items: Row[] = [];
  const variations: Row[] = [];
  const publications: Row[] = [];
  const metrics: Row[] = [];
  const planned: Row[] = [];
  for (let day = -24; day <= 14; day += 2) {
    const n = (day + 24) / 2;
    const time = day * DAY + ((n * 7) % 9) * HOUR;
    const isOut = time < 0;
    const item = newId();
    const status = isOut ? 'PUBLISHED' : day < 12 ? 'APPROVED' : 'DRAFT';
    items.push({
      ...owned,
      id: item,
      job_id: newId(),
      topic: TOPICS[n % TOPICS.length],
      content_type: 'POST',
      status,
      context_item_ids: [],
      learning_ids: [],
      prompt_version: '2026-10',
      model: 'gpt-5.5',
      tokens_used: 812,
      cost_micro_usd: 7_400,
      created_at: at(Math.min(time - 2 * DAY, -n * MINUTE)),
    });
    for (const account of accounts.slice(0, 1 + (n % 2))) {
      const [platform, variation] = [String(account.platform), newId()];
      const text = TEXTS[platform]!;
      const of = { id: variation, platform, content_item_id: item, content: text, character_count: text.length };
      variations.push({
        ...of,
        posts: [],
        hashtags: ['NorthwindCoffee'],
        media_urls: [],
        created_at: at(time),
        updated_at: at(0),
      });
      if (isOut) {
        const id = newId();
        publications.push({
          id,
          organization_id: owned.organization_id,
          variation_id: variation,
          social_account_id: account.id,
          platform,
          platform_id: account.platform_id,
          job_id: newId(),
          status: 'CONFIRMED',
          fingerprint: id,
          post_ids: [id],
          sent_at: at(time),
          permalink: `https://example.com/posts/${id}`,
          published_at: at(time),
          created_at: at(time),
          updated_at: at(0),
        });
        const views = Math.round((900 + ((n * 2_711) % 14_000)) / (platform === 'TWITTER' ? 1 : 3));
        const numbers = { impressions: views, likes: Math.round(views / 40), comments: n + 2, shares: n % 6 };
        metrics.push({
          ...numbers,
          publication_id: id,
          day: at(0),
          engagements: Math.round(views / (platform === 'TWITTER' ? 22 : 14)),
          read_at: at(-25 * MINUTE),
        });
      } else if (status === 'APPROVED') {
        const payload = {
          contentVariationId: variation,
          socialAccountId: account.id,
          platform,
          scheduledFor: at(time),
        };
        planned.push(jobOf(owned, 'PUBLISH_CONTENT', payload, { at: at(-DAY), run_at: at(time) }));
      }
    }
  }
  return { items, variations, publications, metrics, planned };
}

function sourcesOf(owned: Row, at: At): Row[] {
  const wrong = {
    status: 'UNHEALTHY',
    consecutive_failures: 5,
    last_error: 'The feed answered 404 (not found): check its address',
  };
  return (
    [
      ['WEBSITE', 'Northwind Coffee', 'https://northwind.example/', {}],
      ['RSS', 'The roasters’ blog', 'https://northwind.example/blog/feed.xml', {}],
      ['RSS', 'News', 'https://northwind.example/news.xml', wrong],
    ] as const
  ).map(([type, name, url, over], index) => ({
    ...owned,
    id: newId(),
    type,
    name,
    url,
    status: 'ACTIVE',
    consecutive_failures: 0,
    last_sync_at: at(-(40 + index) * MINUTE),
    next_sync_at: at(320 * MINUTE),
    created_at: at(-(30 + index) * DAY),
    ...over,
  }));
}

function learningsOf(owned: Row, at: At): Row[] {
  return FOUND.map(([kind, insight, effect, low, high, pValue, status], index) => ({
    ...owned,
    id: newId(),
    platform: index === 3 ? 'LINKEDIN' : 'TWITTER',
    kind,
    key: 'k',
    insight,
    effect,
    low,
    high,
    sample_size: 24 + 7 * index,
    baseline_size: 96,
    p_value: pValue,
    holds: status === 'ACTIVE',
    status,
    valid_from: at(-2 * DAY),
    expires_at: at(28 * DAY),
    created_at: at(-2 * DAY),
  }));
}

function notificationsOf(organizationId: string, at: At, jobId: string, accountId: string): Row[] {
  return (
    [
      ['JOB_FAILED', 'Sync RSS failed: the feed answered 404 (not found): check its address', null, null],
      [
        'ACCOUNT_NEEDS_REAUTH',
        'northwind.coffee on Instagram must be connected again: Instagram has revoked the token.',
        `/api/social-accounts/${accountId}`,
        null,
      ],
      [
        'PUBLISH_UNKNOWN',
        'X did not say whether the post is out. It is looked for; look it up before it is published again.',
        null,
        null,
      ],
      ['SOURCE_UNHEALTHY', 'News could not be read 5 times in a row.', null, -DAY],
    ] as const
  ).map(([kind, sentence, resource, readAt], index) => ({
    id: newId(),
    organization_id: organizationId,
    kind,
    sentence,
    job_id: kind === 'JOB_FAILED' ? jobId : null,
    resource,
    read_at: readAt === null ? null : at(readAt),
    created_at: at(-(6 + index * 190) * MINUTE),
  }));
}

/** A statement that adds rows of the same fields; the table's types are what their values become. */
function insert(table: string, rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap(Object.keys))].join(', ');
  const json = JSON.stringify(rows).replaceAll("'", "''");
  return `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(null::${table}, '${json}')`;
}
