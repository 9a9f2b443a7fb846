/** Pages about what a job names by its id, by the field that names it. */
const PLACES = {
  contentItemId: { term: 'Content', path: '/content', text: 'See the content' },
  contextSourceId: { term: 'Source', path: '/sources', text: 'See the source' },
  socialAccountId: { term: 'Account', path: '/accounts', text: 'See the account' },
} as const;

/** Where something that a job is about, or that it made, is shown. */
export interface JobPlace {
  term: string;
  to: string;
  text: string;
}

/** What of a job names other things. */
interface Naming {
  payload: object;
  result: object | null;
  scheduleId: string | null;
}

/** What a job's payload and result name that has a page of its own, and the schedule that made it. */
export function placesOf({ payload, result, scheduleId }: Naming): JobPlace[] {
  const fields = { ...payload, ...result } as Record<string, unknown>;
  const places = Object.entries(PLACES).flatMap(([name, { path, ...rest }]) => {
    const id = fields[name];
    return typeof id === 'string' ? [{ ...rest, to: `${path}/${encodeURIComponent(id)}` }] : [];
  });
  if (scheduleId === null) return places;
  return [
    ...places,
    { term: 'Schedule', to: `/schedules/${encodeURIComponent(scheduleId)}`, text: 'See the schedule' },
  ];
}

/** The fields of a payload or result that are not shown in words of their own elsewhere: brand and places are. */
export function withoutPlaces(fields: unknown): Record<string, unknown> {
  const entries = Object.entries((fields ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter(([name]) => !(name in PLACES) && name !== 'brandId'));
}
