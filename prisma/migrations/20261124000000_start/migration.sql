-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "cta_style" AS ENUM ('none', 'soft', 'direct');

-- CreateEnum
CREATE TYPE "platform" AS ENUM ('TWITTER', 'LINKEDIN', 'FACEBOOK', 'INSTAGRAM');

-- CreateEnum
CREATE TYPE "content_type" AS ENUM ('POST', 'THREAD', 'ARTICLE');

-- CreateEnum
CREATE TYPE "content_status" AS ENUM ('DRAFT', 'APPROVED', 'REJECTED', 'PUBLISHED');

-- CreateEnum
CREATE TYPE "job_type" AS ENUM ('GENERATE_CONTENT');

-- CreateEnum
CREATE TYPE "job_status" AS ENUM ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "attempt_outcome" AS ENUM ('COMPLETED', 'RETRIED', 'FAILED', 'SNOOZED', 'INTERRUPTED', 'LOST', 'CANCELLED');

-- CreateTable
CREATE TABLE "organizations" (
    "id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "brands" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "website" TEXT,
    "industry" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brands_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "brand_brains" (
    "brand_id" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "mission" TEXT NOT NULL DEFAULT '',
    "values" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "audience" TEXT NOT NULL DEFAULT '',
    "voice_tone" TEXT NOT NULL DEFAULT '',
    "formality" INTEGER NOT NULL DEFAULT 3,
    "writing_style" TEXT NOT NULL DEFAULT '',
    "must_mention" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "do_not_mention" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "use_emojis" BOOLEAN NOT NULL DEFAULT true,
    "use_hashtags" BOOLEAN NOT NULL DEFAULT true,
    "preferred_hashtags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "banned_hashtags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "cta_style" "cta_style" NOT NULL DEFAULT 'soft',
    "key_messages" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "brand_brains_pkey" PRIMARY KEY ("brand_id")
);

-- CreateTable
CREATE TABLE "context_items" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "url" TEXT,
    "title" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "summary" TEXT,
    "author" TEXT,
    "language" TEXT,
    "keywords" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "published_at" TIMESTAMPTZ(3),
    "fetched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "context_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "content_items" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "content_type" "content_type" NOT NULL,
    "status" "content_status" NOT NULL DEFAULT 'DRAFT',
    "context_item_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "prompt_version" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "tokens_used" INTEGER,
    "cost_micro_usd" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "content_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "content_variations" (
    "id" TEXT NOT NULL,
    "content_item_id" TEXT NOT NULL,
    "platform" "platform" NOT NULL,
    "content" TEXT NOT NULL,
    "posts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "character_count" INTEGER NOT NULL,
    "hashtags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "media_urls" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "content_variations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "jobs" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "brand_id" TEXT,
    "type" "job_type" NOT NULL,
    "queue" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "status" "job_status" NOT NULL DEFAULT 'PENDING',
    "priority" SMALLINT NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "max_attempts" SMALLINT NOT NULL,
    "losses" SMALLINT NOT NULL DEFAULT 0,
    "snoozed_since" TIMESTAMPTZ(3),
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "progress" SMALLINT NOT NULL DEFAULT 0,
    "progress_message" TEXT,
    "result" JSONB,
    "error" TEXT,
    "error_code" TEXT,
    "retry_of" TEXT,
    "schedule_id" TEXT,
    "dry_run" BOOLEAN NOT NULL DEFAULT false,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "created_by" TEXT,
    "token" BIGINT,
    "worker_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_attempts" (
    "job_id" TEXT NOT NULL,
    "token" BIGINT NOT NULL,
    "number" SMALLINT NOT NULL,
    "worker_id" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "attempt_outcome" NOT NULL,
    "error" TEXT,
    "error_code" TEXT,

    CONSTRAINT "job_attempts_pkey" PRIMARY KEY ("job_id","token")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "organization_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "jobs" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("organization_id","key")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "brands_organization_id_created_at_id_idx" ON "brands"("organization_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "brands_organization_id_slug_key" ON "brands"("organization_id", "slug");

-- CreateIndex
CREATE INDEX "context_items_organization_id_brand_id_created_at_id_idx" ON "context_items"("organization_id", "brand_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "content_items_job_id_key" ON "content_items"("job_id");

-- CreateIndex
CREATE INDEX "content_items_organization_id_created_at_id_idx" ON "content_items"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "content_items_brand_id_idx" ON "content_items"("brand_id");

-- CreateIndex
CREATE UNIQUE INDEX "content_variations_content_item_id_platform_key" ON "content_variations"("content_item_id", "platform");

-- CreateIndex
CREATE INDEX "jobs_organization_id_created_at_id_idx" ON "jobs"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- CreateIndex
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits"("expire");

-- AddForeignKey
ALTER TABLE "brands" ADD CONSTRAINT "brands_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brand_brains" ADD CONSTRAINT "brand_brains_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "context_items" ADD CONSTRAINT "context_items_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "content_items" ADD CONSTRAINT "content_items_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "content_variations" ADD CONSTRAINT "content_variations_content_item_id_fkey" FOREIGN KEY ("content_item_id") REFERENCES "content_items"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- The scheduler's rows: what has not ended, in which phase, and whose turn it is. See docs/architecture.md.
CREATE SCHEMA "engine";

-- Draws the fence of every dispatch: BullMQ id, guard of every write, key of job_attempts.
CREATE SEQUENCE "engine"."token_seq";

CREATE TABLE "engine"."queues" (
    "queue" TEXT PRIMARY KEY,
    "paused" BOOLEAN NOT NULL DEFAULT false
);

-- One row an organization that has, or had, work in a queue.
CREATE TABLE "engine"."lanes" (
    "queue" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "served_at" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    "waiting" BOOLEAN NOT NULL DEFAULT false,
    PRIMARY KEY ("queue", "organization_id")
) WITH (fillfactor = 70);
CREATE INDEX "lanes_turn" ON "engine"."lanes" ("queue", "served_at") WHERE "waiting";

-- One row a worker process and queue. "finished" is what it finished in the last 250 ms when it last said so;
-- "completed" and "failed" are what it ended for good since it started.
CREATE TABLE "engine"."workers" (
    "id" TEXT NOT NULL,
    "queue" TEXT NOT NULL,
    "concurrency" INTEGER NOT NULL,
    "seen_at" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    "finished" INTEGER NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    "completed" BIGINT NOT NULL DEFAULT 0,
    "failed" BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY ("id", "queue")
) WITH (fillfactor = 50);

-- One row a job that has not ended. phase: l later, r ready, w in the window, x running.
CREATE TABLE "engine"."unfinished" (
    "job_id" TEXT PRIMARY KEY REFERENCES "jobs" ("id") ON DELETE CASCADE,
    "queue" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "phase" "char" NOT NULL CHECK ("phase" IN ('l', 'r', 'w', 'x')),
    "rank_at" TIMESTAMPTZ NOT NULL,
    "run_at" TIMESTAMPTZ NOT NULL,
    "token" BIGINT,
    "dispatched_at" TIMESTAMPTZ,
    "worker_id" TEXT,
    "lease_until" TIMESTAMPTZ,
    "cancel" BOOLEAN NOT NULL DEFAULT false,
    "slot" "char" CHECK ("slot" IN ('n', 'a'))
) WITH (fillfactor = 70);
COMMENT ON COLUMN "engine"."unfinished"."slot" IS 'what it counts against: n the cap of unfinished jobs, a the cap of jobs planned ahead, null none';
CREATE INDEX "unfinished_ready" ON "engine"."unfinished" ("queue", "organization_id", "rank_at") WHERE "phase" = 'r';
CREATE INDEX "unfinished_later" ON "engine"."unfinished" ("queue", "run_at") WHERE "phase" = 'l';
CREATE INDEX "unfinished_in_flight" ON "engine"."unfinished" ("queue", "organization_id") WHERE "phase" IN ('w', 'x');
CREATE INDEX "unfinished_slot" ON "engine"."unfinished" ("organization_id", "slot") WHERE "slot" IS NOT NULL;
CREATE INDEX "unfinished_cancel" ON "engine"."unfinished" ("worker_id") WHERE "cancel";
CREATE INDEX "unfinished_lease" ON "engine"."unfinished" ("lease_until") WHERE "phase" = 'x';
