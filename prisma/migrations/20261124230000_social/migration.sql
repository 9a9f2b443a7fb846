-- CreateEnum
CREATE TYPE "social_account_status" AS ENUM ('ACTIVE', 'NEEDS_REAUTH', 'RESTRICTED');

-- CreateEnum
CREATE TYPE "account_login" AS ENUM ('FACEBOOK', 'INSTAGRAM');

-- CreateEnum
CREATE TYPE "publication_status" AS ENUM ('PENDING', 'SENT', 'CONFIRMED', 'UNKNOWN', 'FAILED');

-- AlterEnum
ALTER TYPE "job_type" ADD VALUE 'PUBLISH_CONTENT';
ALTER TYPE "job_type" ADD VALUE 'REFRESH_TOKEN';

-- CreateTable
CREATE TABLE "social_accounts" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "platform" "platform" NOT NULL,
    "platform_id" TEXT NOT NULL,
    "display_name" TEXT,
    "username" TEXT,
    "login" "account_login",
    "access_token" TEXT NOT NULL,
    "refresh_token" TEXT,
    "token_expires_at" TIMESTAMPTZ(3),
    "refresh_expires_at" TIMESTAMPTZ(3),
    "refresh_sent_at" TIMESTAMPTZ(3),
    "status" "social_account_status" NOT NULL DEFAULT 'ACTIVE',
    "status_reason" TEXT,
    "last_sync_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "social_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform_quotas" (
    "platform" "platform" NOT NULL,
    "platform_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "used_percent" INTEGER NOT NULL DEFAULT 0,
    "resets_at" TIMESTAMPTZ(3),
    "blocked_until" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "platform_quotas_pkey" PRIMARY KEY ("platform","platform_id","scope")
);

-- CreateTable
CREATE TABLE "publications" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "variation_id" TEXT NOT NULL,
    "social_account_id" TEXT NOT NULL,
    "platform" "platform" NOT NULL,
    "platform_id" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "status" "publication_status" NOT NULL DEFAULT 'PENDING',
    "fingerprint" TEXT NOT NULL,
    "prepared" TEXT,
    "post_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sent_at" TIMESTAMPTZ(3),
    "permalink" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "publications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "social_accounts_organization_id_created_at_id_idx" ON "social_accounts"("organization_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "social_accounts_brand_id_platform_platform_id_key" ON "social_accounts"("brand_id", "platform", "platform_id");

-- CreateIndex
CREATE INDEX "publications_social_account_id_published_at_idx" ON "publications"("social_account_id", "published_at");

-- CreateIndex
CREATE UNIQUE INDEX "publications_variation_id_platform_platform_id_key" ON "publications"("variation_id", "platform", "platform_id");

-- AddForeignKey
ALTER TABLE "social_accounts" ADD CONSTRAINT "social_accounts_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publications" ADD CONSTRAINT "publications_variation_id_fkey" FOREIGN KEY ("variation_id") REFERENCES "content_variations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
