-- CreateEnum
CREATE TYPE "context_source_type" AS ENUM ('WEBSITE', 'RSS', 'DOCUMENT');

-- CreateEnum
CREATE TYPE "context_source_status" AS ENUM ('ACTIVE', 'UNHEALTHY', 'PAUSED');

-- AlterEnum

ALTER TYPE "job_type" ADD VALUE 'SCRAPE_WEBSITE';
ALTER TYPE "job_type" ADD VALUE 'SYNC_RSS';
ALTER TYPE "job_type" ADD VALUE 'PROCESS_DOCUMENT';

-- AlterTable
ALTER TABLE "context_items" ADD COLUMN     "content_hash" TEXT NOT NULL,
ADD COLUMN     "context_source_id" TEXT NOT NULL,
ADD COLUMN     "identity" TEXT NOT NULL;

-- CreateTable
CREATE TABLE "context_sources" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "type" "context_source_type" NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "file_name" TEXT,
    "mime_type" TEXT,
    "max_items" INTEGER,
    "status" "context_source_status" NOT NULL DEFAULT 'ACTIVE',
    "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
    "last_sync_at" TIMESTAMPTZ(3),
    "next_sync_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "resume_from" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "context_sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "context_pages" (
    "context_source_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "etag" TEXT,
    "last_modified" TEXT,
    "links" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "skipped" TEXT,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "context_pages_pkey" PRIMARY KEY ("context_source_id","url")
);

-- CreateIndex
CREATE INDEX "context_sources_organization_id_created_at_id_idx" ON "context_sources"("organization_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "context_sources_brand_id_url_key" ON "context_sources"("brand_id", "url");

-- CreateIndex
CREATE UNIQUE INDEX "context_items_context_source_id_identity_key" ON "context_items"("context_source_id", "identity");

-- AddForeignKey
ALTER TABLE "context_sources" ADD CONSTRAINT "context_sources_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "context_items" ADD CONSTRAINT "context_items_context_source_id_fkey" FOREIGN KEY ("context_source_id") REFERENCES "context_sources"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "context_pages" ADD CONSTRAINT "context_pages_context_source_id_fkey" FOREIGN KEY ("context_source_id") REFERENCES "context_sources"("id") ON DELETE CASCADE ON UPDATE CASCADE;


