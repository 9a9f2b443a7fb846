-- CreateEnum
CREATE TYPE "learning_kind" AS ENUM ('HOUR', 'WEEKDAY', 'LENGTH', 'HASHTAGS', 'MEDIA', 'QUESTION', 'CALL_TO_ACTION', 'TOPIC');

-- CreateEnum
CREATE TYPE "learning_status" AS ENUM ('CANDIDATE', 'ACTIVE', 'RETIRED', 'DISABLED');

-- AlterEnum
ALTER TYPE "job_type" ADD VALUE 'SYNC_ANALYTICS';

-- AlterTable
ALTER TABLE "content_items" ADD COLUMN     "learning_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "publications" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "metrics_read_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "post_metrics" (
    "publication_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "impressions" BIGINT,
    "reach" BIGINT,
    "likes" BIGINT,
    "comments" BIGINT,
    "shares" BIGINT,
    "saves" BIGINT,
    "clicks" BIGINT,
    "engagements" BIGINT,
    "video_views" BIGINT,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "post_metrics_pkey" PRIMARY KEY ("publication_id","day")
);

-- CreateTable
CREATE TABLE "learnings" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "platform" "platform" NOT NULL,
    "kind" "learning_kind" NOT NULL,
    "key" TEXT NOT NULL,
    "insight" TEXT NOT NULL,
    "effect" DOUBLE PRECISION NOT NULL,
    "low" DOUBLE PRECISION NOT NULL,
    "high" DOUBLE PRECISION NOT NULL,
    "sample_size" INTEGER NOT NULL,
    "baseline_size" INTEGER NOT NULL,
    "p_value" DOUBLE PRECISION NOT NULL,
    "holds" BOOLEAN NOT NULL,
    "status" "learning_status" NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "learnings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "learnings_brand_id_created_at_id_idx" ON "learnings"("brand_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "learnings_brand_id_platform_kind_key_key" ON "learnings"("brand_id", "platform", "kind", "key");

-- CreateIndex
CREATE INDEX "publications_platform_platform_id_published_at_idx" ON "publications"("platform", "platform_id", "published_at");

-- AddForeignKey
ALTER TABLE "post_metrics" ADD CONSTRAINT "post_metrics_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learnings" ADD CONSTRAINT "learnings_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE CASCADE ON UPDATE CASCADE;
