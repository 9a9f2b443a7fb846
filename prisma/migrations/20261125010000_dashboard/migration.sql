-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "unresolved" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "monthly_usage" (
    "organization_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "shard" SMALLINT NOT NULL,
    "tokens" BIGINT NOT NULL,
    "cost_micro_usd" BIGINT NOT NULL,

    CONSTRAINT "monthly_usage_pkey" PRIMARY KEY ("organization_id","month","shard")
);

-- CreateIndex
CREATE INDEX "context_sources_organization_id_status_idx" ON "context_sources"("organization_id", "status");

-- CreateIndex
CREATE INDEX "social_accounts_organization_id_status_idx" ON "social_accounts"("organization_id", "status");



-- What the dashboard shows, counted as it happens. Shards: src/core/queue/repository/count-ended.ts.

-- Jobs that have ended, by the day (UTC) on which they did.
CREATE TABLE "engine"."job_days" (
    "organization_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "shard" SMALLINT NOT NULL,
    "completed" INTEGER NOT NULL,
    "cancelled" INTEGER NOT NULL,
    PRIMARY KEY ("organization_id", "day", "shard")
) WITH (fillfactor = 50);

-- What waits for an organization's people: unresolved jobs and unread notifications. A shard by itself may be negative.
CREATE TABLE "engine"."attention" (
    "organization_id" TEXT NOT NULL,
    "shard" SMALLINT NOT NULL,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "unread" INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY ("organization_id", "shard")
) WITH (fillfactor = 50);

-- Whichever statement writes, reads or removes notifications: those that vanish with their job, too.
CREATE FUNCTION "engine"."count_unread"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "engine"."attention" AS a ("organization_id", "shard", "unread")
    SELECT "organization_id", (pg_backend_pid() % 16)::smallint, count(*)
    FROM "new_rows" WHERE "read_at" IS NULL GROUP BY 1 ORDER BY 1
    ON CONFLICT ("organization_id", "shard") DO UPDATE SET "unread" = a."unread" + excluded."unread";
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "engine"."attention" AS a ("organization_id", "shard", "unread")
    SELECT "organization_id", (pg_backend_pid() % 16)::smallint, -count(*)
    FROM "old_rows" WHERE "read_at" IS NULL GROUP BY 1 ORDER BY 1
    ON CONFLICT ("organization_id", "shard") DO UPDATE SET "unread" = a."unread" + excluded."unread";
  ELSE
    INSERT INTO "engine"."attention" AS a ("organization_id", "shard", "unread")
    SELECT "organization_id", (pg_backend_pid() % 16)::smallint, sum("change")
    FROM (SELECT "organization_id", 1 AS "change" FROM "new_rows" WHERE "read_at" IS NULL
      UNION ALL SELECT "organization_id", -1 FROM "old_rows" WHERE "read_at" IS NULL) c
    GROUP BY 1 HAVING sum("change") <> 0 ORDER BY 1
    ON CONFLICT ("organization_id", "shard") DO UPDATE SET "unread" = a."unread" + excluded."unread";
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "count_new" AFTER INSERT ON "notifications" REFERENCING NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "engine"."count_unread"();
CREATE TRIGGER "count_changed" AFTER UPDATE ON "notifications" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "engine"."count_unread"();
CREATE TRIGGER "count_removed" AFTER DELETE ON "notifications" REFERENCING OLD TABLE AS "old_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "engine"."count_unread"();

-- What was there before. Nobody writes beside this: the statements above hold the tables.
UPDATE "jobs" j SET "unresolved" = true WHERE "status" = 'FAILED' AND "acknowledged_at" IS NULL AND NOT "system"
  AND NOT EXISTS (SELECT FROM "jobs" r WHERE r."retry_of" = j."id");

INSERT INTO "engine"."job_days" ("organization_id", "day", "shard", "completed", "cancelled")
SELECT "organization_id", ("completed_at" AT TIME ZONE 'UTC')::date, 0,
  count(*) FILTER (WHERE "status" = 'COMPLETED'), count(*) FILTER (WHERE "status" = 'CANCELLED')
FROM "jobs" WHERE "status" IN ('COMPLETED', 'CANCELLED') AND NOT "system"
  AND "completed_at" > clock_timestamp() - interval '31 days' GROUP BY 1, 2;

INSERT INTO "engine"."attention" ("organization_id", "shard", "failed", "unread")
SELECT "organization_id", 0, sum("failed"), sum("unread")
FROM (SELECT "organization_id", 1 AS "failed", 0 AS "unread" FROM "jobs" WHERE "unresolved"
  UNION ALL SELECT "organization_id", 0, 1 FROM "notifications" WHERE "read_at" IS NULL) a GROUP BY 1;

INSERT INTO "monthly_usage" ("organization_id", "month", "shard", "tokens", "cost_micro_usd")
SELECT "organization_id", date_trunc('month', "created_at" AT TIME ZONE 'UTC')::date, 0,
  sum(coalesce("tokens_used", 0)), sum(coalesce("cost_micro_usd", 0))
FROM (SELECT "organization_id", "created_at", "tokens_used", "cost_micro_usd" FROM "content_items"
  UNION ALL SELECT "organization_id", "created_at", "tokens_used", "cost_micro_usd" FROM "generated_images") u GROUP BY 1, 2;
