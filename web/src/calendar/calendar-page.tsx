import { Fragment, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useNow } from '../live/clock.js';
import { PlatformMark } from '../content/platform-mark.js';
import { describeLarge, platformName } from '../parts/describe.js';
import { describeClock } from '../parts/describe-time.js';
import { Dialog } from '../parts/dialog.js';
import { PageHead } from '../parts/page-head.js';
import { Failure, Loading } from '../parts/states.js';
import { useMedia } from '../parts/use-media.js';
import { PageLink, useBrandId } from '../shell/brand.js';
import { dayKey, type Month, monthKey, monthOf, monthsLater, type Post, weeksOf } from './calendar.js';
import { useCalendarPosts } from './use-calendar-posts.js';
import '../styles/content.css';
import '../styles/calendar.css';

const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });
const dayName = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });
const weekday = new Intl.DateTimeFormat('en', { weekday: 'short' });
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Posts that a day's cell has room for; the others are a click away. */
const ROOM = 3;

type Days = ReadonlyMap<string, readonly Post[]>;

/** What is out and what is planned, by day of a month, in the reader's zone. */
export function CalendarPage() {
  const [search, setSearch] = useSearchParams();
  const now = new Date(useNow());
  const month = monthOf(search.get('month'), now);
  const { days, error, isCut, refetch } = useCalendarPosts(useBrandId());
  const isNarrow = useMedia('(max-width: 760px)');
  const title = monthName.format(new Date(month.year, month.month - 1, 1));
  const go = (to: Month) =>
    setSearch((last) => {
      last.set('month', monthKey(to));
      return last;
    });
  const View = isNarrow ? DayList : MonthTable;
  return (
    <>
      <PageHead title="Calendar" note={`Times in your zone, ${zone}`} />
      <div className="month-bar">
        <h2 aria-live="polite">{title}</h2>
        <div className="actions">
          <button type="button" className="button" onClick={() => go(monthsLater(month, -1))}>
            ‹<span className="sr-only">Month before</span>
          </button>
          <button type="button" className="button" onClick={() => go(monthOf(null, now))}>
            Today
          </button>
          <button type="button" className="button" onClick={() => go(monthsLater(month, 1))}>
            ›<span className="sr-only">Month after</span>
          </button>
        </div>
      </div>
      {error && <Failure error={error} onRetry={refetch} />}
      {days ? <View month={month} days={days} today={dayKey(now)} title={title} /> : !error && <Loading rows={10} />}
      {isCut && (
        <p className="soft">
          There is more than is shown here: the newest 500 planned posts and the newest 500 texts, approved and
          published, are read. Choose a brand to see more of it.
        </p>
      )}
    </>
  );
}

interface MonthViewProps {
  month: Month;
  days: Days;
  today: string;
  title: string;
}

function MonthTable({ month, days, today, title }: MonthViewProps) {
  const weeks = weeksOf(month);
  const [open, setOpen] = useState<Date | null>(null);
  return (
    <>
      <table className="month">
        <caption className="sr-only">Posts in {title}</caption>
        <thead>
          <tr>
            {weeks[0]!.map((day) => (
              <th key={day.getDay()} scope="col">
                {weekday.format(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={dayKey(week[0]!)}>
              {week.map((day) => {
                const key = dayKey(day);
                const posts = days.get(key) ?? [];
                const isOther = day.getMonth() + 1 !== month.month;
                return (
                  <td key={key} className={isOther ? 'other' : ''} aria-current={key === today ? 'date' : undefined}>
                    <span className="day">
                      <span aria-hidden="true">{day.getDate()}</span>
                      <span className="sr-only">{dayName.format(day)}</span>
                    </span>
                    <Posts posts={posts.length > ROOM ? posts.slice(0, ROOM - 1) : posts} />
                    {posts.length > ROOM && (
                      <button type="button" className="more-posts" onClick={() => setOpen(day)}>
                        {posts.length - ROOM + 1} more<span className="sr-only"> on {dayName.format(day)}</span>
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {open && (
        <Dialog title={dayName.format(open)} onClose={() => setOpen(null)}>
          <Posts posts={days.get(dayKey(open)) ?? []} />
        </Dialog>
      )}
    </>
  );
}

function DayList({ month, days, today, title }: MonthViewProps) {
  const filled = weeksOf(month)
    .flat()
    .filter((day) => day.getMonth() + 1 === month.month && days.has(dayKey(day)));
  if (filled.length === 0) return <p className="soft">No posts in {title}.</p>;
  return (
    <ol className="days">
      {filled.map((day) => (
        <li key={dayKey(day)} aria-current={dayKey(day) === today ? 'date' : undefined}>
          <h3>{dayName.format(day)}</h3>
          <Posts posts={days.get(dayKey(day))!} />
        </li>
      ))}
    </ol>
  );
}

function Posts({ posts }: { posts: readonly Post[] }) {
  if (posts.length === 0) return null;
  return (
    <ul className="posts">
      {posts.map((post) => (
        <li key={post.key} className={post.status.toLowerCase()}>
          <PageLink to={post.to}>
            <span className="post-when">
              <PlatformMark platform={post.platform} />
              <span className="sr-only">{platformName(post.platform)}, </span>
              <time dateTime={post.at.toISOString()}>{describeClock(post.at)}</time>
              <span className={post.status === 'PLANNED' ? 'post-status' : 'sr-only'}>
                {post.status === 'PLANNED' ? 'Planned' : 'Published'}
              </span>
            </span>
            <span className="post-title">{post.title}</span>
            <Numbers metrics={post.metrics} />
          </PageLink>
        </li>
      ))}
    </ul>
  );
}

function Numbers({ metrics }: { metrics: Post['metrics'] }) {
  if (!metrics) return null;
  const { impressions, engagements } = metrics;
  const told = [
    ...(impressions === null ? [] : [`${describeLarge(impressions)} views`]),
    ...(engagements === null ? [] : [`${describeLarge(engagements)} engaged`]),
  ];
  return (
    <span className="post-numbers">
      {told.map((each, index) => (
        <Fragment key={each}>
          {index > 0 && ' · '}
          <span>{each}</span>
        </Fragment>
      ))}
    </span>
  );
}
