import { refusal } from './graph.wire.js';

/** When each version stops (developers.facebook.com, graph-api/changelog/versions); the latest has no end yet. */
const ENDS: Readonly<Record<string, string | null>> = {
  'v21.0': '2027-01-21',
  'v22.0': '2027-05-20',
  'v23.0': '2027-10-08',
  'v24.0': '2028-02-18',
  'v25.0': '2028-07-29',
  'v26.0': null,
};

const OLDEST = 21;

/**
 * Refuses a version that has ended or that there is not. Meta answers calls with an ended version as the oldest one that
 * still works; the stand-in says it aloud, so that nobody finds out by figures that change.
 * @throws {Refusal} code 2635 for one that has ended, 2500 for one that there is not
 */
export function requireVersion(version: string, now: Date): void {
  const end = ENDS[version];
  if (end === undefined && Number(version.slice(1)) >= OLDEST)
    throw refusal({ code: 2500, message: `Unknown path components: /${version}` });
  if (end === null || (end !== undefined && now < new Date(end))) return;
  const message = `(#2635) You are calling a deprecated version of the API. Please update to the latest version: v26.0.`;
  throw refusal({ code: 2635, message });
}
