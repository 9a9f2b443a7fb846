-- Secrets are encrypted from now on. The key is not the database's, so what was stored as it is cannot be kept: its endpoint
-- is disabled until it has a new secret, and what waits for it ends, as when an endpoint is disabled otherwise.
UPDATE "webhook_endpoints" SET "plain_secret" = '', "enabled" = false, "updated_at" = clock_timestamp(),
  "disabled_reason" = 'Its secret was stored unencrypted and was removed: make a new one (rotateSecret), and enable it';
UPDATE "webhook_deliveries" SET "status" = 'FAILED', "job_id" = NULL, "ended_at" = clock_timestamp(),
  "last_error" = coalesce("last_error", 'The endpoint was disabled before this was sent') WHERE "ended_at" IS NULL;

-- RenameColumn
ALTER TABLE "webhook_endpoints" RENAME COLUMN "plain_secret" TO "sealed_secret";
