-- Whether a job has been run again. Most rows are no retries and have no entry.
CREATE INDEX "jobs_retry_of_idx" ON "jobs"("retry_of") WHERE (retry_of IS NOT NULL);

-- All unfinished jobs of an organization, those that count against no cap, too.
DROP INDEX "engine"."unfinished_slot";
CREATE INDEX "unfinished_organization" ON "engine"."unfinished" ("organization_id", "slot");
