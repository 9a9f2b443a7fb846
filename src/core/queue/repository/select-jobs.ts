import type { JobStatus, JobType } from '../../database/enums.js';

/** Which jobs of an organization; what is undefined does not narrow it down. */
export interface JobSelection {
  organizationId: string;
  status?: JobStatus[] | undefined;
  type?: JobType[] | undefined;
  brandId?: string | undefined;
  createdBefore?: Date | undefined;
}

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
