-- CreateEnum
CREATE TYPE "notification_kind" AS ENUM ('JOB_FAILED', 'SOURCE_UNHEALTHY', 'ACCOUNT_NEEDS_REAUTH', 'PUBLISH_UNKNOWN', 'WEBHOOK_DISABLED');

-- CreateTable
CREATE TABLE "notifications" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "kind" "notification_kind" NOT NULL,
    "sentence" TEXT NOT NULL,
    "job_id" TEXT,
    "resource" TEXT,
    "read_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notifications_organization_id_created_at_id_idx" ON "notifications"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "notifications_organization_id_read_at_created_at_id_idx" ON "notifications"("organization_id", "read_at", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_job_id_kind_key" ON "notifications"("job_id", "kind");

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
