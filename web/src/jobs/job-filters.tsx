import { typeName, words } from '../parts/describe.js';
import { describeJobCount } from './describe-job.js';
import { STATUSES, TYPES } from './filter.js';
import type { JobFilter } from './job-list.js';
import { useJobCounts } from './use-job-counts.js';

interface JobFiltersProps {
  filter: JobFilter;
  onChange: (change: Partial<Pick<JobFilter, 'status' | 'type'>>) => void;
}

/** Which jobs are listed, with how many there are of each status. */
export function JobFilters({ filter, onChange }: JobFiltersProps) {
  const { status, type } = filter;
  const counts = useJobCounts(filter);
  return (
    <div className="filters">
      <div className="chips" role="group" aria-label="Status">
        <button
          type="button"
          className="chip"
          aria-pressed={status.length === 0}
          onClick={() => onChange({ status: [] })}
        >
          All
        </button>
        {STATUSES.map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={status.includes(each)}
            onClick={() =>
              onChange({ status: status.includes(each) ? status.filter((x) => x !== each) : [...status, each] })
            }
          >
            {words(each)}{' '}
            {counts && <span className={`chip-count ${each.toLowerCase()}`}>{describeJobCount(counts[each])}</span>}
          </button>
        ))}
      </div>
      <label>
        <span className="sr-only">Type</span>
        <select
          value={type[0] ?? ''}
          onChange={({ target }) => onChange({ type: TYPES.filter((each) => each === target.value) })}
        >
          <option value="">All types</option>
          {TYPES.map((each) => (
            <option key={each} value={each}>
              {typeName(each)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
