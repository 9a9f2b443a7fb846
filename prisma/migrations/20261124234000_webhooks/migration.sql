-- CreateEnum
CREATE TYPE "webhook_delivery_status" AS ENUM ('PENDING', 'DELIVERED', 'FAILED');

-- AlterEnum
ALTER TYPE "job_type" ADD VALUE 'DELIVER_WEBHOOK';

-- DropIndex
DROP INDEX "jobs_organization_id_created_at_id_idx";

-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "system" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "webhook_endpoints" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "plain_secret" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT,
    "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "blocked_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "status" "webhook_delivery_status" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "job_id" TEXT,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "last_attempt_at" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_error" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhook_endpoints_organization_id_created_at_id_idx" ON "webhook_endpoints"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_endpoint_id_created_at_id_idx" ON "webhook_deliveries"("endpoint_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_endpoint_id_next_attempt_at_idx" ON "webhook_deliveries"("endpoint_id", "next_attempt_at") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "webhook_deliveries_endpoint_id_idx" ON "webhook_deliveries"("endpoint_id") WHERE (job_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "webhook_deliveries_ended_at_idx" ON "webhook_deliveries"("ended_at");

-- CreateIndex
CREATE INDEX "jobs_organization_id_created_at_id_idx" ON "jobs"("organization_id", "created_at", "id") WHERE (NOT system);

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Events are written down by what makes them happen, whichever statement that is: docs/adr/0012.
-- FOR KEY SHARE SKIP LOCKED: an endpoint that is just being removed gets no more deliveries, and holds nobody up.
CREATE FUNCTION "record_webhook_event"("organization" TEXT, "event" TEXT, "data" JSONB) RETURNS VOID LANGUAGE sql AS $$
  INSERT INTO "webhook_deliveries" ("id", "endpoint_id", "event", "data", "next_attempt_at", "created_at")
  SELECT 'msg_' || replace(gen_random_uuid()::text, '-', ''), e."id", "event", "data", clock_timestamp(), clock_timestamp()
  FROM "webhook_endpoints" e WHERE e."organization_id" = "organization" AND e."enabled" AND "event" = ANY (e."events")
  FOR KEY SHARE SKIP LOCKED
$$;

CREATE FUNCTION "record_job_end"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  -- Most organizations have no endpoint, and this look-up is cheaper than the call (docs/adr/0012).
  IF NOT EXISTS (SELECT FROM "webhook_endpoints" WHERE "organization_id" = NEW."organization_id" AND "enabled") THEN
    RETURN NULL;
  END IF;
  PERFORM "record_webhook_event"(NEW."organization_id", 'job.' || lower(NEW."status"::text), jsonb_build_object(
    'jobId', NEW."id", 'jobType', NEW."type", 'status', NEW."status", 'brandId', NEW."brand_id", 'dryRun', NEW."dry_run",
    'errorCode', NEW."error_code"));
  RETURN NULL;
END $$;
CREATE TRIGGER "webhook_event" AFTER UPDATE OF "status" ON "jobs" FOR EACH ROW
  WHEN (NEW."status" IN ('COMPLETED', 'FAILED', 'CANCELLED') AND NEW."status" <> OLD."status" AND NOT NEW."system")
  EXECUTE FUNCTION "record_job_end"();

CREATE FUNCTION "record_publication"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "record_webhook_event"(NEW."organization_id", 'content.published', jsonb_build_object(
    'publicationId', NEW."id", 'variationId', NEW."variation_id", 'socialAccountId', NEW."social_account_id",
    'platform', NEW."platform", 'status', NEW."status", 'jobId', NEW."job_id"));
  RETURN NULL;
END $$;
CREATE TRIGGER "webhook_event" AFTER UPDATE OF "status" ON "publications" FOR EACH ROW
  WHEN (NEW."status" = 'CONFIRMED' AND OLD."status" <> 'CONFIRMED') EXECUTE FUNCTION "record_publication"();

CREATE FUNCTION "record_unhealthy_source"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "record_webhook_event"(NEW."organization_id", 'source.unhealthy', jsonb_build_object(
    'contextSourceId', NEW."id", 'brandId', NEW."brand_id", 'status', NEW."status"));
  RETURN NULL;
END $$;
CREATE TRIGGER "webhook_event" AFTER UPDATE OF "status" ON "context_sources" FOR EACH ROW
  WHEN (NEW."status" = 'UNHEALTHY' AND OLD."status" <> 'UNHEALTHY') EXECUTE FUNCTION "record_unhealthy_source"();

CREATE FUNCTION "record_account_without_access"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "record_webhook_event"(NEW."organization_id", 'account.needs_reauth', jsonb_build_object(
    'socialAccountId', NEW."id", 'brandId', NEW."brand_id", 'platform', NEW."platform", 'status', NEW."status"));
  RETURN NULL;
END $$;
CREATE TRIGGER "webhook_event" AFTER UPDATE OF "status" ON "social_accounts" FOR EACH ROW
  WHEN (NEW."status" = 'NEEDS_REAUTH' AND OLD."status" <> 'NEEDS_REAUTH') EXECUTE FUNCTION "record_account_without_access"();
