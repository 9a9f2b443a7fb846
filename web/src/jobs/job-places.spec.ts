import { expect, it } from 'vitest';
import { placesOf, withoutPlaces } from './job-places.js';

it('are what payload and result name, and the schedule', () => {
  const payload = { brandId: 'b', contextSourceId: 's/1' };

  expect(placesOf({ payload, result: { contentItemId: 'c' }, scheduleId: 'x' })).toEqual([
    { term: 'Content', to: '/content/c', text: 'See the content' },
    { term: 'Source', to: '/sources/s%2F1', text: 'See the source' },
    { term: 'Schedule', to: '/schedules/x', text: 'See the schedule' },
  ]);
});

it('are left out of what is shown in raw', () => {
  expect(withoutPlaces({ brandId: 'b', contextSourceId: 's', url: 'https://acme.example' })).toEqual({
    url: 'https://acme.example',
  });
});
