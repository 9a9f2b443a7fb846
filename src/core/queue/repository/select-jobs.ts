import type { JobStatus, JobType } from '../../database/enums.js';

/** Which jobs of an organization; what is undefined does not narrow it down. */
export interface JobSelection {
  organizationId: string;
  status?: JobStatus[] | undefined;
  type?: JobType[] | undefined;
  brandId?: string | undefined;
  createdBefore?: Date | undefined;
}

/** Whether a job in this status has not ended. */
const isUnfinished = (status: JobStatus): boolean => status === 'PENDING' || status === 'RUNNING';

/** SQL: whether a row of `jobs j` is selected, which one of the system's own never is, given {@link selectionValues} as $1 to $5. */
export const isSelected = (status = 'j.status'): string =>
  `j.organization_id = $1 AND NOT j.system AND ($2::job_status[] IS NULL OR ${status} = ANY ($2)) AND ($3::job_type[] IS NULL OR j.type = ANY ($3))
   AND ($4::text IS NULL OR j.brand_id = $4) AND ($5::timestamptz IS NULL OR j.created_at < $5)`;

/** The values that {@link isSelected} names. */
export const selectionValues = (selection: JobSelection): unknown[] => [
  selection.organizationId,
  selection.status ?? null,
  selection.type ?? null,
  selection.brandId ?? null,
  selection.createdBefore ?? null,
];

/** SQL: {@link isSelected}, with what finds the few unfinished jobs of a long history where only such are selected. */
export const isListed = ({ status }: Pick<JobSelection, 'status'>): string =>
  status?.every(isUnfinished)
    ? `${isSelected()} AND j.id = ANY (ARRAY(SELECT job_id FROM engine.unfinished WHERE organization_id = $1))`
    : isSelected();

/** A selection as two that have no job in common, each of which {@link isListed} finds by an index: of ended and of unfinished jobs. */
export function splitByEnd<S extends Pick<JobSelection, 'status'>>(selection: S): S[] {
  const { status } = selection;
  if (!status) return [selection];
  const parts = [status.filter(isUnfinished), status.filter((each) => !isUnfinished(each))];
  return parts.filter((part) => part.length > 0).map((part) => ({ ...selection, status: part }));
}
