-- Lists of what went wrong find it without reading what went well; with its status in the index, they are counted from the index.
CREATE INDEX "jobs_failed_or_cancelled_idx" ON "jobs"("organization_id", "created_at", "id", "status") WHERE (status = ANY (ARRAY['FAILED'::job_status, 'CANCELLED'::job_status]) AND NOT system);

-- The status being asked for by an index, a start's version of a row needs index entries wherever it lies.
ALTER TABLE "jobs" RESET (fillfactor);
