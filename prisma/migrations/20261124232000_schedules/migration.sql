-- CreateEnum
CREATE TYPE "schedule_overlap" AS ENUM ('SKIP', 'QUEUE');

-- CreateEnum
CREATE TYPE "schedule_misfire" AS ENUM ('SKIP', 'ONCE');

-- CreateEnum
CREATE TYPE "slot_outcome" AS ENUM ('FIRED', 'MISSED', 'NO_ROOM');

-- CreateTable
CREATE TABLE "schedules" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "brand_id" TEXT,
    "job_type" "job_type" NOT NULL,
    "name" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "priority" SMALLINT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "overlap" "schedule_overlap" NOT NULL,
    "misfire" "schedule_misfire" NOT NULL,
    "last_run_at" TIMESTAMPTZ(3),
    "next_run_at" TIMESTAMPTZ(3),
    "owed_slot" TIMESTAMPTZ(3),
    "tz_version" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_slots" (
    "schedule_id" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "slot_outcome" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_slots_pkey" PRIMARY KEY ("schedule_id","slot")
);

-- CreateIndex
CREATE INDEX "schedules_organization_id_created_at_id_idx" ON "schedules"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "schedules_brand_id_idx" ON "schedules"("brand_id");

-- CreateIndex
CREATE INDEX "schedules_next_run_at_idx" ON "schedules"("next_run_at");

-- CreateIndex
CREATE INDEX "schedules_owed_slot_idx" ON "schedules"("owed_slot") WHERE (owed_slot IS NOT NULL);

-- CreateIndex
CREATE INDEX "schedules_tz_version_idx" ON "schedules"("tz_version");

-- CreateIndex
CREATE INDEX "context_sources_type_id_idx" ON "context_sources"("type", "id");

-- CreateIndex
CREATE INDEX "jobs_schedule_id_idx" ON "jobs"("schedule_id") WHERE (schedule_id IS NOT NULL AND completed_at IS NULL);

-- AddForeignKey
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule_slots" ADD CONSTRAINT "schedule_slots_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- One unfinished job a source or account that a sweep reads.
ALTER TABLE "engine"."unfinished" ADD COLUMN "dedupe_key" TEXT;
CREATE UNIQUE INDEX "unfinished_dedupe" ON "engine"."unfinished" ("dedupe_key") WHERE "dedupe_key" IS NOT NULL;

-- One row a sweep: when it looks next, and how far the round has come that is under way.
CREATE TABLE "engine"."sweeps" (
    "name" TEXT PRIMARY KEY,
    "next_run_at" TIMESTAMPTZ NOT NULL,
    "started_at" TIMESTAMPTZ,
    "after" TEXT
);
