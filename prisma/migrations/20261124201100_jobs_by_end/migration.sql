-- An organization's unfinished jobs (their completed_at is null), and those that ended since a time.
CREATE INDEX "jobs_organization_id_completed_at_id_idx" ON "jobs"("organization_id", "completed_at", "id");
